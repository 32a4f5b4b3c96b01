package org.gatehouse.server.launch;

import java.net.URI;
import java.nio.file.Path;
import org.gatehouse.realm.keycloak.live.Credentials;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.realm.secret.SecretUnavailableException;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which realm a command is about, and how to reach it. */
final class TargetOptions {

    static final String DATA = "--data";

    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "A running service, or a running Keycloak, by its base URL.")
    private @Nullable URI target;

    @Option(names = "--client-id", paramLabel = "ID", description = "With --target: a service client of the realm.")
    private @Nullable String clientId;

    @Option(
            names = "--client-secret",
            paramLabel = "REF",
            description = "With --target: where the client's secret is kept, env:NAME or file:PATH.")
    private @Nullable String clientSecret;

    @Option(
            names = "--client-realm",
            paramLabel = "REALM",
            description = "With a Keycloak: the realm the client is in. Default: ${DEFAULT-VALUE}.",
            defaultValue = "master")
    private String clientRealm = "master";

    @Option(
            names = DATA,
            paramLabel = "DIR",
            description = "The data directory of a service that is stopped (or of none, with GATEHOUSE_DB_URL).")
    private @Nullable Path data;

    /** @throws StartRefusedException when the options do not name one target, or it cannot be opened */
    ConfigurationTarget open(String realm, boolean writing) {
        URI url = target;
        if ((url == null) == (data == null)) {
            throw new StartRefusedException(
                    "Say which service: --target URL for a running one, or --data DIR for one that is stopped.");
        }
        if (url == null) {
            return LocalTarget.open(data == null ? Path.of("data") : data, realm);
        }
        String client = clientId;
        String reference = clientSecret;
        if (client == null || reference == null) {
            throw new StartRefusedException("--target needs --client-id and --client-secret.");
        }
        RemoteTarget.refuseClearText(url);
        String secret = secret(reference);
        return TargetKind.isKeycloak(url, realm)
                ? KeycloakTarget.open(url, realm, new Credentials(clientRealm, client, secret))
                : RemoteTarget.open(url, realm, client, secret, writing);
    }

    private static String secret(String reference) {
        SecretReference known = SecretReference.find(reference)
                .orElseThrow(() -> new StartRefusedException(
                        "--client-secret says where the secret is kept, env:NAME or file:PATH, and never the secret."));
        try {
            return known.resolve(System::getenv, Path.of(""));
        } catch (SecretUnavailableException ex) {
            throw new StartRefusedException("The client secret cannot be read: " + ex.getMessage(), ex);
        }
    }
}
