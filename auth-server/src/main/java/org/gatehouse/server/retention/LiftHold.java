package org.gatehouse.server.retention;

import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.ApprovableChange;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The end of a legal hold, once a second person agrees. */
@Component
class LiftHold implements ApprovableChange {

    static final String KIND = "hold.lift";

    private final ObjectProvider<LegalHolds> holds; // which itself asks for approvals

    LiftHold(ObjectProvider<LegalHolds> holds) {
        this.holds = holds;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission permission() {
        return Permission.AUDIT_RETAIN;
    }

    @Override
    public Party target(Realm realm, Map<String, String> change) {
        return LegalHolds.target(UUID.fromString(change.getOrDefault("hold", "")));
    }

    @Override
    public void apply(Map<String, String> change, Actor approver) {
        holds.getObject().liftApproved(approver, UUID.fromString(change.getOrDefault("hold", "")));
    }
}
