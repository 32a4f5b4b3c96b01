package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.ServiceProcess;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.AotDetector;

/** A production start with the beans the build wrote down, which is how the launcher starts it. Runs after packaging. */
class ProductionBeansIT {

    @TempDir
    private Path directory;

    @Test
    void productionStartWhenBeansAreWrittenDownThenSignsInIssuesTokensAndHasNoDemo() throws Exception {
        try (ServiceProcess service = production()) {
            service.ready();
            Browser browser = new Browser(service);

            assertThat(browser.get("/demo").status()).isEqualTo(404);
            assertThat(browser.get("/realms/nowhere/sign-in").status()).isEqualTo(404);
            assertThat(browser.post("/realms/acme/oauth2/token", Map.of("grant_type", "client_credentials"))
                            .status())
                    .isEqualTo(401);

            assertThat(token(browser).status()).isEqualTo(200);
            browser.signIn("acme", "carol", "Correct-horse-7-battery");
            assertThat(browser.get("/realms/acme/account").body()).contains("carol");
        }
    }

    /** What the launcher has a JVM learn from: with these beans first, and then with the demo's, on the same data. */
    @Test
    void trainingThenLivesBothWays() throws Exception {
        List<String> command = List.of(
                "demo",
                "--train",
                "--port",
                "0",
                "--data",
                directory.resolve("trained").toString());

        try (ServiceProcess training = ServiceProcess.start(directory.resolve("errors"), Map.of(), command)) {
            assertThat(training.exitCode()).as(training.errors()).isZero();
        }
    }

    private static Answer token(Browser browser) {
        String credentials = "exporter:" + TestServer.secret("EXPORTER_SECRET");
        return browser.post(
                "/realms/acme/oauth2/token",
                Map.of("grant_type", "client_credentials", "scope", "audit.write"),
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII)));
    }

    private ServiceProcess production() throws Exception {
        Map<String, String> environment = new HashMap<>(TestServer.secretsIn(Path.of(resource("/realms/acme.yaml"))));
        environment.put("JDK_JAVA_OPTIONS", "-D" + AotDetector.AOT_ENABLED + "=true");
        List<String> command = List.of(
                "run",
                "--json",
                "--port",
                "0",
                "--data",
                directory.resolve("data").toString());
        List<String> contents =
                List.of("--realm", resource("/realms/acme.yaml"), "--seed", resource("/crash/people.yaml"));
        return ServiceProcess.start(
                directory.resolve("errors"),
                environment,
                Stream.of(command, contents).flatMap(List::stream).toList());
    }

    private String resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(getClass().getResource(name)).toURI())
                .toString();
    }
}
