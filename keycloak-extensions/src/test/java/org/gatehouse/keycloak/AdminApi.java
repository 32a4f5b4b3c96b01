package org.gatehouse.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keycloak's admin REST API as a test speaks to it. */
public final class AdminApi {

    private static final int UNAUTHORIZED = 401;

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningKeycloak keycloak;
    private volatile String token = "none"; // until Keycloak asks for one

    public AdminApi(RunningKeycloak keycloak) {
        this.keycloak = keycloak;
    }

    /** An answer: status, JSON body (a missing node when there is none), and the id of what was created. */
    public record Answer(int status, JsonNode body, String createdId) {}

    public Answer post(String path, Object body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    public Answer put(String path, Object body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, Map.of());
    }

    public Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, Map.of());
    }

    /** Keycloak takes what is to be deleted from the body. */
    public Answer deleteWith(String path, Object body) throws IOException, InterruptedException {
        return send("DELETE", path, body);
    }

    /** What the authorization endpoint answers; redirects are not followed. */
    public HttpResponse<String> authorize(String realm, Map<String, String> parameters)
            throws IOException, InterruptedException {
        return http.send(
                request("/realms/" + realm + "/protocol/openid-connect/auth?" + form(parameters))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A direct grant, which is the shortest way to prove a password. */
    public Answer signIn(String realm, String userName, String password) throws IOException, InterruptedException {
        String form = form(
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", userName, "password", password));
        return answer(request("/realms/" + realm + "/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** With one token for all, since a password takes longer to check than anything that is asked here. */
    private Answer send(String method, String path, Object body) throws IOException, InterruptedException {
        Answer answer = send(method, path, body, token);
        if (answer.status() == UNAUTHORIZED) {
            token = signIn("master", RunningKeycloak.ADMIN, RunningKeycloak.PASSWORD)
                    .body()
                    .path("access_token")
                    .asString();
            answer = send(method, path, body, token);
        }
        return answer;
    }

    private Answer send(String method, String path, Object body, String bearer)
            throws IOException, InterruptedException {
        return answer(request("/admin/realms" + path)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(keycloak.url(path))).timeout(Duration.ofSeconds(60));
    }

    private Answer answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        String location = response.headers().firstValue("Location").orElse("");
        JsonMapper mapper = JsonMapper.shared();
        return new Answer(
                response.statusCode(),
                response.body().isBlank() ? mapper.missingNode() : mapper.readTree(response.body()),
                location.substring(location.lastIndexOf('/') + 1));
    }
}
