package org.gatehouse.server.console.roles;

import org.gatehouse.server.rights.RolePath;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody may do something.
 *
 * @param group from the group they are in up to the one that gives the role; null when the role is their own
 */
public record Way(String role, @Nullable String group) {

    public static Way of(RolePath path) {
        return new Way(path.role(), path.path().isEmpty() ? null : String.join(" → ", path.path()));
    }
}
