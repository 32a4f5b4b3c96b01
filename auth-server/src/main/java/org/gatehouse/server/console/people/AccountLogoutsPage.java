package org.gatehouse.server.console.people;

import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.administration.AccountLogouts;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.rights.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** Which apps were told that one person's sign-ins are over, and what became of it. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/{id}/logouts")
class AccountLogoutsPage {

    private final AccountLogouts logouts;

    AccountLogoutsPage(AccountLogouts logouts) {
        this.logouts = logouts;
    }

    @GetMapping
    String list(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        AccountLogouts.Log log = find(viewer, id);
        model.addAttribute("account", log.account());
        model.addAttribute("notices", log.notices());
        return "console/account-logouts";
    }

    private AccountLogouts.Log find(Actor viewer, UUID id) {
        try {
            return logouts.of(viewer, id);
        } catch (AccountException ex) {
            throw Refusals.notFound();
        }
    }
}
