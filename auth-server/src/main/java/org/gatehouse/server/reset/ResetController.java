package org.gatehouse.server.reset;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.mail.LinkToken;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.password.PasswordRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Where the link leads. Opening it changes nothing, because scanners open every link in a mail; only the form sets a
 * password.
 */
@Controller
@RequestMapping("/realms/{realm}" + ResetController.PATH)
class ResetController {

    /** Below the realm's path. */
    static final String PATH = "/sign-in/reset";

    private final PasswordReset reset;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final Guesses guesses;

    ResetController(PasswordReset reset, PasswordRules rules, PasswordHashing hashing, Guesses guesses) {
        this.reset = reset;
        this.rules = rules;
        this.hashing = hashing;
        this.guesses = guesses;
    }

    /** @param known whether they were warned of a known password and want it all the same */
    record Form(
            @Nullable String token,
            @Nullable String password,
            @Nullable String known) {

        LinkToken link() {
            return new LinkToken(token == null ? "" : token);
        }

        @Override
        public String toString() {
            return "Form[hidden]"; // never let a log line carry the password or the token
        }
    }

    @GetMapping
    String page(@ModelAttribute("form") Form form, HttpServletResponse response, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        return reset.owner(realm, form.link())
                .map(account -> page(realm, form, account, model))
                .orElseGet(() -> gone(realm, response, model));
    }

    @PostMapping
    String set(
            @ModelAttribute("form") Form form,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Optional<Account> owner = reset.owner(realm, form.link());
        if (owner.isEmpty()) {
            reset.refused(realm);
            return gone(realm, response, model);
        }
        FormErrors errors = check(request, response, realm, owner.get(), form, locale);
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(realm, form, owner.get(), model);
        }
        String hash = hashing.hash(text(form.password()));
        if (!guesses.staying(
                request,
                response,
                realm,
                owner.get().subject(),
                () -> reset.reset(realm, form.link(), hash),
                done -> done)) {
            reset.refused(realm);
            return gone(realm, response, model);
        }
        return "redirect:/realms/" + realm.name() + PATH + "/done";
    }

    @GetMapping("/done")
    String done(Model model) {
        model.addAttribute("realm", CurrentRequest.currentRealm());
        return "reset/done";
    }

    /** The same a person is held to who changes their password. */
    private FormErrors check(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            Account account,
            Form form,
            Locale locale) {
        String wanted = text(form.password());
        FormErrors errors = rules.problems(realm, account, wanted, form.known() != null, locale);
        if (errors.any()) {
            return errors;
        }
        Guesses.Guess guess = guesses.count(request, realm, Kind.RESET, account.subject()); // each try hashes
        if (guess.isTooMany()) {
            reset.throttled(realm, account);
            return TooManyTries.answer(response, guess.pause());
        }
        return hashing.matches(wanted, account.passwordHash())
                ? FormErrors.on("password", "password.same")
                : PasswordRules.errors(rules.checkHistory(realm, account, wanted), locale);
    }

    private String page(Realm realm, Form form, Account account, Model model) {
        model.addAttribute("realm", realm);
        model.addAttribute("rules", rules.list(realm));
        model.addAttribute("userName", account.userName());
        model.addAttribute("token", text(form.token()));
        return "reset/reset";
    }

    private static String gone(Realm realm, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.GONE.value());
        model.addAttribute("realm", realm);
        return "reset/gone";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
