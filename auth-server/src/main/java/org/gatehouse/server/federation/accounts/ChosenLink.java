package org.gatehouse.server.federation.accounts;

import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Links an identity to the account of whoever is signed in, because they ask for it. No address matters here. */
@Component
class ChosenLink {

    private final IdentityRows rows;
    private final MappedRights rights;
    private final Accounts accounts;
    private final NewLink newLink;

    ChosenLink(IdentityRows rows, MappedRights rights, Accounts accounts, NewLink newLink) {
        this.rows = rows;
        this.rights = rights;
        this.accounts = accounts;
        this.newLink = newLink;
    }

    /**
     * @throws org.gatehouse.server.federation.UpstreamRefusedException when it cannot become theirs
     * @throws org.gatehouse.server.session.SessionEndedException when the sign-in was ended meanwhile
     */
    @Transactional
    public void link(Realm realm, Connection connection, UpstreamIdentity identity, SignedInAccount person) {
        if (connection.linking() == Linking.NEVER) {
            throw RefusedArrival.because(RefusedArrival.NEVER);
        }
        if (identity.profile().guest() && connection.guests().areRefused()) {
            throw RefusedArrival.because(RefusedArrival.GUEST);
        }
        Account account = accounts.lock(realm, person.account())
                .filter(Account::isActive)
                .orElseThrow(() -> RefusedArrival.because(RefusedArrival.DISABLED));
        SignedIn.requireStanding(account);
        Optional<FederatedIdentity> known = rows.find(realm, connection.alias(), identity.issuer(), identity.subject());
        if (known.isPresent() && !known.get().account().equals(account.subject())) {
            throw RefusedArrival.because(RefusedArrival.TAKEN);
        }
        if (known.isPresent()) {
            rows.used(realm, known.get(), identity);
        } else {
            insert(realm, connection, identity, account);
        }
        rights.apply(realm, connection, account, identity);
    }

    private void insert(Realm realm, Connection connection, UpstreamIdentity identity, Account account) {
        if (rows.isLinked(realm, account.subject(), connection.alias(), identity.issuer())) {
            throw RefusedArrival.because(RefusedArrival.OCCUPIED);
        }
        newLink.make(realm, identity, account);
    }
}
