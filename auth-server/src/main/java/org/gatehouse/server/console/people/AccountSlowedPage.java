package org.gatehouse.server.console.people;

import java.util.Locale;
import java.util.UUID;
import org.gatehouse.server.administration.SlowedSignIns;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Lets somebody try to sign in again whose sign-in is slowed down; what is slowed is on the page of the account. */
@Controller
class AccountSlowedPage {

    private final SlowedSignIns slowed;
    private final AccountPage page;

    AccountSlowedPage(SlowedSignIns slowed, AccountPage page) {
        this.slowed = slowed;
        this.page = page;
    }

    @AfterFreshSignIn
    @PostMapping("/console/realms/{realm}/accounts/{id}/slowed/lift")
    String lift(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Locale locale, Model model) {
        FormErrors errors = Refusals.attempt(() -> slowed.lift(viewer, id));
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page.view(viewer, id, "", locale, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/accounts/" + id + "?done=slowed-lifted";
    }
}
