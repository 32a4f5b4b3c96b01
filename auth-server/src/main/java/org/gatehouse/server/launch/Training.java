package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.gatehouse.server.database.DataDirectory;
import org.springframework.aot.AotDetector;
import org.springframework.core.SpringProperties;

/**
 * A short life for the JVM to learn from: what is loaded until the service has answered once goes into the start-up
 * cache, so that the next start finds it ready.
 */
final class Training {

    private static final int TIMEOUT_MILLIS = 30_000;

    private Training() {}

    /** Lives twice: with the beans the build wrote down, as in production, and with those a demo start finds. */
    static int with(Settings settings) {
        for (String writtenDown : List.of("true", "false")) {
            SpringProperties.setProperty(AotDetector.AOT_ENABLED, writtenDown);
            live(settings);
        }
        return Launcher.DONE;
    }

    private static void live(Settings settings) {
        try (Server server = Server.start(DataDirectory.Kind.DEMO, settings)) {
            ReadyReport report = server.report();
            report.json();
            report.text();
            addresses(report).forEach(Training::visit);
            report.realms().forEach(Training::obtainToken);
        }
    }

    private static List<String> addresses(ReadyReport report) {
        List<String> addresses = new ArrayList<>(List.of(report.baseUrl() + "/health/ready", report.baseUrl() + "/"));
        addresses.addAll(report.pages().values());
        for (ReadyReport.Realm realm : report.realms()) {
            addresses.add(realm.issuer() + "/.well-known/openid-configuration");
            addresses.add(realm.issuer() + "/sign-in");
        }
        return addresses;
    }

    /** Each service client asks for a token: the most frequent request there is. */
    private static void obtainToken(ReadyReport.Realm realm) {
        realm.clients().stream()
                .filter(client -> client.kind().equals("service") && client.secret() != null)
                .forEach(client -> obtainToken(realm.issuer(), client));
    }

    private static void obtainToken(String issuer, ReadyReport.Client client) {
        try {
            HttpURLConnection connection = open(issuer + "/oauth2/token");
            byte[] credentials = (client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
            connection.setDoOutput(true);
            connection.getOutputStream().write("grant_type=client_credentials".getBytes(StandardCharsets.US_ASCII));
            connection.getResponseCode();
            connection.disconnect();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Whatever the answer: the way to it is what counts. */
    private static void visit(String address) {
        try {
            HttpURLConnection connection = open(address);
            connection.getResponseCode();
            connection.disconnect();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static HttpURLConnection open(String address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }
}
