package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.remembered.BrowserMemory;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.factor.totp.TotpUse;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The step of a sign-in that asks for the code of an authenticator app. */
@Controller
@RequestMapping("/realms/{realm}/sign-in/" + TotpMethod.PAGE)
class TotpStep {

    /** Time in which an app was just added: the code that added it is used, and the person waits for the next. */
    private static final Duration JUST = Duration.ofMinutes(2);

    private final SignInFlow flow;
    private final SignInCode codes;
    private final TotpFactors apps;
    private final BrowserMemory memory;
    private final Clock clock;

    TotpStep(SignInFlow flow, SignInCode codes, TotpFactors apps, BrowserMemory memory, Clock clock) {
        this.flow = flow;
        this.codes = codes;
        this.apps = apps;
        this.memory = memory;
        this.clock = clock;
    }

    @GetMapping
    String page(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            HttpServletRequest request,
            Model model) {
        return page(flow.at(request, id, TotpMethod.PAGE), false, model);
    }

    @PostMapping
    @Nullable
    String prove(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "false") boolean remember,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        SignInAttempt attempt = flow.at(request, id, TotpMethod.PAGE);
        Realm realm = CurrentRequest.currentRealm();
        TotpUse[] use = {new TotpUse.Wrong()};
        FormErrors errors =
                codes.attempt(request, response, attempt, SecondFactor.TOTP, SignInThrottle.Kind.ONE_TIME_CODE, () -> {
                    use[0] = apps.use(realm, attempt.account(), code);
                    return refusal(use[0]);
                });
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(attempt, remember, model);
        }
        String next = flow.proven(request, response, attempt, SecondFactor.TOTP, List.of("otp"));
        if (remember && use[0] instanceof TotpUse.Accepted accepted) {
            String app = accepted.factor().toString();
            memory.remember(request, response, realm, attempt, SecondFactor.TOTP, app);
        }
        response.sendRedirect(next);
        return null;
    }

    private String page(SignInAttempt attempt, boolean remember, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = codes.account(attempt);
        model.addAttribute("realm", realm);
        model.addAttribute("attempt", attempt.id());
        model.addAttribute("ways", flow.otherWays(attempt, TotpMethod.PAGE));
        model.addAttribute("justAdded", wasJustAdded(realm, account));
        boolean former = flow.isFormer(SecondFactor.TOTP);
        model.addAttribute("former", former);
        model.addAttribute(
                "days",
                former
                        ? null
                        : memory.offered(realm, account).map(TotpStep::days).orElse(null));
        model.addAttribute("remember", remember);
        return "factors/sign-in-totp";
    }

    private boolean wasJustAdded(Realm realm, Account account) {
        Instant lately = clock.instant().minus(JUST);
        return apps.of(realm, account.subject()).stream()
                .anyMatch(app -> app.lastUsed() == null && app.addedAt().isAfter(lately));
    }

    /** At least one, for a memory of hours. */
    private static long days(Duration time) {
        return Math.max(1, time.toDays());
    }

    private static Optional<SignInCode.Refusal> refusal(TotpUse use) {
        if (use instanceof TotpUse.Accepted) {
            return Optional.empty();
        }
        return Optional.of(
                use instanceof TotpUse.Again
                        ? new SignInCode.Refusal("replayed", "factors.step.again")
                        : new SignInCode.Refusal("wrong-code", "factors.step.wrong"));
    }
}
