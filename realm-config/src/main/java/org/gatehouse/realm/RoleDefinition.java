package org.gatehouse.realm;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A role of the realm's own, beside the built-in ones.
 *
 * @param permissions what its holders may do through the administration API; empty for a role only relying apps know
 */
public record RoleDefinition(String name, String description, Set<Permission> permissions) {

    private static final Map<String, Set<Permission>> BUILT_IN_PERMISSIONS = Map.of(
            "user", Set.of(),
            "user-admin",
                    EnumSet.of(
                            Permission.USERS_READ,
                            Permission.USERS_WRITE,
                            Permission.USERS_DELETE,
                            Permission.USERS_EXPORT,
                            Permission.GROUPS_READ,
                            Permission.GROUPS_WRITE,
                            Permission.ROLES_GRANT),
            "client-admin", EnumSet.of(Permission.CLIENTS_READ, Permission.CLIENTS_WRITE),
            "auditor", EnumSet.of(Permission.AUDIT_READ, Permission.AUDIT_IDENTIFY, Permission.AUDIT_EXPORT),
            "admin", EnumSet.allOf(Permission.class),
            "support", Set.of());

    /** Roles every realm has; the service gives them their meaning, so a realm cannot redefine them. */
    public static final Set<String> BUILT_IN = BUILT_IN_PERMISSIONS.keySet();

    public RoleDefinition {
        permissions = permissions.isEmpty()
                ? Set.of()
                : Collections.unmodifiableSet(EnumSet.copyOf(permissions)); // one order, so that documents compare
    }

    /** @throws IllegalArgumentException when the role is not built in */
    public static Set<Permission> ofBuiltIn(String role) {
        Set<Permission> permissions = BUILT_IN_PERMISSIONS.get(role);
        if (permissions == null) {
            throw new IllegalArgumentException("Not a built-in role: " + role);
        }
        return Collections.unmodifiableSet(permissions);
    }
}
