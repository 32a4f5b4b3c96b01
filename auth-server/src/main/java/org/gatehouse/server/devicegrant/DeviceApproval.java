package org.gatehouse.server.devicegrant;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.devicegrant.DeviceGrant.State;
import org.gatehouse.server.network.NetworkRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.signin.Sufficiency;
import org.gatehouse.server.tokens.DeviceCodes;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a person who is signed in may say about a device that waits, and when. */
@Component
class DeviceApproval {

    private final DeviceGrants grants;
    private final DeviceCodes codes;
    private final SignInThrottle throttle;
    private final NetworkRules networks;
    private final Sufficiency sufficiency;
    private final Trail trail;

    DeviceApproval(
            DeviceGrants grants,
            DeviceCodes codes,
            SignInThrottle throttle,
            NetworkRules networks,
            Sufficiency sufficiency,
            Trail trail) {
        this.grants = grants;
        this.codes = codes;
        this.throttle = throttle;
        this.networks = networks;
        this.sufficiency = sufficiency;
        this.trail = trail;
    }

    /** Counts a code somebody tries; how long to wait when there were too many. */
    Duration count(Realm realm, SignedInAccount person) {
        Duration wait = throttle.count(
                realm,
                SignInThrottle.Kind.DEVICE,
                person.account().toString(),
                CurrentRequest.get().address());
        if (!wait.isZero()) {
            trail.record(trail.event(realm, Activity.AUTH_THROTTLED, null, person.reference())
                    .actor(party(person))
                    .outcome(Outcome.DENIED)
                    .reason("too-many-attempts")
                    .detail("method", "device_code"));
        }
        return wait;
    }

    /** The device that waits with the code; a code that was right is given back to the count, a wrong one is an entry. */
    Optional<DeviceGrant> find(Realm realm, SignedInAccount person, String userCode) {
        Optional<DeviceGrant> found = grants.findWaiting(realm, userCode)
                .filter(grant -> realm.findClient(grant.clientId()).isPresent());
        if (found.isPresent()) {
            throttle.forgive(
                    realm,
                    SignInThrottle.Kind.DEVICE,
                    person.account().toString(),
                    CurrentRequest.get().address());
        } else {
            trail.record(refusal(realm, null, person, "invalid-grant"));
        }
        return found;
    }

    /** Whether the person may use the client from where they are; when not, that is an entry. */
    boolean isFromHere(Realm realm, SignedInAccount person, DeviceGrant grant) {
        boolean allowed = networks.allows(
                realm, person.account(), grant.clientId(), CurrentRequest.get().address());
        if (!allowed) {
            trail.record(refusal(realm, grant.clientId(), person, "network-not-allowed"));
        }
        return allowed;
    }

    /** Whether the sign-in is enough for the client, as it would have to be if the client had sent the person here. */
    boolean isEnough(Realm realm, SignedInAccount person, DeviceGrant grant) {
        return sufficiency.isEnough(realm, person, grant.clientId(), Assurance.SINGLE_FACTOR);
    }

    /** False when the device does not wait any more, or the sign-in has ended. */
    @Transactional
    public boolean allow(Realm realm, SignedInAccount person, DeviceGrant grant) {
        if (!grants.change(realm, grant.id(), State.PENDING, State.APPROVED)) {
            return false;
        }
        boolean begun = codes.begin(
                realm,
                grant.id(),
                grant.clientId(),
                person,
                grant.scopes(),
                grant.deviceCodeHash(),
                grant.validUntil());
        if (!begun) {
            throw new SignInEndedException(); // undoes the change
        }
        trail.record(event(realm, Activity.CONSENT_GRANTED, person, grant));
        return true;
    }

    /** False when the device does not wait any more. */
    @Transactional
    public boolean deny(Realm realm, SignedInAccount person, DeviceGrant grant) {
        boolean denied = grants.change(realm, grant.id(), State.PENDING, State.DENIED);
        if (denied) {
            trail.record(event(realm, Activity.CONSENT_DENIED, person, grant).outcome(Outcome.DENIED));
        }
        return denied;
    }

    /** The person's sign-in ended while they were saying yes. */
    static final class SignInEndedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private AuditEvent.Builder event(Realm realm, Activity activity, SignedInAccount person, DeviceGrant grant) {
        return trail.event(realm, activity, grant.clientId(), person.reference())
                .actor(party(person))
                .target(Party.client(grant.clientId()))
                .detail("family", grant.id().toString())
                .detail("scope", grant.scopes().isEmpty() ? null : String.join(" ", new TreeSet<>(grant.scopes())));
    }

    private AuditEvent.Builder refusal(Realm realm, @Nullable String client, SignedInAccount person, String reason) {
        return trail.event(realm, Activity.TOKEN_REFUSED, client, person.reference())
                .actor(party(person))
                .outcome(Outcome.DENIED)
                .reason(reason)
                .detail("endpoint", "device");
    }

    private static Party party(SignedInAccount person) {
        return Party.account(person.account(), person.displayName(), null);
    }
}
