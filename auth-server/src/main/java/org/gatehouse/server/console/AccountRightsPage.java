package org.gatehouse.server.console;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.rights.RolePath;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** What one person can do, and why: each permission with the roles that allow it and the way each role came. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/{id}/rights")
class AccountRightsPage {

    private final EffectiveRights rights;
    private final Accounts accounts;

    AccountRightsPage(EffectiveRights rights, Accounts accounts) {
        this.rights = rights;
        this.accounts = accounts;
    }

    record Row(String permission, List<RolesPage.Way> ways) {}

    @GetMapping
    String view(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        Account account = accounts.find(viewer.realm(), id)
                .filter(found -> found.state() != AccountState.DELETED)
                .orElseThrow(Refusals::notFound);
        List<RolePath> paths = rights.of(viewer.realm(), id);
        model.addAttribute("account", account);
        model.addAttribute(
                "rows",
                Arrays.stream(Permission.values())
                        .map(permission -> row(viewer, permission, paths))
                        .filter(row -> !row.ways().isEmpty())
                        .toList());
        return "console/account-rights";
    }

    private static Row row(Actor viewer, Permission permission, List<RolePath> paths) {
        return new Row(
                permission.code(),
                paths.stream()
                        .filter(path -> viewer.realm()
                                .definition()
                                .permissionsOf(path.role())
                                .contains(permission))
                        .map(RolesPage.Way::of)
                        .toList());
    }
}
