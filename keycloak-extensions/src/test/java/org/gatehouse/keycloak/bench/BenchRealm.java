package org.gatehouse.keycloak.bench;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gatehouse.keycloak.RunningKeycloak;
import org.gatehouse.keycloak.Visitor;
import tools.jackson.databind.json.JsonMapper;

/** The same realm in each Keycloak, and what its people and services do. */
final class BenchRealm {

    private static final String NAME = "bench";
    private static final String SECRET = "only-for-this-bench";
    private static final String PASSWORD = "Correct-horse-7-battery";
    private static final String REDIRECT_URI = "http://127.0.0.1:9/cb"; // never asked
    private static final int PEOPLE = 50;

    private final MeasuredKeycloak keycloak;

    BenchRealm(MeasuredKeycloak keycloak) {
        this.keycloak = keycloak;
    }

    /** @param ownEvents whether Keycloak stores them itself, each kind */
    void make(boolean ownEvents) throws Exception {
        List<Object> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(Map.of(
                    "username",
                    "person" + i,
                    "enabled",
                    true,
                    "email",
                    "person" + i + "@bench.example",
                    "emailVerified",
                    true,
                    "firstName",
                    "Person",
                    "lastName",
                    "N" + i,
                    "credentials",
                    List.of(Map.of("type", "password", "value", PASSWORD))));
        }
        Map<String, Object> web = Map.of(
                "clientId",
                "web",
                "secret",
                SECRET,
                "publicClient",
                false,
                "standardFlowEnabled",
                true,
                "redirectUris",
                List.of(REDIRECT_URI),
                "attributes",
                Map.of("pkce.code.challenge.method", "S256"));
        Map<String, Object> service = Map.of(
                "clientId", "service",
                "secret", SECRET,
                "publicClient", false,
                "standardFlowEnabled", false,
                "serviceAccountsEnabled", true);
        Map<String, Object> realm = Map.of(
                "realm", NAME,
                "enabled", true,
                "eventsEnabled", ownEvents,
                "adminEventsEnabled", ownEvents,
                "adminEventsDetailsEnabled", ownEvents,
                "eventsExpiration", 31_536_000,
                "eventsListeners",
                        keycloak.isExtended() ? List.of("jboss-logging", "gatehouse-trail") : List.of("jboss-logging"),
                "clients", List.of(web, service),
                "users", people);
        HttpResponse<String> answer = keycloak.http.send(
                HttpRequest.newBuilder(URI.create(keycloak.url("/admin/realms")))
                        .header("Authorization", "Bearer " + administrator())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(realm)))
                        .build(),
                BodyHandlers.ofString());
        expect(201, answer);
    }

    /** Somebody with a new browser: the page, the password, and the code redeemed. */
    void signIn(int number) throws Exception {
        Visitor visitor = new Visitor(keycloak.http, keycloak.url(""), NAME);
        visitor.authorize("web", REDIRECT_URI, Map.of());
        visitor.submit(Map.of("username", "person" + number % PEOPLE, "password", PASSWORD));
        Visitor.Tokens tokens = visitor.redeem(Map.of("client_id", "web", "client_secret", SECRET), REDIRECT_URI);
        if (tokens.status() != 200) {
            throw new IllegalStateException("No token: " + tokens + " after " + visitor.page());
        }
    }

    /** A service gets a token. */
    void token() throws Exception {
        token(NAME, "service", SECRET);
    }

    private String administrator() throws Exception {
        return JsonMapper.shared()
                .readTree(token("master", RunningKeycloak.CLIENT, RunningKeycloak.CLIENT_SECRET))
                .path("access_token")
                .asString();
    }

    private String token(String realm, String client, String secret) throws Exception {
        String basic = Base64.getEncoder()
                .encodeToString((URLEncoder.encode(client, StandardCharsets.UTF_8) + ":" + secret)
                        .getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = keycloak.http.send(
                HttpRequest.newBuilder(URI.create(keycloak.url("/realms/" + realm + "/protocol/openid-connect/token")))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                BodyHandlers.ofString());
        return expect(200, answer);
    }

    private static String expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
