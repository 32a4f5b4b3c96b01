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
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people leave for a provider to sign in, and come back from it, whatever for. */
@Controller
@RequestMapping("/realms/{realm}/connections/{alias}")
class UpstreamController {

    private final UpstreamSignIns signIns;
    private final UpstreamAttempts attempts;
    private final UpstreamAnswers answers;
    private final UpstreamSessions sessions;
    private final RefusedAnswers refusals;
    private final RefusalPages pages;
    private final PendingRequests pendingRequests;
    private final TypedIdentifier typed;
    private final LastConnection lastConnection;
    private final ObjectProvider<UpstreamPurpose> purposes;

    UpstreamController(
            UpstreamSignIns signIns,
            UpstreamAttempts attempts,
            UpstreamAnswers answers,
            UpstreamSessions sessions,
            RefusedAnswers refusals,
            RefusalPages pages,
            PendingRequests pendingRequests,
            TypedIdentifier typed,
            LastConnection lastConnection,
            ObjectProvider<UpstreamPurpose> purposes) {
        this.signIns = signIns;
        this.attempts = attempts;
        this.answers = answers;
        this.sessions = sessions;
        this.refusals = refusals;
        this.pages = pages;
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
    void leave(
            @PathVariable("alias") String alias,
            @RequestParam(name = "request", required = false) @Nullable String waiting,
            @RequestParam(name = "to", required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        Connection connection = Connections.get(realm, alias);
        response.sendRedirect(leave(request, realm, connection, pendingRequests.find(request, waiting), to));
    }

    private String leave(
            HttpServletRequest request,
            Realm realm,
            Connection connection,
            Optional<PendingRequest> pending,
            @Nullable String to) {
        SignInGoal goal = SignInGoal.of(pending, to);
        try {
            String hint = typed.take(request, connection)
                    .or(() -> pending.flatMap(asked -> hinted(asked, connection)))
                    .orElse(null);
            return signIns.begin(request, connection, UpstreamPurpose.SIGN_IN, goal, hint);
        } catch (UpstreamRefusedException ex) {
            refusals.record(realm, connection, null, ex);
            return pages.tell(request, realm, connection, goal, ex);
        }
    }

    /** A client's hint goes to the provider it is for, and to no other: it names somebody. */
    private static Optional<String> hinted(PendingRequest waiting, Connection connection) {
        return Optional.ofNullable(waiting.loginHint())
                .filter(hint -> Connections.domainOf(hint)
                        .filter(connection.domains()::contains)
                        .isPresent());
    }

    @GetMapping("/callback")
    void comeBack(@PathVariable("alias") String alias, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        Connection connection = Connections.get(realm, alias);
        response.sendRedirect(next(request, response, realm, connection));
    }

    private String next(HttpServletRequest request, HttpServletResponse response, Realm realm, Connection connection) {
        UpstreamAnswers.Answer answer;
        UpstreamAttempt attempt;
        try {
            answer = UpstreamAnswers.Answer.of(request);
            attempt = attempts.take(request, connection.alias(), answer.state())
                    .orElseThrow(() -> new UpstreamRefusedException(Refusal.UNKNOWN_STATE, null));
        } catch (UpstreamRefusedException ex) {
            refusals.record(realm, connection, null, ex);
            return pages.tell(request, realm, connection, null, ex);
        }
        return next(request, response, connection, attempt, answer);
    }

    private String next(
            HttpServletRequest request,
            HttpServletResponse response,
            Connection connection,
            UpstreamAttempt attempt,
            UpstreamAnswers.Answer answer) {
        Realm realm = CurrentRequest.currentRealm();
        UpstreamPurpose purpose = purpose(attempt);
        try {
            Arrival arrival = arrival(realm, connection, attempt, answer);
            String next = purpose.arrive(request, response, connection, arrival.attempt(), arrival.identity());
            if (purpose.name().equals(UpstreamPurpose.SIGN_IN)) {
                lastConnection.remember(request, response, realm, connection);
            }
            return next;
        } catch (UpstreamRefusedException ex) {
            return purpose.refused(request, connection, attempt, ex)
                    .orElseGet(() -> pages.tell(request, realm, connection, attempt.goal(), ex));
        }
    }

    private record Arrival(UpstreamAttempt attempt, UpstreamIdentity identity) {}

    /** What the purpose refuses it records itself: it knows whom it is about. */
    private Arrival arrival(
            Realm realm, Connection connection, UpstreamAttempt attempt, UpstreamAnswers.Answer answer) {
        try {
            Believed believed = answers.believe(realm, connection, attempt, answer);
            UpstreamAttempt begun = attempt.purpose().equals(UpstreamPurpose.SIGN_IN)
                    ? attempt.from(sessions.keep(realm, connection, believed))
                    : attempt;
            return new Arrival(begun, believed.identity());
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
}
