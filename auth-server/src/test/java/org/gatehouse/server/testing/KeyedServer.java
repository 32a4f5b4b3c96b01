package org.gatehouse.server.testing;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;

/** A server with one more realm, whose clients authenticate with keys made for the tests of this JVM. */
public final class KeyedServer {

    public static final String REALM = "keyed";

    public static final ECKey EC = ClientKeys.curve("ec");
    public static final OctetKeyPair ED = ClientKeys.edwards("ed");
    public static final RSAKey PS = new RSAKey.Builder(ClientKeys.rsa("ps")).algorithm(JWSAlgorithm.PS256).build();
    public static final RSAKey RS = new RSAKey.Builder(ClientKeys.rsa("rs")).algorithm(JWSAlgorithm.RS256).build();
    public static final RSAKey ANY_RSA = ClientKeys.rsa("any-rsa");

    /** Where the client {@code rotating} has its keys, at {@code /rotating}. */
    public static final KeyPublisher PUBLISHER = new KeyPublisher();

    private KeyedServer() {}

    /** The one the tests of this JVM share. */
    public static TestServer shared() {
        return Shared.SERVER;
    }

    private static String file() {
        return """
                realm: keyed
                displayName: Keyed
                clients:
                  - {id: signer, kind: service, scopes: [reports], authMethod: private_key_jwt, jwks: %1$s}
                  - {id: second, kind: service, scopes: [reports], authMethod: private_key_jwt, jwks: %1$s}
                  - {id: rotating, kind: service, scopes: [reports], authMethod: private_key_jwt, jwksUri: '%2$s'}
                  - {id: portal, kind: web, redirectUris: ['https://portal.example/cb'], authMethod: private_key_jwt, jwks: %1$s}
                  - {id: exporter, kind: service, secret: env:EXPORTER_SECRET, scopes: [reports]}
                  - {id: web, kind: web, redirectUris: ['https://web.example/cb'], postLogoutRedirectUris: ['https://web.example/out'], secret: env:WEB_SECRET}
                """.formatted(
                        set(EC, ED, PS, RS, ANY_RSA), PUBLISHER.address("/rotating"));
    }

    private static String set(JWK... keys) {
        return new JWKSet(List.of(keys)).toPublicJWKSet().toString();
    }

    private static Path write(String text) {
        try {
            return Files.writeString(Files.createTempDirectory("gatehouse-keyed").resolve("keyed.yaml"), text);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static final class Shared {

        static final TestServer SERVER = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                Map.of("gatehouse.realms[2]", write(file()).toString()));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }
}
