package org.gatehouse.server.federation.doctor;

import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamPurpose;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;

/**
 * What the trail keeps of tries: who tried which connection, and what would have come of it. Not whom the provider vouched
 * for: that may be anybody.
 */
@Component
class TrialEntries {

    private final Trail trail;

    TrialEntries(Trail trail) {
        this.trail = trail;
    }

    void answered(Realm realm, Party administrator, UpstreamIdentity identity, Trial.Whom person) {
        AuditEvent.Builder event = event(realm, administrator, identity.connection())
                .detail("issuer", identity.issuer())
                .detail("guest", String.valueOf(identity.profile().guest()))
                .detail("groups", identity.profile().groups().source().code())
                .detail(
                        "count",
                        String.valueOf(identity.profile().groups().names().size()));
        if (!person.admitted()) {
            event.outcome(Outcome.DENIED).reason(person.prospect());
        }
        trail.recordAtOnce(event);
    }

    void failed(Realm realm, Party administrator, Connection connection, Outcome outcome, String reason) {
        trail.recordAtOnce(
                event(realm, administrator, connection.alias()).outcome(outcome).reason(reason));
    }

    private AuditEvent.Builder event(Realm realm, Party administrator, String connection) {
        return trail.event(realm, Activity.FEDERATION_LOGIN)
                .actor(administrator)
                .detail("connection", connection)
                .detail("purpose", UpstreamPurpose.TEST);
    }
}
