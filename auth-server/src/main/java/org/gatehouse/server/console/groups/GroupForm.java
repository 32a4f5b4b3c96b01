package org.gatehouse.server.console.groups;

import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the form of a group, as it was typed.
 *
 * @param parent the whole name of the group it is in; empty for none
 */
record GroupForm(
        @Nullable String name,
        @Nullable String description,
        @Nullable String parent) {

    static final GroupForm EMPTY = new GroupForm(null, null, null);

    static GroupForm of(Group group) {
        String inside = String.join("/", group.path().subList(0, group.path().size() - 1));
        return new GroupForm(group.name(), group.description(), inside);
    }

    /** What was typed before somebody had to sign in once more. */
    static GroupForm of(Map<String, String> kept) {
        return new GroupForm(kept.get("name"), kept.get("description"), kept.get("parent"));
    }

    boolean isOutermost() {
        return text(parent).isEmpty();
    }

    Groups.Form group(@Nullable UUID inside) {
        return new Groups.Form(text(name), text(description), inside);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
