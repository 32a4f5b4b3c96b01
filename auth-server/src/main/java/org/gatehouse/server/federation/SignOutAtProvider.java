package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.logout.SignOutElsewhere;
import org.gatehouse.server.outgoing.Deadline;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The way to the provider's own sign-out (OpenID Connect RP-Initiated Logout 1.0), offered and never taken for somebody:
 * they may want to stay signed in there. No ID token is kept to be its hint; the provider asks them who they are.
 */
@Controller
class SignOutAtProvider implements SignOutElsewhere {

    private final Providers providers;
    private final LastConnection lastConnection;
    private final RefusalPages pages;

    SignOutAtProvider(Providers providers, LastConnection lastConnection, RefusalPages pages) {
        this.providers = providers;
        this.lastConnection = lastConnection;
        this.pages = pages;
    }

    /** Nobody waits for a provider to be told that they are signed out here: what is known of it by now decides. */
    @Override
    public Optional<Offer> offer(HttpServletRequest request, Realm realm) {
        return lastConnection
                .find(request)
                .flatMap(alias -> Connections.find(realm, alias))
                .filter(connection -> providers
                        .known(realm, connection)
                        .map(ProviderMetadata::endSession)
                        .isPresent())
                .map(connection -> new Offer("connections/" + connection.alias() + "/sign-out", connection.title()));
    }

    @GetMapping("/realms/{realm}/connections/{alias}/sign-out")
    void leave(@PathVariable("alias") String alias, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        Connection connection = Connections.get(realm, alias);
        try {
            ProviderMetadata provider =
                    Deadline.within(UpstreamSignIns.PATIENCE, () -> providers.metadata(realm, connection));
            response.sendRedirect(address(provider, connection));
        } catch (UpstreamRefusedException ex) { // nothing was to be granted, so nothing is refused: no entry
            response.sendRedirect(pages.tell(request, realm, connection, null, ex));
        }
    }

    private static String address(ProviderMetadata provider, Connection connection) {
        URI endSession = provider.endSession();
        if (endSession == null) {
            throw new UpstreamRefusedException(Refusal.MISCONFIGURED, "The provider has no end_session_endpoint");
        }
        return UriComponentsBuilder.fromUri(endSession)
                .queryParam("client_id", "{client}")
                .encode()
                .buildAndExpand(connection.clientId())
                .toUriString();
    }
}
