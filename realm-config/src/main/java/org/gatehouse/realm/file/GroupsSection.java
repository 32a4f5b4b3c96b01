package org.gatehouse.realm.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.PlainText;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Unique;

/** Reads {@code groups}. */
final class GroupsSection {

    /** Giving a role that has it takes two people; joining a group takes one. */
    private static final Permission NEEDS_A_SECOND_PERSON = Permission.APPROVALS_DECIDE;

    private final Set<String> roles;
    private final Set<String> forOneByOne;

    private GroupsSection(Set<String> roles, Set<String> forOneByOne) {
        this.roles = roles;
        this.forOneByOne = forOneByOne;
    }

    /** @param own the realm's own roles */
    static List<GroupDefinition> read(Part file, List<RoleDefinition> own) {
        Map<String, Set<Permission>> all = new TreeMap<>();
        RoleDefinition.BUILT_IN.forEach(role -> all.put(role, RoleDefinition.ofBuiltIn(role)));
        own.forEach(role -> all.putIfAbsent(role.name(), role.permissions()));
        Set<String> forOneByOne = all.keySet().stream()
                .filter(role -> all.getOrDefault(role, Set.of()).contains(NEEDS_A_SECOND_PERSON))
                .collect(Collectors.toSet());
        Set<String> roles = new TreeSet<>(all.keySet());
        roles.removeAll(forOneByOne);
        return new GroupsSection(roles, forOneByOne).groups(file, 1);
    }

    private List<GroupDefinition> groups(Part around, int depth) {
        Unique names = new Unique("group");
        List<GroupDefinition> groups = new ArrayList<>();
        for (Part group : around.items("groups")) {
            names.check(group, "name");
            checkIsPlain(group, "name");
            checkIsPlain(group, "description");
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

    /** As it would be refused from an administrator: it is shown on the same pages. */
    private static void checkIsPlain(Part group, String key) {
        if (group.child(key).isFlawless() && !PlainText.isPlain(group.text(key, ""))) {
            group.child(key).refuse("This must be text in one line, without markup.", "");
        }
    }

    private void checkRole(Part role) {
        String name = role.text();
        if (forOneByOne.contains(name)) {
            role.refuse(
                    "A group cannot bring the role `" + name
                            + "`: giving it needs a second person, and joining a group does not.",
                    "Give it to people one by one.");
        } else if (!roles.contains(name)) {
            role.refuseUnknown("The realm has no role `" + name + "`.", roles);
        }
    }
}
