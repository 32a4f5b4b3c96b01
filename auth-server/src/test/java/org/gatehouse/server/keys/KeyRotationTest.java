package org.gatehouse.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@DisplayName("Signing keys come, sign, retire and go, and nobody who holds a token notices")
class KeyRotationTest {

    private static final String REALM = "acme";

    @TempDir
    static Path directory;

    private static Map<String, String> settings;
    private static TestServer server;

    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);

    @BeforeAll
    static void start() throws IOException {
        settings = OwnRealm.withClients(
                "{id: pss, kind: web, redirectUris: ['https://pss.example/cb'], secret: env:PSS_SECRET,"
                        + " idTokenAlg: PS256}",
                "{id: edwards, kind: web, redirectUris: ['https://edwards.example/cb'],"
                        + " secret: env:EDWARDS_SECRET, idTokenAlg: EdDSA}");
        Path key = Files.writeString(directory.resolve("key"), "c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlISE=");
        settings.put("gatehouse.master.key", "file:" + key);
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void beginWithOneKeyOfEach() {
        server.bean(JdbcClient.class)
                .sql("DELETE FROM signing_key WHERE realm_id = (SELECT id FROM realm WHERE name = ?)")
                .param(REALM)
                .update();
        lookAfterKeys();
    }

    @Test
    void pageWhenOneIsReplacedAndOneTakenOutOfUseThenAsByTheApi() {
        Person administrator = People.of(server).createWith(REALM, "admin");
        Browser browser = new Browser(server);
        browser.signIn(REALM, administrator.userName(), administrator.password());
        String keys = "/console/realms/acme/keys";
        Answer page = browser.get(keys);
        String kid = signing("ES256");

        assertThat(browser.submit(page, keys + "/rotate", Map.of("algorithm", "none"))
                        .status())
                .isEqualTo(404);
        assertThat(browser.submit(page, keys + "/rotate", Map.of("algorithm", "EdDSA"))
                        .location())
                .endsWith("?done=rotated");
        assertThat(browser.get(keys).body()).contains("published, signs later");
        assertThat(browser.submit(page, keys + "/" + kid + "/revoke", Map.of()).location())
                .endsWith("?done=revoked");
        assertThat(browser.submit(page, keys + "/" + kid + "/revoke", Map.of()).status())
                .isEqualTo(404);
        assertThat(signing("ES256")).isNotEqualTo(kid);
    }

    @ParameterizedTest
    @CsvSource({"GET, /keys", "POST, /keys/rotate", "POST, /keys/some-kid/revoke"})
    void callWhenRightIsMissingThenRefusedAndNothingChanges(String method, String path) {
        AdminApi clerk = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "helpdesk"));
        Set<String> before = kids();

        assertThat(clerk.send(method, path, null).status()).isEqualTo(403);
        assertThat(kids()).isEqualTo(before);
    }

    @Test
    void rotateWhenAuditorAsksThenTheAttemptIsAnEntry() {
        AdminApi robot = AdminApi.asRobot(server, REALM, "realm.read");
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(robot.post("/keys/rotate").status()).isEqualTo(403);
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("key.rotated");
            assertThat(entry.reason()).isEqualTo("missing-permission");
        });
    }

    @Test
    void rotateWhenAlgorithmIsUnknownThenInvalid() {
        assertThat(admin().post("/keys/rotate", "{\"algorithm\":\"none\"}").status())
                .isEqualTo(400);
    }

    @Test
    void revokeWhenKeyIsUnknownThenNotFound() {
        assertThat(admin().post("/keys/no-such-key/revoke").status()).isEqualTo(404);
    }

    @Test
    void rotateThenANewKeyIsPublishedAnHourBeforeItSigns() {
        Set<String> before = kids();
        String signing = kidOf(web.tokens(person).json("id_token"));

        Answer answer = admin().post("/keys/rotate");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("items").size()).isEqualTo(8);
        assertThat(kids()).containsAll(before).hasSize(8);
        server.clock().advance(Duration.ofMinutes(59));
        assertThat(kidOf(web.tokens(person).json("id_token"))).isEqualTo(signing);
        server.clock().advance(Duration.ofMinutes(2));
        assertThat(before).doesNotContain(kidOf(web.tokens(person).json("id_token")));
    }

    @Test
    void rotateTwiceThenOneKeyWaits() {
        AdminApi admin = admin();
        admin.post("/keys/rotate", "{\"algorithm\":\"RS256\"}");
        Set<String> after = kids();

        admin.post("/keys/rotate", "{\"algorithm\":\"RS256\"}");

        assertThat(kids()).isEqualTo(after).hasSize(5);
    }

    @Test
    void rotateInMidFlowThenNothingBreaks() {
        Browser browser = new Browser(server);
        Answer before = web.redeem(web.code(browser, person));
        String code = web.authorize(browser, web.authorization()).redirectParameter("code");
        admin().post("/keys/rotate");
        server.clock().advance(Duration.ofSeconds(30));

        assertThat(web.redeem(code).status()).isEqualTo(200);
        server.clock().advance(Duration.ofMinutes(61));
        Answer refreshed = web.refresh(before.json("refresh_token"));
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(kidOf(refreshed.json("access_token"))).isNotEqualTo(kidOf(before.json("access_token")));
        assertThat(Jwts.isSignedBy(server, REALM, before.json("id_token"))).isTrue();
        assertThat(browser.get(web.path("/connect/logout?id_token_hint=" + before.json("id_token")))
                        .status())
                .as("a hint signed before signs out at once")
                .isEqualTo(302);
        assertThat(web.isActive(refreshed.json("access_token"))).isFalse();
    }

    @Test
    void retireThenOldTokensVerifyUntilTheyAreDeadAndTheKeyIsGoneAfterwards() {
        admin().post("/keys/rotate");
        server.clock().advance(Duration.ofMinutes(59).plusSeconds(50));
        Answer tokens = web.tokens(person);
        String old = kidOf(tokens.json("access_token"));
        server.clock().advance(Duration.ofMinutes(5));

        assertThat(kidOf(web.tokens(person).json("access_token"))).isNotEqualTo(old);
        assertThat(web.isActive(tokens.json("access_token"))).isTrue();
        assertThat(Jwts.isSignedBy(server, REALM, tokens.json("access_token"))).isTrue();
        server.clock().advance(Duration.ofHours(25));
        assertThat(kids()).doesNotContain(old);
        lookAfterKeys();
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT count(*) FROM signing_key WHERE kid = ?")
                        .param(old)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aYearPassesThenEachAlgorithmWasReplacedOnScheduleAndNothingFailed() {
        Set<String> signed = new TreeSet<>();
        for (int day = 0; day < 365; day += 5) {
            lookAfterKeys();
            server.clock().advance(Duration.ofHours(1));
            if (day % 15 == 0) {
                Answer tokens = web.tokens(person);
                assertThat(Jwts.isSignedBy(server, REALM, tokens.json("id_token")))
                        .isTrue();
                assertThat(web.userInfo(tokens.json("access_token")).status()).isEqualTo(200);
                signed.add(kidOf(tokens.json("id_token")));
            }
            server.clock().advance(Duration.ofHours(119));
            assertThat(kids().size()).isBetween(4, 8);
        }
        assertThat(signed).hasSize(5); // one now, and every ninety days
    }

    @Test
    void revokeThenNothingItSignedVerifiesAndTheNextTokenIsSignedByAnother() {
        Answer tokens = web.tokens(person);
        String kid = kidOf(tokens.json("access_token"));
        TrailProbe probe = TrailProbe.of(server, REALM);
        AdminApi admin = admin();
        probe.fresh();

        assertThat(admin.post("/keys/" + kid + "/revoke").status()).isEqualTo(204);

        assertThat(probe.fresh())
                .extracting(entry -> entry.activity().code() + " " + entry.reason())
                .containsExactlyInAnyOrder("key.rotated key-compromised", "key.rotated key-published");
        assertThat(kids()).doesNotContain(kid).hasSize(4);
        assertThat(web.userInfo(tokens.json("access_token")).status()).isEqualTo(401);
        Answer refreshed = web.refresh(tokens.json("refresh_token"));
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(Jwts.isSignedBy(server, REALM, refreshed.json("access_token")))
                .isTrue();
        assertThat(admin.get("/keys").status())
                .as("the administrator's own token, too")
                .isEqualTo(401);
    }

    @Test
    void revokeWhenAnotherWaitsThenThatOneSignsAtOnce() {
        AdminApi admin = admin();
        String old = kidOf(web.tokens(person).json("id_token"));
        Set<String> before = kids();
        admin.post("/keys/rotate", "{\"algorithm\":\"RS256\"}");
        Set<String> waiting = kids();
        waiting.removeAll(before);

        admin.post("/keys/" + old + "/revoke");

        assertThat(waiting).containsExactly(kidOf(web.tokens(person).json("id_token")));
    }

    @ParameterizedTest
    @CsvSource({"web, RS256", "other, ES256", "pss, PS256", "edwards, EdDSA"})
    void redeemThenTheIdTokenIsSignedAsTheClientAsksAndIsAHint(String client, String algorithm) {
        RelyingApp app = RelyingApp.of(server, REALM, client);
        Browser browser = new Browser(server);

        String idToken = app.redeem(app.code(browser, person)).json("id_token");

        assertThat(Jwts.parse(idToken).getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(Jwts.isSignedBy(server, REALM, idToken)).isTrue();
        assertThat(browser.get(app.path("/connect/logout?id_token_hint=" + idToken))
                        .status())
                .isEqualTo(302);
    }

    @Test
    void upgradeThenMissingAlgorithmsAreMadeAndNoOther() {
        server.bean(JdbcClient.class)
                .sql("DELETE FROM signing_key WHERE algorithm IN ('PS256', 'EdDSA')")
                .update();
        assertThat(kids()).hasSize(2);

        lookAfterKeys();
        lookAfterKeys();

        assertThat(Jwts.keys(server, REALM).getKeys())
                .extracting(key -> key.getAlgorithm().getName())
                .containsExactlyInAnyOrder("ES256", "RS256", "PS256", "EdDSA");
    }

    @Test
    void keysAtRestThenNoPrivatePartIsReadable() {
        List<String> rows = server.bean(JdbcClient.class)
                .sql("SELECT encode(sealed_jwk, 'escape') FROM signing_key")
                .query(String.class)
                .list();

        assertThat(rows)
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(row -> assertThat(row).doesNotContain("kty", "\"d\""));
    }

    @Test
    void fetchThenCachesMayKeepItAndAskWhetherItChanged() {
        Browser browser = new Browser(server);
        Answer first = browser.get(web.path("/oauth2/jwks"));

        assertThat(first.header("Cache-Control")).contains("max-age=600").contains("public");
        assertThat(first.header("Content-Type")).startsWith("application/json");
        assertThat(browser.get(web.path("/oauth2/jwks"), "If-None-Match", first.header("ETag"))
                        .status())
                .isEqualTo(304);
        admin().post("/keys/rotate");
        assertThat(browser.get(web.path("/oauth2/jwks"), "If-None-Match", first.header("ETag"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void twoNodesThenNeitherSignsWithWhatTheOtherDoesNotPublish() {
        Map<String, String> other = new HashMap<>(settings);
        other.put("gatehouse.base-url", server.baseUrl());
        try (TestServer second = TestServer.start(server.database(), server.clock(), other)) {
            admin().post("/keys/rotate");
            Set<String> atFirst = kids();
            await().untilAsserted(() -> assertThat(kids(second))
                    .as("within the 5 s a node may take to hear of it")
                    .isEqualTo(atFirst));
            server.clock().advance(Duration.ofMinutes(61));

            String here = kidOf(web.tokens(person).json("id_token"));
            String there = kidOf(
                    web.at(second).redeem(web.code(new Browser(server), person)).json("id_token"));

            assertThat(here).isEqualTo(there);
            assertThat(atFirst).contains(here);
        }
    }

    @Test
    void upkeepOnTwoNodesAtOnceThenOneKeyOfEach() {
        server.clock().advance(Duration.ofDays(90));

        Together.run(4, i -> {
            lookAfterKeys();
            return i;
        });
        lookAfterKeys();

        assertThat(kids()).hasSize(8);
    }

    private String signing(String algorithm) {
        for (JsonNode key : admin().get("/keys").json().path("items")) {
            if (key.path("algorithm").asString().equals(algorithm)
                    && key.path("state").asString().equals("signing")) {
                return key.path("kid").asString();
            }
        }
        throw new AssertionError("No key signs " + algorithm);
    }

    private AdminApi admin() {
        return AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
    }

    private void lookAfterKeys() {
        server.bean(KeyUpkeep.class).run();
    }

    private Set<String> kids() {
        return kids(server);
    }

    private static Set<String> kids(TestServer server) {
        return Jwts.keys(server, REALM).getKeys().stream().map(JWK::getKeyID).collect(Collectors.toSet());
    }

    private static String kidOf(String token) {
        return Jwts.parse(token).getHeader().getKeyID();
    }
}
