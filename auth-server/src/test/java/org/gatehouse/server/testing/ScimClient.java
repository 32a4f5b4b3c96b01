package org.gatehouse.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;

/** A directory that provisions a realm by SCIM. */
public final class ScimClient {

    /** A realm with clients that may provision it. */
    public static final String REALM = "provisioned";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private final TestServer server;
    private final String realm;
    private final String authorization;

    private ScimClient(TestServer server, String realm, String authorization) {
        this.server = server;
        this.realm = realm;
        this.authorization = authorization;
    }

    /** The one with the realm that the tests of this JVM share. */
    public static TestServer sharedServer() {
        return Shared.SERVER;
    }

    /** Settings of a server that has the realm. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.put("gatehouse.realms[2]", realmFile().toString());
        return settings;
    }

    /** One whose reach is what it keeps. */
    public static ScimClient of(TestServer server, String client) {
        return withScopes(server, client, "scim.write");
    }

    /** One the realm file gives everybody, and further permissions. */
    public static ScimClient overEverybody(TestServer server, String client, String... more) {
        return withScopes(
                server,
                client,
                "scim.write users.read users.write users.delete groups.read groups.write " + String.join(" ", more));
    }

    private static ScimClient withScopes(TestServer server, String client, String scopes) {
        Answer answer = RelyingApp.of(server, REALM, client)
                .token(Map.of("grant_type", "client_credentials", "scope", scopes.strip()));
        return withToken(server, REALM, answer.json("access_token"));
    }

    public static ScimClient withToken(TestServer server, String realm, String token) {
        return new ScimClient(server, realm, "Bearer " + token);
    }

    /** The same token, knocking at another realm's door. */
    public ScimClient at(String otherRealm) {
        return new ScimClient(server, otherRealm, authorization);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer find(String path, String filter) {
        return get(path + (path.contains("?") ? "&" : "?") + "filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    public Answer post(String path, String json) {
        return send("POST", path, json);
    }

    public Answer put(String path, String json, String... headers) {
        return send("PUT", path, json, headers);
    }

    /** @param operations in JSON, separated by commas */
    public Answer patch(String path, String operations, String... headers) {
        String body =
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[" + operations + "]}";
        return send("PATCH", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    public Answer send(String method, String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!authorization.equals("Bearer ")) {
            request.header("Authorization", authorization);
        }
        if (json != null && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/scim+json; charset=utf-8");
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

    public URI uri(String path) {
        return server.uri("/realms/" + realm + "/scim/v2" + path);
    }

    private static Path realmFile() {
        try {
            return Path.of(
                    ScimClient.class.getResource("/realms/provisioned.yaml").toURI());
        } catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static final class Shared {

        static final TestServer SERVER = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }
}
