package org.gatehouse.server.console.groups;

import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.jspecify.annotations.Nullable;

/** What stands in the form of a group, as it was typed. */
record GroupForm(
        @Nullable String name,
        @Nullable String description,
        @Nullable UUID parent) {

    static final GroupForm EMPTY = new GroupForm(null, null, null);

    static GroupForm of(Group group) {
        return new GroupForm(group.name(), group.description(), group.parent());
    }

    /** What was typed before somebody had to sign in once more. */
    static GroupForm of(Map<String, String> kept) {
        return new GroupForm(kept.get("name"), kept.get("description"), uuid(kept.getOrDefault("parent", "")));
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException ex) {
            return null; // none of the places there are
        }
    }

    Groups.Form group() {
        return new Groups.Form(text(name), text(description), parent);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
