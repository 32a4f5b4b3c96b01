package org.gatehouse.server.newpassword;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.password.PasswordRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.signin.SignInOverException;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The step of a sign-in where another password is chosen. */
@Controller
@RequestMapping("/realms/{realm}/sign-in/" + ChangePasswordAction.PAGE)
class PasswordStepController {

    /** Each may cost a hash for every password the person had. */
    private static final int TRIES_A_MINUTE = 10;

    private final SignInFlow flow;
    private final Accounts accounts;
    private final PasswordRules rules;
    private final PasswordReplacement replacement;
    private final CurrentPassword current;
    private final Guesses guesses;
    private final Trail trail;
    private final Turns turns = new Turns(TRIES_A_MINUTE);

    PasswordStepController(
            SignInFlow flow,
            Accounts accounts,
            PasswordRules rules,
            PasswordReplacement replacement,
            CurrentPassword current,
            Guesses guesses,
            Trail trail) {
        this.flow = flow;
        this.accounts = accounts;
        this.rules = rules;
        this.replacement = replacement;
        this.current = current;
        this.guesses = guesses;
        this.trail = trail;
    }

    /**
     * What the form carries.
     *
     * @param current the password there is, asked of whoever did not just sign in with it
     * @param known whether to use the password though others have used it
     */
    record Form(
            @Nullable String attempt,
            @Nullable String current,
            @Nullable String password,
            @Nullable String known) {

        @Override
        public String toString() {
            return "Form[hidden]"; // never let a log line carry a password
        }
    }

    @GetMapping
    String page(@ModelAttribute("form") Form form, HttpServletRequest request, Model model) {
        return page(flow.at(request, form.attempt(), ChangePasswordAction.PAGE), model);
    }

    @PostMapping
    @Nullable
    String change(
            @ModelAttribute("form") Form form,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model)
            throws IOException {
        SignInAttempt attempt = flow.at(request, form.attempt(), ChangePasswordAction.PAGE);
        Duration wait = turns.take(attempt.id());
        FormErrors errors = wait.isZero()
                ? current.check(request, response, attempt, account(attempt), form.current())
                : throttled(attempt, TooManyTries.answer(response, wait));
        if (!errors.any()) {
            errors = problems(account(attempt), form, locale);
        }
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(attempt, model);
        }
        response.sendRedirect(replace(request, response, attempt, text(form.password())));
        return null;
    }

    private FormErrors throttled(SignInAttempt attempt, FormErrors answer) {
        Realm realm = CurrentRequest.currentRealm();
        trail.record(trail.event(realm, Activity.AUTH_THROTTLED, attempt.goal().client(), attempt.raised())
                .actor(accounts.party(account(attempt)))
                .outcome(Outcome.DENIED)
                .reason("too-many-attempts")
                .detail("method", "pwd"));
        return answer;
    }

    private String replace(
            HttpServletRequest request, HttpServletResponse response, SignInAttempt attempt, String wanted) {
        Realm realm = CurrentRequest.currentRealm();
        PasswordReplacement.Replaced replaced = guesses.staying(
                request,
                response,
                realm,
                attempt.account(),
                () -> replacement.replace(realm, attempt, wanted),
                done -> true);
        return flow.replaced(request, response, attempt, replaced.hash(), replaced.epoch());
    }

    private FormErrors problems(Account account, Form form, Locale locale) {
        Realm realm = CurrentRequest.currentRealm();
        String wanted = text(form.password());
        FormErrors errors = rules.problems(realm, account, wanted, form.known() != null, locale);
        return errors.any() ? errors : PasswordRules.errors(rules.checkHistory(realm, account, wanted), locale);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private String page(SignInAttempt attempt, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = account(attempt);
        model.addAttribute("realm", realm);
        model.addAttribute("attempt", attempt);
        model.addAttribute("asksCurrent", current.isAsked(attempt, account(attempt)));
        model.addAttribute("userName", account.userName());
        model.addAttribute("tooOld", !account.passwordMustChange());
        model.addAttribute("rules", rules.list(realm));
        return "password/step";
    }

    private Account account(SignInAttempt attempt) {
        return accounts.find(CurrentRequest.currentRealm(), attempt.account())
                .orElseThrow(() -> new SignInOverException(null));
    }
}
