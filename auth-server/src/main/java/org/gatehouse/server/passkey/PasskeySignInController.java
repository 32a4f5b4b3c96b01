package org.gatehouse.server.passkey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.gatehouse.server.passkey.PasskeySignIn.Result;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.PendingRequest;
import org.gatehouse.server.signin.PendingRequests;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.signin.SignInGoal;
import org.gatehouse.server.web.PageHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/**
 * Signing in with a passkey and nothing else. What is asked of an authenticator is the same for everybody: it finds the
 * passkeys it has for this site, and the person chooses.
 */
@Controller
@RequestMapping("/realms/{realm}/sign-in/with-passkey")
class PasskeySignInController {

    private final PasskeySignIn signIn;
    private final PasskeyAssertion assertion;
    private final RelyingParty relyingParty;
    private final SignInFlow flow;
    private final PendingRequests pendingRequests;

    PasskeySignInController(
            PasskeySignIn signIn,
            PasskeyAssertion assertion,
            RelyingParty relyingParty,
            SignInFlow flow,
            PendingRequests pendingRequests) {
        this.signIn = signIn;
        this.assertion = assertion;
        this.relyingParty = relyingParty;
        this.flow = flow;
        this.pendingRequests = pendingRequests;
    }

    @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String options(HttpServletRequest request) {
        return assertion.options(offering(), request);
    }

    /**
     * Signs in.
     *
     * @param asked the pending authorization request, if one asked for the sign-in
     * @param to the page to return to, if a page did
     */
    @PostMapping
    @Nullable
    String signIn(
            @RequestParam(required = false) @Nullable String credential,
            @RequestParam(name = "request", required = false) @Nullable String asked,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        Realm realm = offering();
        Optional<PendingRequest> pending = pendingRequests.find(request, asked);
        SignInGoal goal = SignInGoal.of(pending, to);
        Result result = signIn.attempt(realm, request, null, goal.client(), credential);
        if (result instanceof Result.Proven proven) {
            // not "redirect:", which would expand braces in a query
            response.sendRedirect(flow.begin(
                    request,
                    response,
                    realm,
                    proven.proof().account(),
                    proven.proof().methods(),
                    goal));
            return null;
        }
        pending.ifPresent(waiting -> PageHeaders.allowFormTarget(request, URI.create(waiting.redirectUri())));
        PasskeyAnswers.refuse(result, "passkey.sign-in.refused", relyingParty, response, model);
        model.addAttribute("realm", realm);
        model.addAttribute("request", pending.map(PendingRequest::id).orElse(null));
        model.addAttribute("to", to);
        return "passkey/sign-in";
    }

    private static Realm offering() {
        Realm realm = CurrentRequest.currentRealm();
        if (!Passkeys.areOffered(realm)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return realm;
    }
}
