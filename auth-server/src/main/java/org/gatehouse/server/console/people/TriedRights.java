package org.gatehouse.server.console.people;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.server.administration.AccountRights;
import org.gatehouse.server.console.GroupNames;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.RolePath;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What a role or a group would let somebody do beyond what they can do now, before anybody gives it. */
@Component
class TriedRights {

    private final GroupNames groups;

    TriedRights(GroupNames groups) {
        this.groups = groups;
    }

    /**
     * What came of it.
     *
     * @param gained permissions they do not have now, by code
     * @param roles that would be theirs and are not now
     * @param waits whether a second person would have to agree
     */
    record Tried(String name, boolean group, List<String> gained, List<String> roles, boolean waits) {}

    void show(Actor viewer, AccountRights.View now, String role, String group, Model model) {
        boolean seesGroups = viewer.permissions().contains(Permission.GROUPS_READ);
        model.addAttribute("allRoles", roles(viewer.realm().definition()));
        model.addAttribute("someGroups", seesGroups ? groups.proposed(viewer.realm(), each -> true) : List.of());
        model.addAttribute("typedRole", role);
        model.addAttribute("typedGroup", group);
        if (!role.isEmpty()) {
            tryRole(viewer.realm(), now, role, model);
        } else if (!group.isBlank() && seesGroups) {
            tryGroup(viewer.realm(), now, group, model);
        }
    }

    private static void tryRole(Realm realm, AccountRights.View now, String role, Model model) {
        if (roles(realm.definition()).contains(role)) {
            model.addAttribute("tried", tried(realm, now, role, false, Set.of(role)));
        } else {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.on("role", "console.trail.choose"));
        }
    }

    private void tryGroup(Realm realm, AccountRights.View now, String typed, Model model) {
        Optional<Group> meant = groups.find(realm, typed);
        if (meant.isPresent()) {
            String name = meant.get().fullName();
            model.addAttribute("tried", tried(realm, now, name, true, groups.rolesWithin(realm, meant.get())));
        } else {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.on("group", "console.groups.unknown"));
        }
    }

    private static Tried tried(Realm realm, AccountRights.View now, String name, boolean group, Set<String> given) {
        RealmDefinition definition = realm.definition();
        Set<String> held = now.paths().stream().map(RolePath::role).collect(Collectors.toSet());
        Set<Permission> before = permissions(definition, held);
        Set<Permission> after = permissions(definition, given);
        return new Tried(
                name,
                group,
                Arrays.stream(Permission.values())
                        .filter(permission -> after.contains(permission) && !before.contains(permission))
                        .map(Permission::code)
                        .toList(),
                given.stream().filter(role -> !held.contains(role)).sorted().toList(),
                !group && after.contains(Permission.APPROVALS_DECIDE));
    }

    private static Set<Permission> permissions(RealmDefinition definition, Set<String> roles) {
        return roles.stream()
                .flatMap(role -> definition.permissionsOf(role).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> roles(RealmDefinition definition) {
        Set<String> roles = new TreeSet<>(RoleDefinition.BUILT_IN);
        definition.roles().forEach(role -> roles.add(role.name()));
        return roles;
    }
}
