package org.gatehouse.server.logout;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.RedirectUris;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.tokens.IdTokenHint;
import org.gatehouse.server.tokens.IdTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads and validates requests to the logout endpoint (RP-Initiated Logout 1.0 sections 2 to 4). What cannot be validated
 * is refused, and nothing it says is used.
 */
@Component
class LogoutRequests {

    /** Our own way of carrying a validated request on. */
    static final String TICKET = "request";

    private static final int MAX_PARAMETERS = 64;
    private static final int MAX_VALUE_LENGTH = 8_192;

    /** The target with its state comes back in a redirect, which must fit into the header of an answer. */
    private static final int MAX_TARGET = 2_500;

    private static final int MAX_HINT = 500;

    private final IdTokens idTokens;
    private final Tickets tickets;

    LogoutRequests(IdTokens idTokens, Tickets tickets) {
        this.idTokens = idTokens;
        this.tickets = tickets;
    }

    /** @throws LogoutRefusedException when it is wrong */
    LogoutRequest read(Realm realm, HttpServletRequest request) {
        checkSizes(request);
        String ticket = parameter(request, TICKET);
        return ticket == null ? validated(realm, request) : carried(realm, ticket);
    }

    /** @throws LogoutRefusedException when the page it comes from is too old, or not ours */
    LogoutRequest carried(Realm realm, String ticket) {
        return tickets.open(realm, ticket, LogoutRequest.class)
                .orElseThrow(() -> new LogoutRefusedException("This request to sign out is over. Start again."));
    }

    private LogoutRequest validated(Realm realm, HttpServletRequest request) {
        IdTokenHint hint = hint(realm, parameter(request, "id_token_hint"));
        ClientDefinition client = client(realm, hint, parameter(request, "client_id"));
        String target = target(client, parameter(request, "post_logout_redirect_uri"));
        return new LogoutRequest(
                client == null ? null : client.id(),
                hint == null ? null : hint.subject(),
                hint == null ? null : hint.session(),
                target,
                target == null ? null : parameter(request, "state"),
                parameter(request, "logout_hint"),
                null);
    }

    /** Expired ones count: people sign out hours after they signed in. */
    private @Nullable IdTokenHint hint(Realm realm, @Nullable String token) {
        if (token == null) {
            return null;
        }
        return idTokens.findHint(realm, token)
                .orElseThrow(() -> new LogoutRefusedException("id_token_hint is not an ID token of this realm."));
    }

    private static @Nullable ClientDefinition client(Realm realm, @Nullable IdTokenHint hint, @Nullable String named) {
        if (hint != null && named != null && !hint.clientId().equals(named)) {
            throw new LogoutRefusedException("id_token_hint was issued to another client than client_id.");
        }
        String id = hint == null ? named : hint.clientId();
        if (id == null) {
            return null;
        }
        return realm.findClient(id)
                .orElseThrow(() -> new LogoutRefusedException("The client of this request is not registered."));
    }

    /** Compared like redirect URIs: exactly, a loopback address registered without a port excepted. */
    private static @Nullable String target(@Nullable ClientDefinition client, @Nullable String wanted) {
        if (client == null || wanted == null) {
            return null; // of a client nobody knows: not to be used
        }
        if (client.postLogoutRedirectUris().stream().noneMatch(uri -> RedirectUris.matches(uri, wanted))) {
            throw new LogoutRefusedException("post_logout_redirect_uri is not registered for this client.");
        }
        return wanted;
    }

    private static void checkSizes(HttpServletRequest request) {
        if (request.getParameterMap().size() > MAX_PARAMETERS) {
            throw new LogoutRefusedException("Too many parameters.");
        }
        request.getParameterMap().values().forEach(LogoutRequests::checkSize);
        String state = text(request, "state");
        String target = text(request, "post_logout_redirect_uri");
        if (URLEncoder.encode(state, StandardCharsets.UTF_8).length() + target.length() > MAX_TARGET
                || text(request, "logout_hint").length() > MAX_HINT) {
            throw new LogoutRefusedException("The request is too long.");
        }
    }

    private static void checkSize(String[] values) {
        if (values.length > 1) {
            throw new LogoutRefusedException("A parameter is sent more than once.");
        }
        for (String value : values) {
            if (value.length() > MAX_VALUE_LENGTH || value.indexOf('\0') >= 0) {
                throw new LogoutRefusedException("A parameter is too long or contains NUL.");
            }
        }
    }

    private static String text(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    /** One without a value was not sent (RFC 6749 section 3.1). */
    private static @Nullable String parameter(HttpServletRequest request, String name) {
        String value = text(request, name);
        return value.isEmpty() ? null : value;
    }
}
