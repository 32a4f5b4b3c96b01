package org.gatehouse.realm;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group of people that the realm always has.
 *
 * @param name unique among its siblings, without a slash, so that the names down to a group make its path
 * @param roles what every member of the group, and of the groups in it, has
 * @param groups the groups in it
 */
public record GroupDefinition(
        String name, @Nullable String description, List<String> roles, List<GroupDefinition> groups) {

    /** How deep groups nest; the outermost are at depth one. */
    public static final int DEEPEST = 8;

    public static final int LONGEST_NAME = 100;

    public GroupDefinition {
        roles = List.copyOf(roles);
        groups = List.copyOf(groups);
    }

    static Optional<GroupDefinition> find(List<GroupDefinition> groups, String path) {
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        Optional<GroupDefinition> found =
                groups.stream().filter(group -> group.name().equals(first)).findFirst();
        return slash < 0 ? found : found.flatMap(group -> find(group.groups(), path.substring(slash + 1)));
    }
}
