package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.web.PageHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where a provider says that a session there is over: itself, by a token (OpenID Connect Back-Channel Logout 1.0), or by a
 * frame in the browser it is signing out (Front-Channel Logout 1.0), which is all Entra ID does. Nothing tells from the
 * answer whether anybody was signed in.
 */
@Controller
@RequestMapping("/realms/{realm}/connections/{alias}")
class ProviderSignOutController {

    private static final String FRAME = "<!DOCTYPE html><html lang=\"en\"><title>Signed out</title></html>";

    /** Seconds until the provider's keys are asked for again. */
    private static final String RETRY_AFTER = "10";

    private static final int LONGEST = 1024;

    private final ProviderSignOut signOut;
    private final RefusedAnswers refusals;
    private final Kinds kinds;

    ProviderSignOutController(ProviderSignOut signOut, RefusedAnswers refusals, Kinds kinds) {
        this.signOut = signOut;
        this.refusals = refusals;
        this.kinds = kinds;
    }

    /** Section 2.8: done, or not done and why; somebody who is not signed in here is signed out. */
    @PostMapping("/backchannel-logout")
    ResponseEntity<String> backChannel(@PathVariable("alias") String alias, HttpServletRequest request) {
        Realm realm = CurrentRequest.currentRealm();
        Connection connection = Connections.get(realm, alias);
        try {
            signOut.byToken(realm, connection, one(request, "logout_token"));
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).build();
        } catch (UpstreamRefusedException ex) {
            refusals.recordSignOut(realm, connection, ex);
            return refused(ex);
        }
    }

    /**
     * The browser's cookies are not looked at: in a frame of another site most browsers send none, and who sends them need not
     * be who is meant.
     */
    @GetMapping("/frontchannel-logout")
    ResponseEntity<String> frontChannel(@PathVariable("alias") String alias, HttpServletRequest request) {
        Realm realm = CurrentRequest.currentRealm();
        Connection connection = Connections.get(realm, alias);
        try {
            String issuer = issuer(connection, one(request, "iss"));
            signOut.bySession(realm, connection, issuer, session(one(request, "sid")));
            PageHeaders.allowFrameIn(request, URI.create(issuer));
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .contentType(MediaType.TEXT_HTML)
                    .body(FRAME);
        } catch (UpstreamRefusedException ex) {
            refusals.recordSignOut(realm, connection, ex);
            return refused(ex);
        }
    }

    private String issuer(Connection connection, @Nullable String issuer) {
        if (issuer == null || !kinds.of(connection).lets(connection, issuer)) {
            throw new UpstreamRefusedException(Refusal.ISSUER, "The `iss` is not the connection's");
        }
        return issuer;
    }

    private static String session(@Nullable String session) {
        if (session == null || session.isBlank() || session.length() > LONGEST) {
            throw new UpstreamRefusedException(
                    Refusal.MALFORMED, "There is no `sid`: the provider has to be told to send it");
        }
        return session;
    }

    private static @Nullable String one(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        if (values != null && values.length > 1) {
            throw new UpstreamRefusedException(Refusal.MALFORMED, "A parameter was sent more than once");
        }
        return values == null ? null : values[0];
    }

    /** While the provider cannot be asked for its keys nothing is known of the token, so it may be sent again. */
    private static ResponseEntity<String> refused(UpstreamRefusedException ex) {
        boolean later = ex.reason().equals(Refusal.UNREACHABLE);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(later ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_REQUEST);
        if (later) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        }
        String error = JsonNodeFactory.instance
                .objectNode()
                .put("error", later ? "temporarily_unavailable" : "invalid_request")
                .put("error_description", ex.reason())
                .toString();
        return answer.cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(error);
    }
}
