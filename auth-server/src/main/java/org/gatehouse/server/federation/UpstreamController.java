package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.PendingRequest;
import org.gatehouse.server.signin.PendingRequests;
import org.gatehouse.server.signin.SignInGoal;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Where people leave for a provider to sign in, and come back from it, whatever for. */
@Controller
@RequestMapping("/realms/{realm}/connections/{alias}")
class UpstreamController {

    /** The purpose of those who come from the sign-in page. */
    private static final String SIGN_IN = "sign-in";

    private final UpstreamSignIns signIns;
    private final UpstreamAttempts attempts;
    private final UpstreamAnswers answers;
    private final RefusedAnswers refusals;
    private final PendingRequests pendingRequests;
    private final TypedIdentifier typed;
    private final LastConnection lastConnection;
    private final ObjectProvider<UpstreamPurpose> purposes;

    UpstreamController(
            UpstreamSignIns signIns,
            UpstreamAttempts attempts,
            UpstreamAnswers answers,
            RefusedAnswers refusals,
            PendingRequests pendingRequests,
            TypedIdentifier typed,
            LastConnection lastConnection,
            ObjectProvider<UpstreamPurpose> purposes) {
        this.signIns = signIns;
        this.attempts = attempts;
        this.answers = answers;
        this.refusals = refusals;
        this.pendingRequests = pendingRequests;
        this.typed = typed;
        this.lastConnection = lastConnection;
        this.purposes = purposes;
    }

    /**
     * A link, not a form: the policy that binds our forms to us would stop browsers from following one to the provider.
     *
     * @param waiting the pending authorization request, if one asked for the sign-in
     * @param to the page to return to, if a page did
     */
    @GetMapping
    @Nullable
    ModelAndView leave(
            @PathVariable("alias") String alias,
            @RequestParam(name = "request", required = false) @Nullable String waiting,
            @RequestParam(name = "to", required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Connection connection = connection(alias);
        Optional<PendingRequest> pending = pendingRequests.find(request, waiting);
        SignInGoal goal = SignInGoal.of(pending, to);
        try {
            String hint = typed.take(request, connection)
                    .or(() -> pending.flatMap(asked -> hinted(asked, connection)))
                    .orElse(null);
            response.sendRedirect(signIns.begin(request, connection, SIGN_IN, goal, hint));
            return null;
        } catch (UpstreamRefusedException ex) {
            Realm realm = CurrentRequest.currentRealm();
            refusals.record(realm, connection, null, ex);
            return refusals.page(response, realm, connection, goal, ex);
        }
    }

    /** A client's hint goes to the provider it is for, and to no other: it names somebody. */
    private static Optional<String> hinted(PendingRequest waiting, Connection connection) {
        return Optional.ofNullable(waiting.loginHint()).filter(hint -> Connections.domainOf(hint)
                .filter(connection.domains()::contains)
                .isPresent());
    }

    @GetMapping("/callback")
    @Nullable
    ModelAndView comeBack(
            @PathVariable("alias") String alias, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Connection connection = connection(alias);
        Realm realm = CurrentRequest.currentRealm();
        UpstreamAnswers.Answer answer;
        UpstreamAttempt attempt;
        try {
            answer = UpstreamAnswers.Answer.of(request);
            attempt = attempts.take(request, alias, answer.state())
                    .orElseThrow(() -> new UpstreamRefusedException(Refusal.UNKNOWN_STATE, null));
        } catch (UpstreamRefusedException ex) {
            refusals.record(realm, connection, null, ex);
            return refusals.page(response, realm, connection, null, ex);
        }
        return comeBack(request, response, connection, attempt, answer);
    }

    private @Nullable ModelAndView comeBack(
            HttpServletRequest request,
            HttpServletResponse response,
            Connection connection,
            UpstreamAttempt attempt,
            UpstreamAnswers.Answer answer)
            throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        UpstreamPurpose purpose = purpose(attempt);
        try {
            UpstreamIdentity identity = identity(realm, connection, attempt, answer);
            String next = purpose.arrive(request, response, connection, attempt, identity);
            if (purpose.name().equals(SIGN_IN)) {
                lastConnection.remember(request, response, realm, connection);
            }
            response.sendRedirect(next);
            return null;
        } catch (UpstreamRefusedException ex) {
            Optional<String> elsewhere = purpose.refused(request, connection, attempt, ex);
            if (elsewhere.isPresent()) {
                response.sendRedirect(elsewhere.get());
                return null;
            }
            return refusals.page(response, realm, connection, attempt.goal(), ex);
        }
    }

    /** What the purpose refuses it records itself: it knows whom it is about. */
    private UpstreamIdentity identity(
            Realm realm, Connection connection, UpstreamAttempt attempt, UpstreamAnswers.Answer answer) {
        try {
            return answers.identity(realm, connection, attempt, answer);
        } catch (UpstreamRefusedException ex) {
            refusals.record(realm, connection, attempt, ex);
            throw ex;
        }
    }

    private UpstreamPurpose purpose(UpstreamAttempt attempt) {
        return purposes.stream()
                .filter(purpose -> purpose.name().equals(attempt.purpose()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody wants the answer: " + attempt.purpose()));
    }

    private static Connection connection(String alias) {
        return Connections.find(CurrentRequest.currentRealm(), alias)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
