package org.gatehouse.server.console.roles;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The realm's roles, what each allows, and who can do what by which way. */
@Controller
@RequestMapping("/console/realms/{realm}/roles")
class RolesPage {

    /** People on a page: the way of each is asked for. */
    private static final int PAGE_SIZE = 25;

    private final EffectiveRights rights;
    private final Accounts accounts;

    RolesPage(EffectiveRights rights, Accounts accounts) {
        this.rights = rights;
        this.accounts = accounts;
    }

    /** @param description null for a built-in role, which the page describes itself */
    record Row(String name, boolean builtIn, @Nullable String description, List<String> permissions) {}

    /** Somebody who can do it. */
    record Holder(UUID id, String displayName, String userName, List<Way> ways) {}

    @GetMapping
    String list(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        RealmDefinition definition = viewer.realm().definition();
        model.addAttribute(
                "roles", names(definition).map(name -> row(definition, name)).toList());
        model.addAttribute(
                "permissions",
                Arrays.stream(Permission.values()).map(Permission::code).toList());
        return "console/roles";
    }

    /** Who has a role, or can do what a permission allows; one of the two is asked for. */
    @GetMapping("/holders")
    String holders(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String permission,
            @RequestParam(required = false) @Nullable UUID after,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        List<String> roles = roles(viewer.realm().definition(), role, permission);
        List<UUID> found = rights.holders(viewer.realm(), roles, after, PAGE_SIZE + 1);
        boolean more = found.size() > PAGE_SIZE;
        List<UUID> shown = more ? found.subList(0, PAGE_SIZE) : found;
        model.addAttribute("role", role);
        model.addAttribute("permission", permission);
        model.addAttribute("ways", roles);
        model.addAttribute(
                "holders",
                shown.stream()
                        .flatMap(id -> holder(viewer.realm(), id, Set.copyOf(roles)).stream())
                        .toList());
        model.addAttribute("next", more ? shown.get(PAGE_SIZE - 1) : null);
        return "console/role-holders";
    }

    private static List<String> roles(RealmDefinition definition, String role, String permission) {
        Optional<Permission> asked = Permission.find(permission);
        if (permission.isEmpty() && definition.hasRole(role)) {
            return List.of(role);
        }
        if (role.isEmpty() && asked.isPresent()) {
            return definition.rolesWith(asked.get());
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }

    private Optional<Holder> holder(Realm realm, UUID id, Set<String> roles) {
        return accounts.find(realm, id).map(account -> holder(realm, account, roles));
    }

    private Holder holder(Realm realm, Account account, Set<String> roles) {
        return new Holder(
                account.subject(),
                account.displayName(),
                account.userName(),
                rights.of(realm, account.subject()).stream()
                        .filter(path -> roles.contains(path.role()))
                        .map(Way::of)
                        .toList());
    }

    private static Stream<String> names(RealmDefinition definition) {
        Set<String> names = new TreeSet<>(RoleDefinition.BUILT_IN);
        definition.roles().forEach(role -> names.add(role.name()));
        return names.stream();
    }

    private static Row row(RealmDefinition definition, String name) {
        return new Row(
                name,
                RoleDefinition.BUILT_IN.contains(name),
                definition.roles().stream()
                        .filter(role -> role.name().equals(name))
                        .findFirst()
                        .map(RoleDefinition::description)
                        .orElse(null),
                definition.permissionsOf(name).stream()
                        .map(Permission::code)
                        .sorted()
                        .toList());
    }
}
