package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.logout.SignOutElsewhere;
import org.gatehouse.server.outgoing.Deadline;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The way to the provider's own sign-out (OpenID Connect RP-Initiated Logout 1.0), offered and never taken for somebody:
 * they may want to stay signed in there. The provider knows them by a hint that is good once, and only for minutes after they
 * signed out here.
 */
@Controller
class SignOutAtProvider implements SignOutElsewhere {

    private final Providers providers;
    private final LastConnection lastConnection;
    private final UpstreamSessions sessions;
    private final RefusalPages pages;

    SignOutAtProvider(
            Providers providers, LastConnection lastConnection, UpstreamSessions sessions, RefusalPages pages) {
        this.providers = providers;
        this.lastConnection = lastConnection;
        this.sessions = sessions;
        this.pages = pages;
    }

    @Override
    public Optional<String> leave(Realm realm, SignedInAccount person) {
        return sessions.leave(realm, person);
    }

    /** Nobody waits for a provider to be told that they are signed out here: what is known of it by now decides. */
    @Override
    public Optional<Offer> offer(HttpServletRequest request, Realm realm, @Nullable String left) {
        Optional<Connection> from = sessions.left(realm, left);
        String hint = from.isPresent() ? "?left=" + left : "";
        return from.or(() -> lastConnection.find(request).flatMap(alias -> Connections.find(realm, alias)))
                .filter(connection -> providers
                        .known(realm, connection)
                        .map(ProviderMetadata::endSession)
                        .isPresent())
                .map(connection ->
                        new Offer("connections/" + connection.alias() + "/sign-out" + hint, connection.title()));
    }

    @GetMapping("/realms/{realm}/connections/{alias}/sign-out")
    void leave(
            @PathVariable("alias") String alias,
            @RequestParam(name = "left", required = false) @Nullable String left,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        Connection connection = Connections.get(realm, alias);
        try {
            ProviderMetadata provider =
                    Deadline.within(UpstreamSignIns.PATIENCE, () -> providers.metadata(realm, connection));
            response.sendRedirect(address(realm, connection, endSession(provider), left));
        } catch (UpstreamRefusedException ex) { // nothing was to be granted, so nothing is refused: no entry
            response.sendRedirect(pages.tell(request, realm, connection, null, ex));
        }
    }

    private static URI endSession(ProviderMetadata provider) {
        URI endSession = provider.endSession();
        if (endSession == null) {
            throw new UpstreamRefusedException(Refusal.MISCONFIGURED, "The provider has no end_session_endpoint");
        }
        return endSession;
    }

    /** Section 2. Hints are only taken out once it is known where to send them. */
    private String address(Realm realm, Connection connection, URI endSession, @Nullable String left) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", connection.clientId());
        parameters.put("post_logout_redirect_uri", UpstreamSignIns.postLogoutUri(realm));
        sessions.hints(realm, connection, left).ifPresent(hints -> {
            put(parameters, "id_token_hint", hints.idToken());
            put(parameters, "logout_hint", hints.login());
        });
        UriComponentsBuilder address = UriComponentsBuilder.fromUri(endSession);
        parameters.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(parameters).toUriString();
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
