package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the commands do and do not do when the target is a Keycloak; that one is real in the extensions' module. */
@DisplayName("realm keycloak, plan and apply against something that answers as Keycloak does")
class KeycloakTargetTest {

    private static final String LITTLE = "realm: acme\n";
    private static final String WITH_GAP = LITTLE + "verifiedEmail: required\nsecondFactor: {required: always}\n";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private HttpServer keycloak;
    private Path secret;
    private boolean known = true;
    private boolean extension = true;
    private boolean traced = true;

    @BeforeEach
    void start() throws IOException {
        secret = Files.writeString(directory.resolve("secret"), "of-the-deployer");
        keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keycloak.createContext("/", this::answer);
        keycloak.start();
    }

    @AfterEach
    void stop() {
        keycloak.stop(0);
    }

    @Test
    void keycloakThenWritesAnImportAndRefusesGapsUnlessTheyAreAccepted() throws IOException {
        Path file = write(WITH_GAP);

        assertThat(run("realm", "keycloak", write(LITTLE).toString())).isZero();
        assertThat(JsonMapper.shared().readTree(answers()).path("realm").asString())
                .isEqualTo("acme");
        write(WITH_GAP);
        assertThat(run("realm", "keycloak", file.toString())).isEqualTo(1);
        assertThat(errors()).contains("one thing Keycloak does not do").contains("--accept-gaps");
        assertThat(answers()).isEmpty();
        Path out = directory.resolve("acme.json");
        assertThat(run("realm", "keycloak", "--accept-gaps", "--out", out.toString(), file.toString()))
                .isZero();
        assertThat(out).content().contains("\"gatehouse.accepted-gaps\" : \"secondFactor.methods\"");
    }

    @Test
    void planThenIsWithoutASecondAnswerAboutWhatTheTargetIs() throws IOException {
        assertThat(run(to("plan", write(WITH_GAP), "--json"))).isEqualTo(2);

        JsonNode plan = JsonMapper.shared().readTree(answers());
        assertThat(plan.at("/gaps/0/path").asString()).isEqualTo("secondFactor.methods");
        assertThat(plan.at("/changes/0/path").asString()).isEqualTo("realm");
        assertThat(plan.path("obstacles")).isEmpty();
        assertThat(run(to("plan", write(WITH_GAP), "--drift"))).isEqualTo(2);
        assertThat(answers()).contains("  - realm: ");
        assertThat(changes).isEmpty();
    }

    @Test
    void applyWhenGapsAreNotAcceptedThenChangesNothing() throws IOException {
        assertThat(run(to("apply", write(WITH_GAP)))).isEqualTo(1);

        assertThat(errors()).contains("--accept-gaps");
        assertThat(changes).isEmpty();
    }

    @Test
    void applyWhenTheExtensionIsMissingThenChangesNothing() throws IOException {
        extension = false;

        assertThat(run(to("plan", write(LITTLE)))).isEqualTo(2);
        assertThat(answers()).contains("Cannot be applied: The password rules need the Gatehouse extension");
        assertThat(run(to("apply", write(LITTLE)))).isEqualTo(1);
        assertThat(errors()).contains("this Keycloak does not have it");
        assertThat(changes).isEmpty();
    }

    @Test
    void applyWhenTheTrailIsNotConfiguredThenChangesNothing() throws IOException {
        traced = false;

        assertThat(run(to("plan", write(LITTLE)))).isEqualTo(2);
        assertThat(answers()).contains("this Keycloak has no trail to write to");
        assertThat(run(to("apply", write(LITTLE)))).isEqualTo(1);
        assertThat(errors()).contains("give the listener 'gatehouse-trail' its options");
        assertThat(changes).isEmpty();
    }

    @Test
    void applyWhenThePlanIsForAnotherStateThenChangesNothing() throws IOException {
        Path plan = directory.resolve("acme.plan");
        run(to("plan", write(LITTLE), "--out", plan.toString()));
        Files.writeString(plan, Files.readString(plan).replaceFirst("\"state\":\"[0-9a-f]{8}", "\"state\":\"00000000"));

        assertThat(run(to("apply", null, "--plan", plan.toString()))).isEqualTo(1);

        assertThat(errors()).contains("not as it was when this was planned");
        assertThat(changes).isEmpty();
    }

    @Test
    void applyThenMakesTheRealm() throws IOException {
        assertThat(run(to("apply", write(LITTLE)))).isZero();

        assertThat(changes).startsWith("POST /admin/realms").contains("POST /admin/realms/acme/roles");
    }

    @Test
    void planWhenTheClientIsUnknownThenSaysWhoAndNotWithWhat() throws IOException {
        known = false;

        assertThat(run(to("plan", write(LITTLE)))).isEqualTo(1);

        assertThat(errors())
                .contains("gave the client deployer of realm master no token (401: Invalid client credentials)")
                .doesNotContain("of-the-deployer");
    }

    @Test
    void exportWhenThereIsNoSuchRealmThenSaysSo() {
        assertThat(run(target("export", "acme"))).isEqualTo(1);

        assertThat(errors()).contains("no realm 'acme'");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.endsWith("/token")) {
            respond(
                    exchange,
                    known ? 200 : 401,
                    known ? "{\"access_token\":\"t\"}" : "{\"error_description\":\"Invalid client credentials\"}");
        } else if (path.equals("/realms/master/.well-known/openid-configuration")) {
            respond(exchange, 200, "{\"token_endpoint\":\"http://x/realms/master/protocol/openid-connect/token\"}");
        } else if (path.equals("/admin/serverinfo")) {
            String policy = extension ? "gatehouse-password-rules" : "length";
            respond(
                    exchange,
                    200,
                    "{\"passwordPolicies\":[{\"id\":\"" + policy + "\"}],"
                            + "\"providers\":{\"required-action\":{\"providers\":{\"gatehouse-second-factor\":{}}},"
                            + "\"eventsListener\":{\"providers\":{\"gatehouse-trail\":"
                            + "{\"operationalInfo\":{\"configured\":\"" + traced + "\"}}}}}}");
        } else if (method.equals("GET")) {
            respond(exchange, 404, "{}");
        } else {
            changes.add(method + " " + path);
            respond(exchange, 201, "");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String[] to(String command, @Nullable Path file, String... more) {
        String[] line = file == null ? target(command) : target(command, file.toString());
        return Stream.of(line, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private String[] target(String command, String... subject) {
        List<String> line = new ArrayList<>(List.of("realm", command));
        line.addAll(List.of(subject));
        line.addAll(
                List.of("--target", "http://127.0.0.1:" + keycloak.getAddress().getPort()));
        line.addAll(List.of("--client-id", "deployer", "--client-secret", "file:" + secret));
        return line.toArray(String[]::new);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("acme.yaml"), text);
    }

    private String answers() {
        return answers.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    private int run(String... line) {
        answers.reset();
        errors.reset();
        return Launcher.execute(
                new PrintStream(answers, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                line);
    }
}
