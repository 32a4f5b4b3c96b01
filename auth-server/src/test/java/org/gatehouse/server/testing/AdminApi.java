package org.gatehouse.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.realm.Permission;

/** The administration API of a realm as one caller sees it. */
public final class AdminApi {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private final TestServer server;
    private final String realm;
    private final String authorization;

    private AdminApi(TestServer server, String realm, String authorization) {
        this.server = server;
        this.realm = realm;
        this.authorization = authorization;
    }

    /** Somebody who signs in at the console with all scopes: what they may do depends on their roles. */
    public static AdminApi as(TestServer server, String realm, Person person) {
        String all = Stream.of(Permission.values())
                .filter(permission -> permission != Permission.CLIENTS_WRITE || realm.equals("acme")) // no other has it
                .map(Permission::code)
                .collect(Collectors.joining(" "));
        return withScopes(server, realm, person, all);
    }

    public static AdminApi withScopes(TestServer server, String realm, Person person, String scopes) {
        RelyingApp console = RelyingApp.of(server, realm, "console");
        Map<String, String> request = console.authorization();
        request.put("scope", "openid " + scopes);
        String code = console.codeAnswer(new Browser(server), person, request).redirectParameter("code");
        return withToken(server, realm, console.redeem(code).json("access_token"));
    }

    /** The program {@code robot}, which acts for itself. */
    public static AdminApi asRobot(TestServer server, String realm, String scopes) {
        Answer answer = RelyingApp.of(server, realm, "robot")
                .token(Map.of("grant_type", "client_credentials", "scope", scopes));
        return withToken(server, realm, answer.json("access_token"));
    }

    public static AdminApi withToken(TestServer server, String realm, String token) {
        return new AdminApi(server, realm, "Bearer " + token);
    }

    /** The same token, knocking at another realm's door. */
    public AdminApi at(String otherRealm) {
        return new AdminApi(server, otherRealm, authorization);
    }

    /** The header that says who calls. */
    public String authorization() {
        return authorization;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer put(String path) {
        return send("PUT", path, null);
    }

    public Answer patch(String path, String tag, String json) {
        return send("PATCH", path, json, "If-Match", tag);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** Deletes what was last seen. */
    public Answer deleteSeen(String path) {
        return delete(path, "If-Match", get(path).header("ETag"));
    }

    public Answer eraseSeen(String path) {
        return send("POST", path + "/erase", null, "If-Match", get(path).header("ETag"));
    }

    public Answer patchSeen(String path, String json) {
        return patch(path, get(path).header("ETag"), json);
    }

    public Answer send(String method, String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/api/realms/" + realm + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization)
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return Answer.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }
}
