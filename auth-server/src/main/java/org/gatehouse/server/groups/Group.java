package org.gatehouse.server.groups;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group of a realm.
 *
 * @param path the names from the outermost group to this one
 * @param roles its own, without those of the groups above
 */
public record Group(
        UUID id,
        @Nullable UUID parent,
        String name,
        String description,
        List<String> path,
        List<String> roles,
        int version) {

    public Group {
        path = List.copyOf(path);
        roles = List.copyOf(roles);
    }

    /** The path as people write it. */
    public String fullName() {
        return String.join("/", path);
    }
}
