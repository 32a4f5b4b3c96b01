package org.gatehouse.server.administration;

import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.ApprovableChange;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A role that is given once a second person agrees. */
@Component
class GiveRole implements ApprovableChange {

    static final String KIND = "role.grant";

    private final Accounts accounts;
    private final ObjectProvider<RoleGrants> grants; // which itself asks for approvals

    GiveRole(Accounts accounts, ObjectProvider<RoleGrants> grants) {
        this.accounts = accounts;
        this.grants = grants;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission permission() {
        return Permission.ROLES_GRANT;
    }

    @Override
    public Party target(Realm realm, Map<String, String> change) {
        return accounts.find(realm, account(change)).map(accounts::party).orElseGet(Party::erased);
    }

    @Override
    public Map<String, String> facts(Map<String, String> change) {
        return Map.of("role", role(change));
    }

    @Override
    public void apply(Map<String, String> change, Actor approver) {
        grants.getObject().giveApproved(approver, account(change), role(change));
    }

    private static UUID account(Map<String, String> change) {
        return UUID.fromString(change.getOrDefault("account", ""));
    }

    private static String role(Map<String, String> change) {
        return change.getOrDefault("role", "");
    }
}
