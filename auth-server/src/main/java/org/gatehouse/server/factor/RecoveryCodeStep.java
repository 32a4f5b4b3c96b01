package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.signin.SecondFactor;
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

/** The step of a sign-in that takes a recovery code. The browser is never remembered for it: the code is gone. */
@Controller
@RequestMapping("/realms/{realm}/sign-in/" + RecoveryCodeMethod.PAGE)
class RecoveryCodeStep {

    private final SignInFlow flow;
    private final SignInCode codes;
    private final OwnFactors own;

    RecoveryCodeStep(SignInFlow flow, SignInCode codes, OwnFactors own) {
        this.flow = flow;
        this.codes = codes;
        this.own = own;
    }

    @GetMapping
    String page(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            HttpServletRequest request,
            Model model) {
        return page(flow.at(request, id, RecoveryCodeMethod.PAGE), model);
    }

    @PostMapping
    @Nullable
    String prove(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        SignInAttempt attempt = flow.at(request, id, RecoveryCodeMethod.PAGE);
        FormErrors errors = codes.attempt(
                request,
                response,
                attempt,
                SecondFactor.RECOVERY_CODE,
                SignInThrottle.Kind.RECOVERY,
                () -> own.useCode(
                                CurrentRequest.currentRealm(),
                                attempt.account(),
                                attempt.goal().client(),
                                code)
                        ? Optional.empty()
                        : Optional.of(new SignInCode.Refusal("wrong-code", "factors.recovery.wrong")));
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(attempt, model);
        }
        response.sendRedirect(flow.proven(request, response, attempt, SecondFactor.RECOVERY_CODE, List.of("otp")));
        return null;
    }

    private String page(SignInAttempt attempt, Model model) {
        model.addAttribute("realm", CurrentRequest.currentRealm());
        model.addAttribute("attempt", attempt.id());
        model.addAttribute("former", flow.isFormer(SecondFactor.RECOVERY_CODE));
        model.addAttribute("ways", flow.otherWays(attempt, RecoveryCodeMethod.PAGE));
        return "factors/sign-in-recovery-code";
    }
}
