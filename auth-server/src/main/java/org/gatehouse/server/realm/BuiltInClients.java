package org.gatehouse.server.realm;

import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.Pkce;
import org.gatehouse.realm.client.ClientFeatures;

/** The clients that are part of the service: in every realm, and in no realm file. */
public final class BuiltInClients {

    public static final String CONSOLE = ClientDefinition.RESERVED + "console";

    private BuiltInClients() {}

    public static boolean contains(String clientId) {
        return clientId.equals(CONSOLE);
    }

    /** Where the console takes its codes. */
    public static String consoleRedirectUri(Realm realm) {
        String issuer = realm.issuer();
        String base = issuer.substring(0, issuer.length() - ("/realms/" + realm.name()).length());
        return base + "/console/realms/" + realm.name() + "/signed-in";
    }

    static Optional<ClientDefinition> find(Realm realm, String clientId) {
        return contains(clientId) ? Optional.of(console(realm)) : Optional.empty();
    }

    private static ClientDefinition console(Realm realm) {
        return new ClientDefinition(
                CONSOLE,
                ClientKind.WEB,
                "Gatehouse console",
                List.of(consoleRedirectUri(realm)),
                List.of(),
                null,
                List.of("openid"),
                false,
                Pkce.REQUIRED,
                AuthMethod.NONE,
                IdTokenAlg.ES256,
                ClientFeatures.NONE);
    }
}
