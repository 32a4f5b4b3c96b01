package org.gatehouse.realm;

import java.util.Arrays;
import java.util.Optional;

/**
 * What somebody may do through the administration API. Each is a scope of that API: a token needs the scope, and the
 * person behind it a role that bundles the permission. Codes are in realm files, so they are added and never renamed.
 */
public enum Permission {
    /** See accounts, their groups and their rights. */
    USERS_READ("users.read"),
    /** Create accounts, edit, disable and enable them. */
    USERS_WRITE("users.write"),
    /** Delete accounts so that they can be restored, and restore them. */
    USERS_DELETE("users.delete"),
    /** Destroy accounts for good. */
    USERS_ERASE("users.erase"),
    /** Take the list of accounts away as a file. */
    USERS_EXPORT("users.export"),
    /** See groups and their members. */
    GROUPS_READ("groups.read"),
    /** Create, change and delete groups, and put people into them. */
    GROUPS_WRITE("groups.write"),
    /** Give and take roles that hold no permission beyond one's own. */
    ROLES_GRANT("roles.grant"),
    /** See clients and connections. */
    CLIENTS_READ("clients.read"),
    /** Change clients and connections. */
    CLIENTS_WRITE("clients.write"),
    /** See the realm's configuration, and what a realm file would change. */
    REALM_READ("realm.read"),
    /** Change the realm's configuration by a realm file. */
    REALM_WRITE("realm.write"),
    /** Decide on what another person has asked for. */
    APPROVALS_DECIDE("approvals.decide"),
    /** Read and verify the trail. */
    AUDIT_READ("audit.read"),
    /** See in the trail who took part and from where: names, addresses and values of personal fields. */
    AUDIT_IDENTIFY("audit.identify"),
    /** Take the trail away as a file. */
    AUDIT_EXPORT("audit.export"),
    /** Set legal holds and ask for their end, and change how long the trail keeps what. */
    AUDIT_RETAIN("audit.retain");

    private final String code;

    Permission(String code) {
        this.code = code;
    }

    /** As in realm files and scopes. */
    public String code() {
        return code;
    }

    public static Optional<Permission> find(String code) {
        return Arrays.stream(values())
                .filter(permission -> permission.code.equals(code))
                .findFirst();
    }
}
