package org.gatehouse.keycloak.trail;

import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.KeycloakSession;

/** The request a session serves, if it does serve one. */
final class Requests {

    private Requests() {}

    static @Nullable String address(KeycloakSession session) {
        ClientConnection connection = session.getContext().getConnection();
        return connection == null ? null : connection.getRemoteHost();
    }

    static @Nullable String header(KeycloakSession session, String name) {
        try {
            HttpHeaders headers = session.getContext().getRequestHeaders();
            return headers == null ? null : headers.getHeaderString(name);
        } catch (RuntimeException ex) {
            return null; // a job of Keycloak's own: there is no request to ask
        }
    }
}
