package org.gatehouse.server.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.password.PasswordRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** Changing one's own password: the current one first, then all broken rules at once. */
@Controller
@RequestMapping("/realms/{realm}/account/password")
class PasswordController {

    private final Accounts accounts;
    private final PasswordRules rules;
    private final PasswordChange change;
    private final Guesses guesses;

    PasswordController(Accounts accounts, PasswordRules rules, PasswordChange change, Guesses guesses) {
        this.accounts = accounts;
        this.rules = rules;
        this.change = change;
        this.guesses = guesses;
    }

    /** @param known whether to use the password though others have used it */
    record Form(
            @Nullable String current,
            @Nullable String password,
            @Nullable String known) {

        @Override
        public String toString() {
            return "Form[hidden]"; // never let a log line carry a password
        }
    }

    @GetMapping
    String page(Model model) {
        Realm realm = CurrentRequest.currentRealm();
        model.addAttribute("realm", realm);
        model.addAttribute("rules", rules.list(realm));
        model.addAttribute(
                "userName", account(realm, AccountController.person()).userName());
        return "account/password";
    }

    @PostMapping
    String change(
            @ModelAttribute("form") Form form,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person = AccountController.person();
        String current = form.current() == null ? "" : form.current();
        String wanted = form.password() == null ? "" : form.password();
        Account account = account(realm, person);
        FormErrors errors = rules.problems(realm, account, wanted, form.known() != null, locale);
        if (!errors.any()) {
            errors = guesses.staying(
                    request,
                    response,
                    realm,
                    account.subject(),
                    () -> change.change(request, response, realm, account, person, current, wanted, locale),
                    found -> !found.any());
        }
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(model);
        }
        return "redirect:/realms/" + realm.name() + "/account?saved";
    }

    private Account account(Realm realm, SignedInAccount person) {
        return accounts.find(realm, person.account())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
