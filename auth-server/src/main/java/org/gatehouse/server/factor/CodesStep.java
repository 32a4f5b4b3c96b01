package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.RequiredAction;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Gives recovery codes to people who set up their first app on this very way in: nobody is asked for a factor without the
 * means to replace it. Whether it is due follows from the tables alone.
 */
@Controller
@Order(200)
@RequestMapping("/realms/{realm}/sign-in/" + CodesStep.PAGE)
class CodesStep implements RequiredAction {

    static final String PAGE = "recovery-codes";

    private final ObjectProvider<SignInFlow> flow;
    private final NewCodes codes;
    private final RecoveryCodes stored;
    private final TotpFactors apps;
    private final FactorPolicy policy;
    private final SignInCode people;

    CodesStep(
            ObjectProvider<SignInFlow> flow,
            NewCodes codes,
            RecoveryCodes stored,
            TotpFactors apps,
            FactorPolicy policy,
            SignInCode people) {
        this.flow = flow;
        this.codes = codes;
        this.stored = stored;
        this.apps = apps;
        this.policy = policy;
        this.people = people;
    }

    /** Whoever uses their codes up later is told so, and not kept out. */
    @Override
    public boolean isDue(Realm realm, Account account) {
        return false;
    }

    @Override
    public boolean isDue(Realm realm, Account account, SignInAttempt attempt) {
        return policy.allows(realm, SecondFactor.RECOVERY_CODE)
                && apps.of(realm, account.subject()).stream()
                        .anyMatch(app -> !app.addedAt().isBefore(attempt.startedAt()))
                && stored.left(realm, account.subject()) == 0;
    }

    @Override
    public String page() {
        return PAGE;
    }

    @GetMapping
    String page(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            HttpServletRequest request,
            Model model) {
        return page(request, flow.getObject().at(request, id, PAGE), model);
    }

    @PostMapping
    @Nullable
    String save(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            @RequestParam(defaultValue = "false") boolean saved,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        SignInAttempt attempt = flow.getObject().at(request, id, PAGE);
        FormErrors errors =
                codes.save(request, CurrentRequest.currentRealm(), people.account(attempt), attempt::isStillOf, saved);
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(request, attempt, model);
        }
        response.sendRedirect(flow.getObject().done(request, response, attempt));
        return null;
    }

    @PostMapping("/download")
    ResponseEntity<byte[]> download(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            HttpServletRequest request,
            Locale locale) {
        SignInAttempt attempt = flow.getObject().at(request, id, PAGE);
        return codes.file(request, CurrentRequest.currentRealm(), people.account(attempt), locale);
    }

    private String page(HttpServletRequest request, SignInAttempt attempt, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        codes.show(request, realm, people.account(attempt), model);
        model.addAttribute("realm", realm);
        model.addAttribute("attempt", attempt.id());
        model.addAttribute("action", "/realms/" + realm.name() + "/sign-in/" + PAGE);
        return "factors/recovery-codes";
    }
}
