package org.gatehouse.server.emailcode;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The step that asks for a code by mail. It is sent when the person says so, not when the page is opened. */
@Controller
@RequestMapping("/realms/{realm}/sign-in/" + EmailCodeFactor.PAGE)
class EmailCodeController {

    private final SignInFlow flow;
    private final EmailCodeStep step;

    EmailCodeController(SignInFlow flow, EmailCodeStep step) {
        this.flow = flow;
        this.step = step;
    }

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String attempt, HttpServletRequest request, Model model) {
        return page(flow.at(request, attempt, EmailCodeFactor.PAGE), model);
    }

    @PostMapping("/send")
    String send(
            @RequestParam(required = false) @Nullable String attempt,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        SignInAttempt under = flow.at(request, attempt, EmailCodeFactor.PAGE);
        Duration wait = step.send(request, realm, under);
        if (!wait.isZero()) {
            return throttled(under, wait, response, model);
        }
        return "redirect:/realms/" + realm.name() + "/sign-in/" + EmailCodeFactor.PAGE + "?attempt=" + under.id();
    }

    @PostMapping
    @Nullable
    String check(
            @RequestParam(required = false) @Nullable String attempt,
            @RequestParam(required = false) @Nullable String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        SignInAttempt under = flow.at(request, attempt, EmailCodeFactor.PAGE);
        Realm realm = CurrentRequest.currentRealm();
        Guesses.Guess guess = step.count(request, realm, under);
        if (guess.isTooMany()) {
            return throttled(under, guess.pause(), response, model);
        }
        if (!step.isRight(realm, under, code == null ? "" : code, guess)) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.on("code", "email-code.wrong"));
            return page(under, model);
        }
        response.sendRedirect(flow.proven(request, response, under, SecondFactor.EMAIL_CODE, List.of("otp")));
        return null;
    }

    private String throttled(SignInAttempt attempt, Duration wait, HttpServletResponse response, Model model) {
        model.addAttribute(FormErrors.MODEL_NAME, TooManyTries.answer(response, wait));
        return page(attempt, model);
    }

    private String page(SignInAttempt attempt, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        model.addAttribute("realm", realm);
        model.addAttribute("attempt", attempt.id());
        model.addAttribute("address", step.maskedAddress(realm, attempt));
        model.addAttribute("sent", step.isSent(realm, attempt));
        model.addAttribute("otherWays", flow.otherWays(attempt, EmailCodeFactor.PAGE));
        return "emailcode/email-code";
    }
}
