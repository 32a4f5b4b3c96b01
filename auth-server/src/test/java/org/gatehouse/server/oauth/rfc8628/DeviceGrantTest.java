package org.gatehouse.server.oauth.rfc8628;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.Site;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("RFC 8628: devices without a browser")
class DeviceGrantTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/realms/acme/device";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String TV = "SmartTV/1.0 (Linux)";

    @TempDir
    static Path directory;

    private static Map<String, String> settings;
    private static TestServer server;

    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() throws IOException {
        settings = OwnRealm.with(
                """
                secondFactor: {required: when, when: [{client: vault}], methods: [totp]}
                network: {inside: [10.0.0.0/8], rules: [{for: 'client:inner', allow: [10.0.0.0/8]}]}
                """,
                "{id: tv, kind: mobile, displayName: Living room, grants: [device_code, refresh_token]}",
                "{id: other-tv, kind: mobile, grants: [device_code]}",
                "{id: inner, kind: mobile, grants: [device_code]}",
                "{id: vault, kind: mobile, grants: [device_code]}",
                "{id: kiosk, kind: web, secret: env:KIOSK_SECRET, grants: [device_code]}");
        Path key = Files.writeString(directory.resolve("key"), "c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlISE=");
        settings.put("gatehouse.master.key", "file:" + key);
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void beginWhenClientIsUnknownThenInvalidClient() {
        assertThat(begin("nobody", "openid").status()).isEqualTo(401);
    }

    @Test
    void beginWhenClientHasNoDeviceGrantThenUnauthorizedClient() {
        assertIsRefused(begin("phone", "openid"), "unauthorized_client");
    }

    @Test
    void beginWhenConfidentialClientOnlyNamesItselfThenInvalidClient() {
        assertThat(begin("kiosk", "openid").status()).isEqualTo(401);
    }

    @Test
    void beginWhenScopeIsNotTheClientsThenInvalidScope() {
        assertIsRefused(begin("tv", "openid users.write"), "invalid_scope");
    }

    @Test
    void authorizeWhenClientHasOnlyTheDeviceGrantThenRefused() {
        RelyingApp tv = RelyingApp.mobile(server, REALM, "tv", "com.example.tv:/cb");

        assertThat(tv.authorize(browser, tv.authorization()).status()).isEqualTo(400);
    }

    @Test
    void beginThenCodesAndAddressesOfTheRealm() {
        Answer answer = begin("tv", "openid profile");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.json("user_code")).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(answer.json("verification_uri")).isEqualTo(server.issuer(REALM) + "/device");
        assertThat(answer.json("verification_uri_complete"))
                .isEqualTo(server.issuer(REALM) + "/device/" + answer.json("user_code"));
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(600);
        assertThat(answer.json().path("interval").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void pollWhenCodeIsUnknownThenInvalidGrant(String code) {
        assertIsRefused(poll("tv", code), "invalid_grant");
    }

    @Test
    void pollWhenCodeIsAnotherClientsThenInvalidGrantAndTheCodeLives() {
        Answer begun = begin("tv", "openid");

        assertIsRefused(poll("other-tv", begun.json("device_code")), "invalid_grant");
        assertIsRefused(poll("tv", begun.json("device_code")), "authorization_pending");
    }

    @Test
    void pollWhenTooSoonThenSlowDownAndEachTimeLater() {
        String code = begin("tv", "openid").json("device_code");
        assertIsRefused(poll("tv", code), "authorization_pending");

        assertIsRefused(poll("tv", code), "slow_down");
        server.clock().advance(Duration.ofSeconds(6));
        assertIsRefused(poll("tv", code), "slow_down");
        server.clock().advance(Duration.ofSeconds(16));
        assertIsRefused(poll("tv", code), "authorization_pending");
    }

    @Test
    void pollWhenNothingIsDecidedThenNoEntry() {
        String code = begin("tv", "openid").json("device_code");
        TrailProbe probe = TrailProbe.of(server, REALM);

        poll("tv", code);
        poll("tv", code);

        assertThat(probe.freshCodes()).isEmpty();
    }

    @Test
    void pollWhenTimeIsOverThenExpiredTokenAndNobodyCanAllowIt() {
        signIn();
        Answer begun = begin("tv", "openid");
        Answer page = browser.get(PAGE + "/" + begun.json("user_code"));
        server.clock().advance(Duration.ofMinutes(11));

        assertThat(decide(page, begun, "allow").body()).contains("No device is waiting");
        assertIsRefused(poll("tv", begun.json("device_code")), "expired_token");
    }

    @Test
    void openWhenNotSignedInThenSignsInAndComesBackToTheCode() {
        Answer begun = begin("tv", "openid");

        Answer toSignIn = browser.get(begun.json("verification_uri_complete"));
        Answer page = browser.get(toSignIn.location());
        Answer back = browser.submit(page, "/realms/acme/sign-in", person.credentials());

        assertThat(back.location()).endsWith(PAGE + "/" + begun.json("user_code"));
        assertThat(browser.get(back.location()).body())
                .contains("Living room", begun.json("user_code"), "127.0.0.1", "Linux");
    }

    @Test
    void openWhenSignedOutInBetweenThenNothingIsAllowed() {
        signIn();
        Answer begun = begin("tv", "openid");
        Answer page = browser.get(PAGE + "/" + begun.json("user_code"));
        browser.submit(page, "/realms/acme/sign-out", Map.of());

        decide(page, begun, "allow");

        assertIsRefused(poll("tv", begun.json("device_code")), "authorization_pending");
    }

    @Test
    void allowWithoutTheFormsTokenThenForbidden() {
        signIn();
        Answer begun = begin("tv", "openid");

        Answer answer = browser.post(PAGE + "/" + begun.json("user_code"), Map.of("decision", "allow"));

        assertThat(answer.status()).isEqualTo(403);
        assertIsRefused(poll("tv", begun.json("device_code")), "authorization_pending");
    }

    @Test
    void openWhenClientDemandsASecondFactorThenItIsAskedBeforeAnythingElse() {
        signIn();
        Answer begun = begin("vault", "openid");
        String page = PAGE + "/" + begun.json("user_code");

        assertThat(browser.get(page).location()).contains("/sign-in/enrol");
        assertThat(browser.submit(browser.get(PAGE), page, Map.of("decision", "allow"))
                        .location())
                .as("nor can the form be sent past it")
                .contains("/sign-in/enrol");
        assertIsRefused(poll("vault", begun.json("device_code")), "authorization_pending");

        Authenticator app = Authenticator.of(server, REALM, person.subject());
        Answer step = browser.get(browser.get(page).location());
        Answer given =
                browser.submit(browser.get(step.location()), "/realms/acme/sign-in/totp", Map.of("code", app.code()));
        assertThat(given.location()).endsWith(page);
        decide(browser.get(page), begun, "allow");
        server.clock().advance(Duration.ofSeconds(6));
        assertThat(Jwts.claims(poll("vault", begun.json("device_code")).json("access_token"))
                        .getClaim("amr")
                        .toString())
                .contains("mfa");
    }

    @Test
    void openWhenClientIsForAnotherNetworkThenRefused() {
        signIn();
        Answer begun = begin("inner", "openid");
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(browser.get(PAGE + "/" + begun.json("user_code")).status()).isEqualTo(403);
        assertThat(probe.fresh())
                .extracting(entry -> entry.activity().code() + " " + entry.reason())
                .containsExactly("token.refused network-not-allowed");
    }

    @Test
    void enterWhenCodesAreGuessedThenThrottled() {
        signIn();
        for (int i = 0; i < 5; i++) {
            assertThat(browser.get(PAGE + "/BBBB-BBB" + "BCDFG".charAt(i)).body())
                    .contains("No device is waiting");
        }
        Answer begun = begin("tv", "openid");

        assertThat(browser.get(PAGE + "/" + begun.json("user_code")).status()).isEqualTo(429);
    }

    @Test
    void enterThenCodeIsReadInAnySpelling() {
        signIn();
        Answer begun = begin("tv", "openid");
        String typed = begun.json("user_code").toLowerCase().replace("-", " ");

        Answer found = browser.submit(browser.get(PAGE), PAGE, Map.of("user_code", typed));

        assertThat(found.location()).endsWith(PAGE + "/" + begun.json("user_code"));
    }

    @Test
    void denyThenAccessDenied() {
        signIn();
        Answer begun = begin("tv", "openid");
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer denied = decide(browser.get(PAGE + "/" + begun.json("user_code")), begun, "deny");

        assertThat(browser.get(denied.location()).body()).contains("The device was refused");
        assertIsRefused(poll("tv", begun.json("device_code")), "access_denied");
        assertThat(probe.freshCodes()).containsExactly("consent.denied", "token.refused");
    }

    @Test
    void allowThenTokensOfThePersonAndAnEntryForEachStep() {
        signIn();
        TrailProbe probe = TrailProbe.of(server, REALM);
        Answer begun = begin("tv", "openid profile");
        Answer allowed = decide(browser.get(PAGE + "/" + begun.json("user_code")), begun, "allow");
        assertThat(browser.get(allowed.location()).body()).contains("The device is connected");

        Answer tokens = poll("tv", begun.json("device_code"));

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(Jwts.claims(tokens.json("access_token")).getSubject())
                .isEqualTo(person.subject().toString());
        assertThat(tokens.json("id_token")).isNotEmpty();
        assertThat(tokens.json("refresh_token")).isNotEmpty();
        assertThat(refresh(tokens).status()).isEqualTo(200);
        assertThat(probe.freshCodes())
                .containsExactlyInAnyOrder(
                        "code.issued", "consent.granted", "device.registered", "token.issued", "token.refreshed");
    }

    @Test
    void allowTwiceThenTheSecondFindsNothingThatWaits() {
        signIn();
        Answer begun = begin("tv", "openid");
        Answer page = browser.get(PAGE + "/" + begun.json("user_code"));

        decide(page, begun, "allow");

        assertThat(decide(page, begun, "allow").body()).contains("No device is waiting");
    }

    @Test
    void pollTwentyTimesAtOnceThenOneGetsTokensAndTheyLive() {
        String code = allowed("tv");

        List<Answer> answers = Together.run(20, i -> poll("tv", code));

        List<Answer> granted =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(granted).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> assertIsRefused(answer, "invalid_grant"));
        assertThat(refresh(granted.get(0)).status()).isEqualTo(200);
    }

    @Test
    void pollOnTwoNodesAtOnceThenOneGetsTokens() {
        Map<String, String> other = new HashMap<>(settings);
        other.put("gatehouse.base-url", server.baseUrl());
        try (TestServer second = TestServer.start(server.database(), server.clock(), other)) {
            String code = allowed("tv");

            List<Answer> answers = Together.run(10, i -> poll(i % 2 == 0 ? server : second, "tv", code));

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        }
    }

    @Test
    void signOutThenTheDevicesTokensEnd() {
        Answer tokens = poll("tv", allowed("tv"));

        browser.submit(browser.get("/realms/acme/account"), "/realms/acme/sign-out", Map.of());

        assertIsRefused(refresh(tokens), "invalid_grant");
        assertThat(RelyingApp.web(server, REALM).isActive(tokens.json("access_token")))
                .isFalse();
    }

    @Test
    void signOutBeforeTheDevicePollsThenItGetsNothing() {
        String code = allowed("tv");

        browser.submit(browser.get("/realms/acme/account"), "/realms/acme/sign-out", Map.of());

        assertIsRefused(poll("tv", code), "invalid_grant");
    }

    @Test
    void disableThePersonBeforeTheDevicePollsThenItGetsNothing() {
        String code = allowed("tv");

        People.of(server).disable(person);

        assertIsRefused(poll("tv", code), "invalid_grant");
    }

    @Test
    void readTheTableThenNoCodeAndNoAddressIsInIt() {
        Answer begun = begin("tv", "openid");

        String rows = String.join(
                "\n",
                server.bean(JdbcClient.class)
                        .sql("SELECT device_grant::text FROM device_grant")
                        .query(String.class)
                        .list());

        assertThat(rows)
                .doesNotContain(
                        begun.json("device_code"),
                        begun.json("user_code"),
                        begun.json("user_code").replace("-", ""),
                        "127.0.0.1");
    }

    @Test
    void confidentialClientThenAuthenticatesForBothRequests() {
        signIn();
        RelyingApp kiosk = RelyingApp.of(server, REALM, "kiosk");
        Answer begun = kiosk.post("/oauth2/device_authorization", Map.of("scope", "openid"));
        decide(browser.get(PAGE + "/" + begun.json("user_code")), begun, "allow");

        assertThat(poll("kiosk", begun.json("device_code")).status()).isEqualTo(401);
        Answer tokens = kiosk.token(Map.of("grant_type", GRANT, "device_code", begun.json("device_code")));
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.json("refresh_token")).isEmpty();
    }

    @Test
    void metadataThenNamesEndpointAndGrant() {
        Answer metadata = new Browser(server).get("/realms/acme/.well-known/openid-configuration");

        assertThat(metadata.json("device_authorization_endpoint"))
                .isEqualTo(server.issuer(REALM) + "/oauth2/device_authorization");
        assertThat(metadata.json().path("grant_types_supported").toString()).contains(GRANT);
    }

    private void signIn() {
        browser.signIn(REALM, person.userName(), person.password());
    }

    /** The code of a device the person has said yes to. */
    private String allowed(String client) {
        signIn();
        Answer begun = begin(client, "openid");
        decide(browser.get(PAGE + "/" + begun.json("user_code")), begun, "allow");
        return begun.json("device_code");
    }

    private Answer decide(Answer page, Answer begun, String decision) {
        return browser.submit(page, PAGE + "/" + begun.json("user_code"), Map.of("decision", decision));
    }

    private static Answer begin(String client, String scope) {
        return new Browser(server, TV)
                .post("/realms/acme/oauth2/device_authorization", Map.of("client_id", client, "scope", scope));
    }

    private static Answer poll(String client, String deviceCode) {
        return poll(server, client, deviceCode);
    }

    private static Answer poll(Site node, String client, String deviceCode) {
        return new Browser(node, TV)
                .post(
                        "/realms/acme/oauth2/token",
                        Map.of("grant_type", GRANT, "client_id", client, "device_code", deviceCode));
    }

    private static Answer refresh(Answer tokens) {
        return new Browser(server, TV)
                .post(
                        "/realms/acme/oauth2/token",
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "client_id",
                                "tv",
                                "refresh_token",
                                tokens.json("refresh_token")));
    }

    private static void assertIsRefused(Answer answer, String error) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo(error);
    }
}
