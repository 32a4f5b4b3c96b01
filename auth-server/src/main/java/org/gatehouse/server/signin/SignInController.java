package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.password.PasswordCheck;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.web.FormErrors;
import org.gatehouse.server.web.PageHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The sign-in page. Without script it is one plain form: for name and password, or, where a name may lead elsewhere, for the
 * name first.
 */
@Controller
@RequestMapping("/realms/{realm}")
class SignInController {

    private final PasswordSignIn passwords;
    private final SignInFlow flow;
    private final SignInSessions sessions;
    private final Sufficiency sufficiency;
    private final PendingRequests pendingRequests;
    private final ObjectProvider<ElsewhereSignIn> elsewhere;

    SignInController(
            PasswordSignIn passwords,
            SignInFlow flow,
            SignInSessions sessions,
            Sufficiency sufficiency,
            PendingRequests pendingRequests,
            ObjectProvider<ElsewhereSignIn> elsewhere) {
        this.passwords = passwords;
        this.flow = flow;
        this.sessions = sessions;
        this.sufficiency = sufficiency;
        this.pendingRequests = pendingRequests;
        this.elsewhere = elsewhere;
    }

    /**
     * What the form carries.
     *
     * @param request the pending authorization request, if one asked for the sign-in
     * @param to the page to return to, if a page did
     * @param here whatever it says: whoever they are, they sign in here and are not sent elsewhere
     * @param step {@code name} where the name was asked for first, so that nobody need have typed a password
     */
    record Form(
            @Nullable String request,
            @Nullable String to,
            @Nullable String here,
            @Nullable String step,
            @Nullable String username,
            @Nullable String password) {

        @Override
        public String toString() {
            return "Form[hidden]"; // never let a log line carry the password
        }

        boolean lacksPassword() {
            return password == null || ("name".equals(step) && password.isEmpty());
        }
    }

    @GetMapping("/sign-in")
    @Nullable
    String page(
            @ModelAttribute("form") Form form, HttpServletRequest request, HttpServletResponse response, Model model)
            throws IOException {
        Optional<PendingRequest> pending = pendingRequests.find(request, form.request());
        SignInGoal goal = SignInGoal.of(pending, form.to());
        Optional<SignedInAccount> person = SignedIn.current()
                .filter(signedIn -> pending.filter(PendingRequest::afresh).isEmpty())
                .filter(signedIn -> lacks(signedIn, goal));
        if (person.isPresent()) {
            response.sendRedirect(flow.raise(request, response, person.get(), goal));
            return null;
        }
        return page(
                request,
                model,
                pending,
                form,
                pending.map(PendingRequest::loginHint)
                        .or(() -> sessions.userNameHere(CurrentRequest.currentRealm()))
                        .orElse(""));
    }

    @PostMapping("/sign-in")
    @Nullable
    String signIn(
            @ModelAttribute("form") Form form, HttpServletRequest request, HttpServletResponse response, Model model)
            throws IOException {
        Optional<PendingRequest> pending = pendingRequests.find(request, form.request());
        Realm realm = CurrentRequest.currentRealm();
        String username = text(form.username());
        Optional<ElsewhereSignIn.Way> way = elsewhere.stream()
                .filter(ways -> form.here() == null)
                .flatMap(ways -> ways.route(request, realm, username).stream())
                .findFirst();
        if (way.isPresent()) {
            return leave(model, pending, form, way.get());
        }
        if (form.lacksPassword() && asksFirst(realm)) {
            return askPassword(request, model, pending, form, username);
        }
        SignInResult result = passwords.attempt(request, realm, username, text(form.password()));
        if (result instanceof SignInResult.Accepted accepted) {
            // not "redirect:", which would expand braces in a query
            response.sendRedirect(flow.begin(
                    request, response, realm, accepted.account(), List.of("pwd"), SignInGoal.of(pending, form.to())));
            return null;
        }
        model.addAttribute(FormErrors.MODEL_NAME, errors(result, text(form.password()), response));
        model.addAttribute("named", true);
        return page(request, model, pending, form, username);
    }

