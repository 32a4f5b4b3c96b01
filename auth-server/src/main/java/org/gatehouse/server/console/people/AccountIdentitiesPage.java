package org.gatehouse.server.console.people;

import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.federation.accounts.LinkAdministration;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Whom identity providers know a person as, and cutting that. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/{id}/identities")
class AccountIdentitiesPage {

    private final LinkAdministration links;
    private final AccountAdministration accounts;

    AccountIdentitiesPage(LinkAdministration links, AccountAdministration accounts) {
        this.links = links;
        this.accounts = accounts;
    }

    @GetMapping
    String page(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String removed,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        try {
            model.addAttribute("identities", links.of(viewer, id));
            model.addAttribute("account", accounts.afterChange(viewer, id).account());
        } catch (AccountException ex) {
            throw Refusals.notFound();
        }
        model.addAttribute("self", viewer.isSelf(id));
        model.addAttribute("done", removed != null);
        return "console/account-identities";
    }

    @AfterFreshSignIn
    @PostMapping("/{identity}/remove")
    String remove(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @PathVariable UUID identity,
            Model model) {
        FormErrors errors = Refusals.attempt(() -> links.remove(viewer, id, identity));
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(viewer, id, null, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/accounts/" + id + "/identities?removed";
    }
}
