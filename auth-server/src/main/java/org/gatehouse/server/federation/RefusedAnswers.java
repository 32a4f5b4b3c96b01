package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInGoal;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What becomes of an answer that is worth nothing: an entry, a line for operators, and a page with other ways to go on. */
@Component
class RefusedAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedAnswers.class);

    /** Seconds until the provider is tried again. */
    private static final String RETRY_AFTER = "10";

    private final Trail trail;
    private final Accounts accounts;

    RefusedAnswers(Trail trail, Accounts accounts) {
        this.trail = trail;
        this.accounts = accounts;
    }

    /** @param attempt null when the answer is to none */
    void record(
            Realm realm, Connection connection, @Nullable UpstreamAttempt attempt, UpstreamRefusedException refused) {
        LOG.warn("A sign-in by the connection {} of realm {} failed: {}", connection.alias(), realm, refused.getMessage());
        boolean isDenial = refused.reason().equals(Refusal.DENIED);
        AuditEvent.Builder event = trail.event(
                        realm,
                        Activity.FEDERATION_LOGIN,
                        attempt == null ? null : attempt.goal().client(),
                        null)
                .actor(actor(realm, attempt))
                .outcome(isDenial ? Outcome.DENIED : Outcome.FAILURE)
                .reason(refused.reason())
                .detail("connection", connection.alias());
        if (attempt != null && attempt.purpose().equals(UpstreamPurpose.TEST)) {
            event.detail("purpose", UpstreamPurpose.TEST);
        }
        trail.record(event);
    }

    private Party actor(Realm realm, @Nullable UpstreamAttempt attempt) {
        return attempt == null || attempt.account() == null
                ? Party.anonymous()
                : accounts.find(realm, attempt.account()).map(accounts::party).orElse(Party.anonymous());
    }

    ModelAndView page(
            HttpServletResponse response,
            Realm realm,
            Connection connection,
            @Nullable SignInGoal goal,
            UpstreamRefusedException refused) {
        HttpStatus status = status(refused.reason());
        response.setStatus(status.value());
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        }
        return new ModelAndView("federation/refused")
                .addObject("realm", realm)
                .addObject("connection", connection)
                .addObject("otherwise", ConnectionLinks.signIn(realm, goal))
                .addObject("again", ConnectionLinks.leave(realm, connection, goal))
                .addObject("reason", "federation.refused." + refused.reason())
                .addObject("reference", CurrentRequest.get().id());
    }

    private static HttpStatus status(String reason) {
        return switch (reason) {
            case Refusal.UNREACHABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case Refusal.MISCONFIGURED, Refusal.CLIENT -> HttpStatus.BAD_GATEWAY;
            case Refusal.UNKNOWN_STATE, Refusal.MALFORMED -> HttpStatus.BAD_REQUEST;
            default -> HttpStatus.FORBIDDEN;
        };
    }
}
