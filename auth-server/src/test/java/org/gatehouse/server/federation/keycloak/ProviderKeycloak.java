package org.gatehouse.server.federation.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keycloak from its distribution, in memory and on loopback, with a realm whose people may come. */
final class ProviderKeycloak implements AutoCloseable {

    static final String CLIENT_ID = "gatehouse";

    /** Of a client that is known by a certificate. */
    static final String CERTIFIED_ID = "gatehouse-certified";

    private static final String ADMIN = "gatehouse-test";
    private static final String PASSWORD = "only-for-this-test";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(300); // 10 s when quiet, minutes under load

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int port;

    private ProviderKeycloak(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    static ProviderKeycloak start(Path home) throws IOException, InterruptedException {
        int port = freePort();
        Path log = Files.createTempFile("keycloak", ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--db=dev-mem",
                "--cache=local"));
        builder.environment()
                .putAll(Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        PASSWORD,
                        // what compiles fast is better here than what runs fast: a start takes half the CPU
                        "JAVA_OPTS_APPEND",
                        "-XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        ProviderKeycloak keycloak = new ProviderKeycloak(process, log, port);
        keycloak.awaitStart();
        return keycloak;
    }

    String issuer() {
        return url("/realms/partner");
    }

    /** A realm with a client for us, and a role and a person. */
    void addRealm(String secret, String redirectUri) {
        send(
                "POST",
                "",
                Map.of(
                        "id",
                        "partner",
                        "realm",
                        "partner",
                        "enabled",
                        true,
                        "sslRequired",
                        "none",
                        "roles",
                        Map.of("realm", List.of(Map.of("name", "planner"), Map.of("name", "cleaner"))),
                        "clients",
                        List.of(client(secret, redirectUri)),
                        "users",
                        List.of(person("paula", "planner"))));
    }

    private static Map<String, Object> client(String secret, String redirectUri) {
        return Map.of(
                "clientId",
                CLIENT_ID,
                "secret",
                secret,
                "publicClient",
                false,
                "standardFlowEnabled",
                true,
                "directAccessGrantsEnabled",
                false,
                "redirectUris",
                List.of(redirectUri),
                "attributes",
                Map.of("pkce.code.challenge.method", "S256"),
                "protocolMappers",
                List.of(Map.of(
                        "name", "roles",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-usermodel-realm-role-mapper",
                        "config",
                                Map.of(
                                        "claim.name", "roles",
                                        "multivalued", "true",
                                        "jsonType.label", "String",
                                        "id.token.claim", "true"))));
    }

    /** @param certificate DER in base64 */
    void addCertifiedClient(String certificate, String redirectUri) {
        send(
                "POST",
                "/partner/clients",
                Map.of(
                        "clientId",
                        CERTIFIED_ID,
                        "publicClient",
                        false,
                        "clientAuthenticatorType",
                        "client-jwt",
                        "redirectUris",
                        List.of(redirectUri),
                        "attributes",
                        Map.of(
                                "jwt.credential.certificate", certificate,
                                "use.jwks.url", "false",
                                "pkce.code.challenge.method", "S256")));
    }

    private static Map<String, Object> person(String name, String... roles) {
        return Map.of(
                "username",
                name,
                "enabled",
                true,
                "email",
                name + "@partner.example",
                "emailVerified",
                true,
                "firstName",
                "Paula",
                "lastName",
                "Partner",
                "realmRoles",
                List.of(roles),
                "credentials",
                List.of(Map.of("type", "password", "value", "partner-" + name, "temporary", false)));
    }

    /** Another key of higher priority: it signs from now on. */
    void addKey() {
        send(
                "POST",
                "/partner/components",
                Map.of(
                        "name", "newer",
                        "providerId", "rsa-generated",
                        "providerType", "org.keycloak.keys.KeyProvider",
                        "parentId", "partner",
                        "config", Map.of("priority", List.of("1000"), "keySize", List.of("2048"))));
    }

    /** Exactly these roles, from the next sign-in on. */
    void setRoles(String person, String... roles) {
        String id = send("GET", "/partner/users?exact=true&username=" + person, null)
                .get(0)
                .path("id")
                .stringValue();
        JsonNode had = send("GET", "/partner/users/" + id + "/role-mappings/realm", null);
        send("DELETE", "/partner/users/" + id + "/role-mappings/realm", had);
        List<JsonNode> wanted = List.of(roles).stream()
                .map(role -> send("GET", "/partner/roles/" + role, null))
                .toList();
        send("POST", "/partner/users/" + id + "/role-mappings/realm", wanted);
    }

    private JsonNode send(String method, String path, @Nullable Object body) {
        String json = body == null ? "" : JsonMapper.shared().writeValueAsString(body);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url("/admin/realms" + path)))
                .header("Authorization", "Bearer " + adminToken())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isBlank()
                ? JsonMapper.shared().missingNode()
                : JsonMapper.shared().readTree(answer.body());
    }

    private String adminToken() {
        Map<String, String> form =
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", PASSWORD);
        String encoded = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(url("/realms/master/protocol/openid-connect/token")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded)));
        return JsonMapper.shared().readTree(answer.body()).path("access_token").stringValue();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private void awaitStart() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        while (!Files.readString(log).contains("started in")) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                String output = Files.readString(log);
                close();
                throw new IllegalStateException("Keycloak did not start:\n" + output);
            }
            Thread.sleep(200); // its log is all there is to wait for
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** kc.sh forks, so the JVM is a descendant; both are ended, by their ids. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        started.forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        started.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
