package org.gatehouse.server.console.people;

import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.administration.PasswordResets;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** What an administrator does about somebody's password. A password made here is shown once, on this page. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/{id}/password")
class AccountPasswordPage {

    private final AccountAdministration administration;
    private final PasswordResets resets;

    AccountPasswordPage(AccountAdministration administration, PasswordResets resets) {
        this.administration = administration;
        this.resets = resets;
    }

    @GetMapping
    String view(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        return page(viewer, id, model);
    }

    @AfterFreshSignIn
    @PostMapping("/temporary")
    String giveTemporary(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        return act(viewer, id, () -> model.addAttribute("temporary", resets.giveTemporary(viewer, id)), model);
    }

    @PostMapping("/require-change")
    String requireChange(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        return act(viewer, id, () -> resets.requireChange(viewer, id), model);
    }

    private String act(Actor viewer, UUID id, Runnable action, Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_WRITE);
        model.addAttribute(FormErrors.MODEL_NAME, Refusals.attempt(action));
        return page(viewer, id, model);
    }

    private String page(Actor viewer, UUID id, Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        ConsoleViewer.require(viewer, Permission.USERS_WRITE);
        try {
            model.addAttribute("account", administration.afterChange(viewer, id).account());
        } catch (AccountException ex) {
            throw Refusals.notFound();
        }
        model.addAttribute("self", viewer.isSelf(id));
        return "console/password";
    }
}
