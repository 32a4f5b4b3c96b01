package org.gatehouse.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Prover;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.ScimClient;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 7644 section 2 (authentication), section 3.12 (errors); RFC 6750, RFC 9449. */
@DisplayName("SCIM: who is let in, and how the others are told")
class ScimAccessTest {

    private static final String REALM = ScimClient.REALM;
    private static final String SCOPES =
            "users.read users.write users.delete groups.read groups.write clients.read clients.write";

    private static TestServer server;

    @BeforeAll
    static void startServer() {
        server = ScimClient.sharedServer();
    }

    @Test
    void askWhenThereIsNoGoodTokenThenUnauthorizedInScimsForm() {
        for (String token : new String[] {"", "nonsense", "ghscim_" + "A".repeat(43), "eyJhbGciOiJub25lIn0.e30."}) {
            Answer answer = ScimClient.withToken(server, REALM, token).get("/Users");

            assertError(answer, 401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void askWhenTheTokenIsNotForProvisioningThenForbidden() {
        String robots = robotToken(REALM);
        AdminApi admin = AdminApi.withScopes(server, REALM, admin(), SCOPES);

        Answer answer = ScimClient.withToken(server, REALM, robots).get("/Users");
        Answer persons = ScimClient.withToken(
                        server, REALM, admin.authorization().substring("Bearer ".length()))
                .get("/Users");

        assertError(answer, 403);
        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
        assertError(persons, 403);
    }

    @Test
    void askWhenTheTokenIsAnotherRealmsThenUnauthorized() {
        ScimClient entra = ScimClient.of(server, "directory");
        ScimClient fixed = fixedToken("entra");

        assertThat(entra.get("/Users").status()).isEqualTo(200);
        assertThat(fixed.get("/Users").status()).isEqualTo(200);
        assertError(entra.at("acme").get("/Users"), 401);
        assertError(fixed.at("acme").get("/Users"), 401);
        assertError(fixed.at("nowhere").get("/Users"), 404);
    }

    @Test
    void askWhenTheTokenIsBoundThenOnlyWithItsProof() {
        Prover prover = Prover.of(server);
        RelyingApp app = RelyingApp.of(server, REALM, "binder");
        Answer answer = prover.token(app, Map.of("grant_type", "client_credentials", "scope", "scim.write"));
        String token = answer.json("access_token");
        assertThat(token).as(answer.body()).isNotEmpty();
        String path = "/realms/" + REALM + "/scim/v2/Users";

        assertError(ScimClient.withToken(server, REALM, token).get("/Users"), 401);
        Answer proven = ScimClient.withToken(server, REALM, "")
                .send(
                        "GET",
                        "/Users",
                        null,
                        "Authorization",
                        "DPoP " + token,
                        "DPoP",
                        prover.proofOf(token, "GET", path));
        assertThat(proven.status()).as(proven.body()).isEqualTo(200);
    }

    @Test
    void askWhenThereIsNothingOrNotThatMethodThenToldInScimsForm() {
        ScimClient entra = ScimClient.of(server, "directory");

        assertError(entra.get("/Nothing"), 404);
        assertError(entra.get("/Users/not-an-id"), 404);
        assertError(entra.get("/Users/00000000-0000-4000-8000-000000000000"), 404);
        assertError(entra.get("/Groups/00000000-0000-4000-8000-000000000000"), 404);
        assertError(entra.get("/Me"), 501);
        Answer method = entra.delete("/Users");
        assertError(method, 405);
        assertThat(method.header("Allow")).isEqualTo("GET, POST");
        assertError(entra.send("PROPFIND", "/Users", null), 400);
        assertError(entra.put("/ServiceProviderConfig", "{}"), 405);
    }

    @Test
    void discoverThenSaidAsItIs() {
        ScimClient entra = ScimClient.of(server, "directory");
        Answer config = entra.get("/ServiceProviderConfig");

        assertThat(config.status()).as(config.body()).isEqualTo(200);
        assertThat(config.json().at("/patch/supported").asBoolean()).isTrue();
        assertThat(config.json().at("/bulk/maxOperations").asInt()).isEqualTo(100);
        assertThat(config.json().at("/filter/maxResults").asInt()).isEqualTo(200);
        assertThat(config.json().at("/sort/supported").asBoolean(true)).isFalse();
        assertThat(config.json().at("/changePassword/supported").asBoolean(true))
                .isFalse();
        assertThat(config.json().at("/etag/supported").asBoolean()).isTrue();
        assertThat(entra.get("/ResourceTypes").json().path("totalResults").asInt())
                .isGreaterThanOrEqualTo(2);
        assertThat(entra.get("/ResourceTypes/User").json("endpoint")).isEqualTo("/Users");
        Answer schema = entra.get("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User");
        assertThat(schema.body())
                .contains("userName", "externalId")
                .doesNotContain("password", "entitlements", "\"title\"");
        assertThat(entra.get("/Schemas").status()).isEqualTo(200);
    }

    @Test
    void fixedTokenThenShownOnceAndEndsWhenItExpiresOrIsRevoked() {
        AdminApi admin = AdminApi.withScopes(server, REALM, admin(), SCOPES);
        TrailProbe trail = TrailProbe.of(server, REALM);
        Answer made = create(admin, "\"source\":\"hr-system\"", Duration.ofDays(1));
        Answer other = create(admin, "\"connection\":\"entra\"", Duration.ofDays(300));

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json("source")).isEqualTo("hr-system");
        assertThat(other.json("connection")).isEqualTo("entra");
        assertThat(other.json("tenant")).isEqualTo("11111111-2222-4333-8444-555555555555");
        assertThat(admin.get("/scim-tokens").body())
                .contains(made.json("id"), other.json("id"))
                .doesNotContain("ghscim_");
        assertThat(trail.freshCodes()).containsExactly("realm.changed", "realm.changed");
        ScimClient first = ScimClient.withToken(server, REALM, made.json("value"));
        ScimClient second = ScimClient.withToken(server, REALM, other.json("value"));
        assertThat(first.get("/Users").status()).isEqualTo(200);
        assertThat(second.get("/Users").status()).isEqualTo(200);

        assertThat(admin.delete("/scim-tokens/" + other.json("id")).status()).isEqualTo(204);
        assertError(second.get("/Users"), 401);
        assertThat(admin.delete("/scim-tokens/" + other.json("id")).status()).isEqualTo(404);
        server.clock().advance(Duration.ofDays(2));
        assertError(first.get("/Users"), 401);
    }

    @Test
    void fixedTokenWhenOutOfBoundsThenRefused() {
        AdminApi admin = AdminApi.withScopes(server, REALM, admin(), SCOPES);

        assertThat(create(admin, "\"source\":\"Entra ID\"", Duration.ofDays(1)).status())
                .isEqualTo(400);
        assertThat(create(admin, "\"source\":\"a\",\"connection\":\"b\"", Duration.ofDays(1))
                        .status())
                .isEqualTo(400);
        for (String nobodys : new String[] {
            "\"connection\":\"nowhere\"",
            "\"connection\":\"several\"",
            "\"connection\":\"several\",\"tenant\":\"77777777-8888-4777-8666-555555555555\"",
            "\"connection\":\"several\",\"tenant\":\"Contoso\"",
            "\"source\":\"a\",\"tenant\":\"11111111-2222-4333-8444-555555555555\""
        }) {
            assertThat(create(admin, nobodys, Duration.ofDays(1)).status())
                    .as(nobodys)
                    .isEqualTo(400);
        }
        assertThat(create(
                                admin,
                                "\"connection\":\"several\",\"tenant\":\"99999999-8888-4777-8666-555555555555\"",
                                Duration.ofDays(1))
                        .status())
                .isEqualTo(201);
        assertThat(create(admin, "\"source\":\"a\"", Duration.ofDays(400)).status())
                .isEqualTo(400);
        assertThat(create(admin, "\"source\":\"a\"", Duration.ofDays(-1)).status())
                .isEqualTo(400);
    }

    /** Who looks after clients could otherwise look after people, by a token of their own making. */
    @Test
    void fixedTokenWhenItWouldMayMoreThanItsMakerThenRefusedAndTraced() {
        Person keeper = People.of(server).createWith(REALM, "client-keeper");
        AdminApi api = AdminApi.withScopes(server, REALM, keeper, "clients.read clients.write");
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(create(api, "\"source\":\"mine\"", Duration.ofDays(1)).status())
                .isEqualTo(403);
        assertThat(trail.fresh().get(0).outcome().name()).isEqualTo("DENIED");
        assertThat(create(
                                AdminApi.withScopes(server, REALM, admin(), "users.read"),
                                "\"source\":\"mine\"",
                                Duration.ofDays(1))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void fixedTokenWhenTheTrailIsAwayThenNoneIsMadeAndNoneEnds() {
        AdminApi admin = AdminApi.withScopes(server, REALM, admin(), SCOPES);
        String made = create(admin, "\"source\":\"kept\"", Duration.ofDays(1)).json("id");
        String before = admin.get("/scim-tokens").body();

        assertThat(TrailOutage.during(server, () -> create(admin, "\"source\":\"ghost\"", Duration.ofDays(1)))
                        .status())
                .isEqualTo(503);
        assertThat(TrailOutage.during(server, () -> admin.delete("/scim-tokens/" + made))
                        .status())
                .isEqualTo(503);

        assertThat(admin.get("/scim-tokens").body()).isEqualTo(before);
    }

    private static void assertError(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
        assertThat(answer.json("status")).isEqualTo(String.valueOf(status));
        assertThat(answer.json().path("status").isString()).isTrue();
        assertThat(answer.body()).contains("urn:ietf:params:scim:api:messages:2.0:Error");
        assertThat(answer.json("detail")).isNotEmpty();
    }

    private static ScimClient fixedToken(String source) {
        AdminApi admin = AdminApi.withScopes(server, REALM, admin(), SCOPES);
        return ScimClient.withToken(
                server,
                REALM,
                create(admin, "\"source\":\"" + source + "\"", Duration.ofDays(30))
                        .json("value"));
    }

    private static Answer create(AdminApi api, String who, Duration lasts) {
        return api.post(
                "/scim-tokens",
                "{" + who + ",\"expiresAt\":\"" + server.clock().instant().plus(lasts) + "\"}");
    }

    private static String robotToken(String realm) {
        return RelyingApp.of(server, realm, "robot")
                .token(Map.of("grant_type", "client_credentials", "scope", "users.read users.write"))
                .json("access_token");
    }

    private static Person admin() {
        return People.of(server).createWith(REALM, "admin");
    }
}
