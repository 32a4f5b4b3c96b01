package org.gatehouse.realm;

import java.util.Set;

/** The scope of provisioning clients (SCIM 2.0), which is several permissions in one. */
public final class ScimScope {

    public static final String NAME = "scim.write";

    /** What the scope lets a client do. Whoever stands above this is out of its reach. */
    public static final Set<Permission> PERMISSIONS = Set.of(
            Permission.USERS_READ,
            Permission.USERS_WRITE,
            Permission.USERS_DELETE,
            Permission.GROUPS_READ,
            Permission.GROUPS_WRITE);

    private ScimScope() {}
}
