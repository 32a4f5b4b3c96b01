package org.gatehouse.server.federation.accounts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do with their own links. */
@Component
class OwnLinks {

    private final Links links;
    private final Accounts accounts;
    private final IdentityEntries entries;
    private final Trail trail;

    OwnLinks(Links links, Accounts accounts, IdentityEntries entries, Trail trail) {
        this.links = links;
        this.accounts = accounts;
        this.entries = entries;
        this.trail = trail;
    }

    List<FederatedIdentity> of(Realm realm, SignedInAccount person) {
        return links.of(realm, person.account());
    }

    Optional<FederatedIdentity> find(Realm realm, SignedInAccount person, UUID link) {
        return links.find(realm, person.account(), link);
    }

    boolean isOnlyWayIn(Realm realm, SignedInAccount person) {
        return accounts.find(realm, person.account())
                .filter(account -> links.isOnlyWayIn(realm, account))
                .isPresent();
    }

    /** Removes one; false when it stays, as the person would have no way in. What is gone already is no fault. */
    @Transactional
    public boolean remove(Realm realm, SignedInAccount person, UUID id) {
        Optional<Account> locked = accounts.lock(realm, person.account()); // two tabs do not remove one each
        locked.ifPresent(SignedIn::requireStanding);
        Optional<FederatedIdentity> link = links.find(realm, person.account(), id);
        if (locked.isEmpty() || link.isEmpty()) {
            return true;
        }
        Account account = locked.get();
        Party party = accounts.party(account);
        if (links.isUsable(realm, link.get()) && links.isOnlyWayIn(realm, account)) {
            trail.recordAtOnce(entries.unlinked(realm, link.get(), null, person.reference())
                    .actor(party)
                    .outcome(Outcome.DENIED)
                    .reason("only-way-in"));
            return false;
        }
        links.cut(realm, account, link.get(), party, party, null, person.reference());
        accounts.changed(account);
        return true;
    }
}