    /** Never a redirect: browsers hold the policy that binds our forms to us against it. */
    private static String leave(Model model, Optional<PendingRequest> pending, Form form, ElsewhereSignIn.Way way) {
        Realm realm = CurrentRequest.currentRealm();
        model.addAttribute("realm", realm);
        model.addAttribute("way", way);
        SignInGoal goal = goal(realm, pending, form);
        model.addAttribute("goal", goal);
        model.addAttribute("onward", goal.at("/realms/" + realm.name() + "/" + way.path()));
        return "signin/elsewhere";
    }

    private static SignInGoal goal(Realm realm, Optional<PendingRequest> pending, Form form) {
        return SignInGoal.of(pending, ReturnTarget.of(realm, form.to()).orElse(null));
    }

    /** Whoever it is: who is not known here is asked for a password all the same. */
    private String askPassword(
            HttpServletRequest request, Model model, Optional<PendingRequest> pending, Form form, String username) {
        if (username.isBlank()) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.on("username", "signin.username.missing"));
        } else {
            model.addAttribute("named", true);
        }
        return page(request, model, pending, form, username);
    }

    private boolean asksFirst(Realm realm) {
        return elsewhere.stream().anyMatch(ways -> ways.asksFirst(realm));
    }

    @GetMapping("/sign-in/" + SignInSteps.FROM_ELSEWHERE)
    String fromElsewhere(HttpServletResponse response, Model model) {
        model.addAttribute("realm", CurrentRequest.currentRealm());
        response.setStatus(HttpStatus.FORBIDDEN.value());
        return "signin/network";
    }

    /** That a password is too long to be anybody's says nothing of whose it might have been. */
    private static FormErrors errors(SignInResult result, String password, HttpServletResponse response) {
        if (result instanceof SignInResult.Throttled throttled) {
            return TooManyTries.answer(response, throttled.retryAfter());
        }
        if (result instanceof SignInResult.Held) {
            return FormErrors.of("signin.held");
        }
        FormErrors refused = FormErrors.of("signin.refused");
        return PasswordCheck.isTooLong(password)
                ? refused.and("password", "signin.password.long", PasswordHashing.MAX_LENGTH)
                : refused;
    }

    private String page(
            HttpServletRequest request,
            Model model,
            Optional<PendingRequest> pending,
            Form form,
            @Nullable String username) {
        pending.ifPresent(waiting -> PageHeaders.allowFormTarget(request, URI.create(waiting.redirectUri())));
        Realm realm = CurrentRequest.currentRealm();
        model.addAttribute("realm", realm);
        model.addAttribute("pending", pending.orElse(null));
        model.addAttribute(
                "clientName", pending.map(waiting -> clientName(realm, waiting)).orElse(null));
        model.addAttribute("username", username);
        model.addAttribute(
                "passkeys", realm.definition().signIn().secondFactor().methods().contains(SecondFactor.PASSKEY));
        model.addAttribute("to", ReturnTarget.of(realm, form.to()).orElse(null));
        model.addAttribute("goal", goal(realm, pending, form));
        model.addAttribute("here", form.here());
        model.addAttribute("nameOnly", form.here() == null && asksFirst(realm) && !model.containsAttribute("named"));
        model.addAttribute(
                "ways",
                elsewhere.stream()
                        .flatMap(ways -> ways.ways(request, realm).stream())
                        .toList());
        return "signin/sign-in";
    }

    private static String clientName(Realm realm, PendingRequest pending) {
        return realm.findClient(pending.clientId())
                .flatMap(client -> Optional.ofNullable(client.displayName()))
                .orElse(pending.clientId());
    }

    private boolean lacks(SignedInAccount person, SignInGoal goal) {
        return !sufficiency.isEnough(CurrentRequest.currentRealm(), person, goal.client(), goal.assurance());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
