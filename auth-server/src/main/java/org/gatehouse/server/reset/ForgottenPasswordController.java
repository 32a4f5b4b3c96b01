package org.gatehouse.server.reset;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.mail.Outbox;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.SignInLink;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Asking for a link. The answer is the same for everybody and is given before anybody has looked who it is about: what is
 * stored, and how long that takes, does not depend on whether there is such a person. Names are not counted here: whoever
 * knows one would keep its owner from asking. Letters are, once it is known whom they would go to.
 */
@Controller
@RequestMapping("/realms/{realm}/sign-in/forgotten")
class ForgottenPasswordController implements SignInLink {

    private final Outbox outbox;
    private final ResetRequests requests;
    private final SignInThrottle throttle;
    private final Guesses guesses;
    private final Trail trail;

    ForgottenPasswordController(
            Outbox outbox, ResetRequests requests, SignInThrottle throttle, Guesses guesses, Trail trail) {
        this.outbox = outbox;
        this.requests = requests;
        this.throttle = throttle;
        this.guesses = guesses;
        this.trail = trail;
    }

    @Override
    public String path() {
        return "sign-in/forgotten";
    }

    @Override
    public String textCode() {
        return "reset.forgotten";
    }

    @Override
    public boolean isOffered(Realm realm) {
        return outbox.isOpen();
    }

    @GetMapping
    String page(Model model) {
        requireMail();
        model.addAttribute("realm", CurrentRequest.currentRealm());
        return "reset/forgotten";
    }

    @PostMapping
    String ask(
            @RequestParam(required = false) @Nullable String username,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        requireMail();
        Realm realm = CurrentRequest.currentRealm();
        String identifier = username == null ? "" : username.strip();
        if (identifier.isEmpty()) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.on("username", "reset.username.missing"));
            return page(model);
        }
        Duration wait = throttle.countNetwork(
                realm, Kind.FORGOTTEN, CurrentRequest.get().address());
        if (!wait.isZero()) {
            return throttled(realm, wait, response, model);
        }
        String named = identifier.substring(0, Math.min(identifier.length(), UserNames.MAX_LENGTH + 1));
        requests.add(realm, named, guesses.shown(request, realm));
        model.addAttribute("realm", realm);
        return "reset/asked";
    }

    private String throttled(Realm realm, Duration wait, HttpServletResponse response, Model model) {
        trail.record(trail.event(realm, Activity.AUTH_THROTTLED)
                .actor(Party.anonymous())
                .outcome(Outcome.DENIED)
                .reason("too-many-attempts"));
        model.addAttribute(FormErrors.MODEL_NAME, TooManyTries.answer(response, wait));
        return page(model);
    }

    private void requireMail() {
        if (!outbox.isOpen()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}
