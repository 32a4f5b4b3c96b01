package org.gatehouse.server.console.people;

import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.administration.FactorOverview;
import org.gatehouse.server.administration.FactorReset;
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
import org.springframework.web.bind.annotation.RequestParam;

/** What one account has beside its password, and taking it away when it was lost. */
@Controller
@RequestMapping("/console/realms/{realm}/accounts/{id}/factors")
class AccountFactorsPage {

    private static final Set<String> DONE = Set.of("removed", "reset");

    private final FactorReset reset;

    AccountFactorsPage(FactorReset reset) {
        this.reset = reset;
    }

    @GetMapping
    String page(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String done,
            Model model) {
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        FactorOverview found = found(viewer, id);
        model.addAttribute("account", found.account());
        model.addAttribute("factors", found.factors());
        model.addAttribute("codes", found.recoveryCodes());
        model.addAttribute("browsers", found.rememberedBrowsers());
        model.addAttribute("self", viewer.isSelf(id));
        model.addAttribute("done", DONE.contains(done) ? done : null);
        return "console/account-factors";
    }

    @AfterFreshSignIn
    @PostMapping("/{factor}/remove")
    String remove(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @PathVariable UUID factor,
            Model model) {
        return act(viewer, id, "removed", () -> reset.remove(viewer, id, factor), model);
    }

    @AfterFreshSignIn
    @PostMapping("/reset")
    String reset(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable UUID id,
            @RequestParam int version,
            Model model) {
        return act(viewer, id, "reset", () -> reset.reset(viewer, id, version), model);
    }

    private String act(Actor viewer, UUID id, String done, Runnable action, Model model) {
        FormErrors errors = Refusals.attempt(action);
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(viewer, id, "", model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/accounts/" + id + "/factors?done=" + done;
    }

    private FactorOverview found(Actor viewer, UUID id) {
        try {
            return reset.view(viewer, id);
        } catch (AccountException ex) {
            throw Refusals.notFound();
        }
    }
}
