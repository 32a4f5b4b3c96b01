package org.gatehouse.server.passkey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.passkey.PasskeySignIn.Result;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInFlow;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** A passkey as the second factor of a sign-in under way: only its own person's. */
@Controller
@RequestMapping("/realms/{realm}/sign-in/" + PasskeyMethod.PAGE)
class PasskeyStepController {

    private final PasskeySignIn signIn;
    private final PasskeyAssertion assertion;
    private final RelyingParty relyingParty;
    private final SignInFlow flow;
    private final Accounts accounts;

    PasskeyStepController(
            PasskeySignIn signIn,
            PasskeyAssertion assertion,
            RelyingParty relyingParty,
            SignInFlow flow,
            Accounts accounts) {
        this.signIn = signIn;
        this.assertion = assertion;
        this.relyingParty = relyingParty;
        this.flow = flow;
        this.accounts = accounts;
    }

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String attempt, HttpServletRequest request, Model model) {
        return page(flow.at(request, attempt, PasskeyMethod.PAGE), model);
    }

    @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String options(@RequestParam(required = false) @Nullable String attempt, HttpServletRequest request) {
        SignInAttempt standing = flow.at(request, attempt, PasskeyMethod.PAGE);
        return assertion.options(CurrentRequest.currentRealm(), request, standing.account());
    }

    @PostMapping
    @Nullable
    String confirm(
            @RequestParam(required = false) @Nullable String attempt,
            @RequestParam(required = false) @Nullable String credential,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        SignInAttempt standing = flow.at(request, attempt, PasskeyMethod.PAGE);
        Realm realm = CurrentRequest.currentRealm();
        Account account = accounts.find(realm, standing.account())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        Result result = signIn.attempt(realm, request, account, standing.goal().client(), credential);
        if (result instanceof Result.Proven proven) {
            response.sendRedirect(flow.proven(
                    request,
                    response,
                    standing,
                    SecondFactor.PASSKEY,
                    proven.proof().methods()));
            return null;
        }
        PasskeyAnswers.refuse(result, "passkey.step.refused", relyingParty, response, model);
        return page(standing, model);
    }

    private String page(SignInAttempt standing, Model model) {
        model.addAttribute("realm", CurrentRequest.currentRealm());
        model.addAttribute("attempt", standing.id());
        model.addAttribute("former", flow.isFormer(SecondFactor.PASSKEY));
        model.addAttribute("ways", flow.otherWays(standing, PasskeyMethod.PAGE));
        return "passkey/step";
    }
}
