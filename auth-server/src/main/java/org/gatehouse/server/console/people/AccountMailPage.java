package org.gatehouse.server.console.people;

import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.administration.AccountMail;
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

/** What was mailed to one person lately, and what became of it. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/{id}/mail")
class AccountMailPage {

    private final AccountMail mail;

    AccountMailPage(AccountMail mail) {
        this.mail = mail;
    }

    @GetMapping
    String list(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        AccountMail.Log log = find(viewer, id);
        model.addAttribute("account", log.account());
        model.addAttribute("letters", log.mail());
        return "console/account-mail";
    }

    private AccountMail.Log find(Actor viewer, UUID id) {
        try {
            return mail.of(viewer, id);
        } catch (AccountException ex) {
            throw Refusals.notFound();
        }
    }
}
