package org.gatehouse.server.authorization;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.tokens.SignInEnding;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What somebody has allowed apps, as they see it and take it back themselves. */
@Component
@Transactional
public class OwnConsents {

    private static final String REASON = "consent-revoked";

    private final Consents consents;
    private final SignInEnding signIns;
    private final Accounts accounts;
    private final Trail trail;

    OwnConsents(Consents consents, SignInEnding signIns, Accounts accounts, Trail trail) {
        this.consents = consents;
        this.signIns = signIns;
        this.accounts = accounts;
        this.trail = trail;
    }

    /** In the order of the clients' ids. */
    @Transactional(readOnly = true)
    public List<GivenConsent> of(Realm realm, SignedInAccount person) {
        return consents.of(realm, person.account());
    }

    /**
     * Takes back what the person has allowed a client, and ends everything it obtained for them; the entries are written
     * with it.
     *
     * @return false when they had allowed it nothing: then nothing happens
     */
    public boolean revoke(Realm realm, SignedInAccount person, String clientId) {
        Optional<Set<String>> revoked = consents.revoke(realm, person.account(), clientId);
        revoked.ifPresent(scopes -> {
            Party party = accounts.find(realm, person.account())
                    .map(accounts::party)
                    .orElseGet(() -> Party.account(person.account(), person.displayName(), null));
            trail.record(trail.event(realm, Activity.CONSENT_REVOKED, clientId, person.reference())
                    .actor(party)
                    .target(Party.client(clientId))
                    .detail("scope", String.join(" ", new TreeSet<>(scopes))));
            signIns.endApp(realm, person, party, clientId, REASON);
        });
        return revoked.isPresent();
    }
}
