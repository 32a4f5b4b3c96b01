package org.gatehouse.server.isolation;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.ClientKeys;
import org.gatehouse.server.testing.ListeningApps;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;

/** Two realms whose files say the same, but for the keys of one client: nothing but the realm keeps them apart. */
final class CrossedServer {

    /** Of the client {@code signer} of both realms, as a program has it that serves two organisations. */
    static final ECKey SHARED = ClientKeys.curve("shared");

    /** Of the client {@code keyed} of each realm, under one key id. */
    static final Map<String, ECKey> OWN = Map.of("acme", ClientKeys.curve("own"), "globex", ClientKeys.curve("own"));

    /** Where the clients {@code web} are told of sign-outs. */
    static final ListeningApps APPS = ListeningApps.start();

    private static final TestServer SERVER = start();

    private CrossedServer() {}

    /** The one the tests of this JVM share. */
    static TestServer shared() {
        return SERVER;
    }

    private static TestServer start() {
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.putAll(ListeningApps.settings(directory(), CrossedServer::file));
        TestServer server = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            APPS.close();
        }));
        return server;
    }

    private static String file(String realm, String file) {
        String listening =
                ListeningApps.with(file, "web", "backchannelLogoutUri: '" + APPS.address(realm, "web") + "'");
        return listening.replace("clients:\n", """
                secondFactor: {required: when, when: [{client: vault}], methods: [totp, recovery-code, passkey, email-code], rememberDevice: P30D}
                clients:
                  - {id: signer, kind: service, scopes: [reports], authMethod: private_key_jwt, jwks: %1$s}
                  - {id: keyed, kind: service, scopes: [reports], authMethod: private_key_jwt, jwks: %2$s}
                  - {id: only-%3$s, kind: service, scopes: [reports], authMethod: private_key_jwt, jwks: %1$s}
                  - {id: pair, kind: web, subjectType: pairwise, redirectUris: ['https://pair.example/cb'], secret: env:PAIR_SECRET}
                  - {id: vault, kind: web, redirectUris: ['https://vault.example/cb'], secret: env:VAULT_SECRET}
                  - {id: framed, kind: web, frontchannelLogoutUri: 'https://framed.example/%3$s', redirectUris: ['https://framed.example/cb'], secret: env:FRAMED_SECRET}
                """.formatted(set(SHARED), set(OWN.get(realm)), realm));
    }

    private static String set(ECKey key) {
        return new JWKSet(key).toPublicJWKSet().toString();
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("gatehouse-crossed");
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
