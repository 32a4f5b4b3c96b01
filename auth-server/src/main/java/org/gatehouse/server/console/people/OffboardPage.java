package org.gatehouse.server.console.people;

import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountLifecycle;
import org.gatehouse.server.administration.AccountSessions;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.console.roles.Way;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Somebody leaves: everything they have here, and one button that ends all of it in one transaction. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/{id}/offboard")
class OffboardPage {

    private final Accounts accounts;
    private final AccountLifecycle lifecycle;
    private final AccountSessions sessions;
    private final Groups groups;
    private final Memberships memberships;
    private final EffectiveRights rights;

    OffboardPage(
            Accounts accounts,
            AccountLifecycle lifecycle,
            AccountSessions sessions,
            Groups groups,
            Memberships memberships,
            EffectiveRights rights) {
        this.accounts = accounts;
        this.lifecycle = lifecycle;
        this.sessions = sessions;
        this.groups = groups;
        this.memberships = memberships;
        this.rights = rights;
    }

    @GetMapping
    String view(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        return page(viewer, id, model);
    }

    /** @param version of the account as it was shown: what somebody else gave meanwhile is looked at first */
    @AfterFreshSignIn
    @PostMapping
    String offboard(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam int version,
            Model model) {
        account(viewer, id);
        FormErrors errors = Refusals.attempt(() -> lifecycle.delete(viewer, id, version));
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(viewer, id, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/accounts/" + id + "?done=deleted";
    }

    private String page(Actor viewer, UUID id, Model model) {
        Account account = account(viewer, id);
        Realm realm = viewer.realm();
        model.addAttribute("account", account);
        model.addAttribute("self", viewer.isSelf(id));
        model.addAttribute("sessions", sessions.of(viewer, id).open().size());
        model.addAttribute(
                "groups",
                memberships.of(realm, id).stream()
                        .flatMap(group -> groups.find(realm, group).stream())
                        .toList());
        model.addAttribute("ways", rights.of(realm, id).stream().map(Way::of).toList());
        return "console/offboard";
    }

    private Account account(Actor viewer, UUID id) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        ConsoleViewer.require(viewer, Permission.USERS_DELETE);
        List<AccountState> here = List.of(AccountState.ACTIVE, AccountState.DISABLED);
        return accounts.find(viewer.realm(), id)
                .filter(found -> here.contains(found.state()))
                .orElseThrow(Refusals::notFound);
    }
}
