package org.gatehouse.server.attestation;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people are asked to accept, and what they accepted. */
@Component
@Transactional
public class Attestations {

    private final Acceptances acceptances;
    private final Asked asked;
    private final Accounts accounts;
    private final Trail trail;
    private final Clock clock;

    Attestations(Acceptances acceptances, Asked asked, Accounts accounts, Trail trail, Clock clock) {
        this.acceptances = acceptances;
        this.asked = asked;
        this.accounts = accounts;
        this.trail = trail;
        this.clock = clock;
    }

    /** What the person has yet to accept, or to accept again, in the order of the realm file. */
    @Transactional(readOnly = true)
    public List<Attestation> due(Realm realm, UUID account) {
        List<Attestation> all = realm.definition().dataProtection().attestations();
        if (all.isEmpty()) {
            return List.of();
        }
        List<Acceptance> accepted = acceptances.of(realm, account);
        return all.stream()
                .filter(attestation -> accepted.stream().noneMatch(each -> holds(attestation, each)))
                .filter(attestation -> asked.of(realm, attestation, account))
                .toList();
    }

    /** Everything the person ever accepted, the latest first. */
    @Transactional(readOnly = true)
    public List<Acceptance> of(Realm realm, UUID account) {
        return acceptances.of(realm, account);
    }

    /**
     * The person accepts what they were shown. Accepting it again while it holds changes nothing.
     *
     * @param version the one that was shown
     * @return false when the realm asks for another version by now, or for nothing of the kind: it has to be read first
     */
    public boolean accept(Realm realm, Account account, String id, int version, @Nullable String session) {
        Optional<Attestation> current = find(realm, id).filter(attestation -> attestation.version() == version);
        if (current.isEmpty()) {
            return false;
        }
        accounts.lock(realm, account.subject()); // two tabs, one acceptance
        if (acceptances.of(realm, account.subject()).stream().noneMatch(each -> holds(current.get(), each))) {
            acceptances.add(realm, account.subject(), id, version, clock.instant());
            trail.record(trail.event(realm, Activity.ATTESTATION_ACCEPTED, null, session)
                    .actor(accounts.party(account))
                    .target(party(id))
                    .detail("version", String.valueOf(version)));
        }
        return true;
    }

    /** The person does not accept what they were shown; nothing changes, and they do not get on. */
    public void decline(Realm realm, Account account, String id, int version, @Nullable String session) {
        Optional<Attestation> current = find(realm, id).filter(attestation -> attestation.version() == version);
        current.ifPresent(shown -> trail.record(trail.event(realm, Activity.ATTESTATION_ACCEPTED, null, session)
                .actor(accounts.party(account))
                .target(party(id))
                .outcome(Outcome.DENIED)
                .reason("declined")
                .detail("version", String.valueOf(version))));
    }

    static Optional<Attestation> find(Realm realm, String id) {
        return realm.definition().dataProtection().attestations().stream()
                .filter(attestation -> attestation.id().equals(id))
                .findFirst();
    }

    /** How the trail names an attestation. */
    public static Party party(String id) {
        return Party.object("attestation", id);
    }

    private boolean holds(Attestation attestation, Acceptance acceptance) {
        Instant notAfter = renewedBefore(attestation, clock.instant());
        return acceptance.attestation().equals(attestation.id())
                && acceptance.version() >= attestation.version()
                && (notAfter == null || acceptance.at().isAfter(notAfter));
    }

    /** What was accepted then or earlier has to be renewed by now; null when nothing ever has. */
    static @Nullable Instant renewedBefore(Attestation attestation, Instant now) {
        Period renewal = attestation.renewal();
        return renewal == null
                ? null
                : now.atZone(ZoneOffset.UTC).minus(renewal).toInstant();
    }
}
