package org.gatehouse.server.console.people;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.administration.AccountRights;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.console.roles.Way;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.RolePath;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What one person can do, and why: each permission with the roles that allow it and the way each role came. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/{id}/rights")
class AccountRightsPage {

    private final AccountRights rights;
    private final TriedRights tried;

    AccountRightsPage(AccountRights rights, TriedRights tried) {
        this.rights = rights;
        this.tried = tried;
    }

    record Row(String permission, List<Way> ways) {}

    /**
     * @param role to try: what it would add is shown, and nothing is given
     * @param group to try, as it is typed
     */
    @GetMapping
    String view(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String group,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        AccountRights.View view = found(viewer, id);
        model.addAttribute("account", view.account());
        model.addAttribute(
                "rows",
                Arrays.stream(Permission.values())
                        .map(permission -> row(viewer, permission, view.paths()))
                        .filter(row -> !row.ways().isEmpty())
                        .toList());
        tried.show(viewer, view, role, group, model);
        return "console/account-rights";
    }

    private AccountRights.View found(Actor viewer, UUID id) {
        try {
            return rights.of(viewer, id);
        } catch (AccountException ex) {
            throw Refusals.notFound();
        }
    }

    private static Row row(Actor viewer, Permission permission, List<RolePath> paths) {
        return new Row(
                permission.code(),
                paths.stream()
                        .filter(path -> viewer.realm()
                                .definition()
                                .permissionsOf(path.role())
                                .contains(permission))
                        .map(Way::of)
                        .toList());
    }
}
