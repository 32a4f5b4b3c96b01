package org.gatehouse.server.authorization;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.clients.SelfRegisteredClients;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.tokens.LiveFamilies;
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
    private final SelfRegisteredClients selfRegistered;
    private final LiveFamilies families;
    private final SignInEnding signIns;
    private final Accounts accounts;
    private final Trail trail;

    OwnConsents(
            Consents consents,
            SelfRegisteredClients selfRegistered,
            LiveFamilies families,
            SignInEnding signIns,
            Accounts accounts,
            Trail trail) {
        this.consents = consents;
        this.selfRegistered = selfRegistered;
        this.families = families;
        this.signIns = signIns;
        this.accounts = accounts;
        this.trail = trail;
    }

    /** In the order of the clients' ids. */
    @Transactional(readOnly = true)
    public List<GivenConsent> of(Realm realm, SignedInAccount person) {
        return consents.of(realm, person.account());
    }

    /** The same with what is known of the apps, in the reader's language where they have words for it. */
    @Transactional(readOnly = true)
    public List<AllowedApp> apps(Realm realm, SignedInAccount person, Locale language) {
        return of(realm, person).stream()
                .map(consent -> app(realm, person, consent, language))
                .toList();
    }

    private AllowedApp app(Realm realm, SignedInAccount person, GivenConsent consent, Locale language) {
        String id = consent.clientId();
        Optional<SelfDescription> itself =
                selfRegistered.findKnown(realm, id).map(client -> SelfDescription.of(client, language));
        Optional<ClientDefinition> client = realm.findClient(id);
        Optional<LiveFamilies.Held> held = families.heldBy(realm, person.account(), id);
        return new AllowedApp(
                consent,
                itself.map(SelfDescription::name)
                        .or(() -> client.map(ClientDefinition::displayName))
                        .orElse(id),
                itself.map(SelfDescription::targets)
                        .or(() -> client.map(SelfDescription::targets))
                        .orElse(List.of()),
                itself.map(SelfDescription::links).orElse(null),
                held.map(LiveFamilies.Held::lastUsed).orElse(null),
                held.map(LiveFamilies.Held::until).orElse(null));
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
