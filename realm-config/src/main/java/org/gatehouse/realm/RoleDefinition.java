package org.gatehouse.realm;

import java.util.Set;

/** A role of the realm's own, beside the built-in ones. */
public record RoleDefinition(String name, String description) {

    /** Roles every realm has; the service gives them their meaning, so a realm cannot redefine them. */
    public static final Set<String> BUILT_IN =
            Set.of("user", "user-admin", "client-admin", "auditor", "admin", "support");
}
