package org.gatehouse.server.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.server.administration.AccountSessions;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.session.OpenSession;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /accounts/{id}/sessions}: the browsers somebody is signed in with. */
@RestController
@RequestMapping("/api/realms/{realm}/accounts/{id}/sessions")
class SessionsApi {

    private final AccountSessions sessions;

    SessionsApi(AccountSessions sessions) {
        this.sessions = sessions;
    }

    /** @param methods RFC 8176 */
    record SessionJson(
            String id,
            String browser,
            Instant authTime,
            Instant lastSeen,
            Instant expiresAt,
            List<String> methods,
            String acr) {

        static SessionJson of(OpenSession session) {
            return new SessionJson(
                    session.reference(),
                    session.browser(),
                    session.signedIn().authTime(),
                    session.lastSeen(),
                    session.signedIn().expiresAt(),
                    session.signedIn().methods(),
                    session.signedIn().assurance().acr());
        }
    }

    record Sessions(List<SessionJson> items) {}

    @GetMapping
    Sessions list(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        List<OpenSession> open = sessions.of(actor, Ids.parse("id", id)).open();
        return new Sessions(open.stream().map(SessionJson::of).toList());
    }

    @DeleteMapping
    ResponseEntity<Void> endAll(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        sessions.endAll(actor, Ids.parse("id", id));
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{session}")
    ResponseEntity<Void> end(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String session) {
        UUID account = Ids.parse("id", id);
        if (!sessions.end(actor, account, session)) {
            throw ApiException.notFound("There is no such session.");
        }
        return ResponseEntity.noContent().build();
    }
}
