package org.gatehouse.realm.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.document.Part;

/** Reads {@code groups}. */
final class GroupsSection {

    /** Giving it takes two people; joining a group takes one. */
    private static final String SECOND_PERSON = "admin";

    private final Set<String> roles;

    private GroupsSection(Set<String> roles) {
        this.roles = roles;
    }

    /** @param own the realm's own roles */
    static List<GroupDefinition> read(Part file, List<RoleDefinition> own) {
        Set<String> roles = new TreeSet<>(RoleDefinition.BUILT_IN);
        own.forEach(role -> roles.add(role.name()));
        roles.remove(SECOND_PERSON);
        return new GroupsSection(roles).groups(file, 1);
    }

    private List<GroupDefinition> groups(Part around, int depth) {
        Unique names = new Unique("group");
        List<GroupDefinition> groups = new ArrayList<>();
        for (Part group : around.items("groups")) {
            names.check(group, "name");
            group.items("roles").forEach(this::checkRole);
            groups.add(new GroupDefinition(
                    group.text("name"), group.textOrNull("description"), group.texts("roles"), groupsIn(group, depth)));
        }
        return groups;
    }

    private List<GroupDefinition> groupsIn(Part group, int depth) {
        if (depth < GroupDefinition.DEEPEST) {
            return groups(group, depth + 1);
        }
        if (group.has("groups")) {
            group.child("groups")
                    .refuse("Groups are nested at most " + GroupDefinition.DEEPEST + " deep.", "Move these outwards.");
        }
        return List.of();
    }

    private void checkRole(Part role) {
        String name = role.text();
        if (name.equals(SECOND_PERSON)) {
            role.refuse(
                    "A group cannot bring the role `admin`: giving it needs a second person, and joining a group"
                            + " does not.",
                    "Give it to each administrator.");
        } else if (!roles.contains(name)) {
            role.refuseUnknown("The realm has no role `" + name + "`.", roles);
        }
    }
}
