package org.gatehouse.server.rights;

import java.util.List;

/**
 * One way in which somebody has a role.
 *
 * @param path the groups through which it comes, from the one they are a member of up to the one that has the role;
 *     empty when the role is their own
 */
public record RolePath(String role, List<String> path) {

    public RolePath {
        path = List.copyOf(path);
    }
}
