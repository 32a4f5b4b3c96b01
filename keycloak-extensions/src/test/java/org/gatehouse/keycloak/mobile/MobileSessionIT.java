package org.gatehouse.keycloak.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.keycloak.AdminApi.Answer;
import org.gatehouse.keycloak.AppliedRealm;
import org.gatehouse.keycloak.RunningKeycloak;
import org.gatehouse.keycloak.SharedKeycloak;
import org.gatehouse.keycloak.Visitor;
import org.gatehouse.keycloak.Visitor.Page;
import org.gatehouse.keycloak.Visitor.Tokens;
import org.gatehouse.realm.keycloak.ObjectKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever an administrator allowed in Keycloak: everything the realm and the clients say lasts a month here. */
@DisplayName("A phone signs in again after one day")
class MobileSessionIT {

    private static final String FILE = """
            realm: phones
            tokens: {web: {access: PT10M, idle: P30D, session: P30D}, mobile: {access: PT10M, session: P1D}}
            clients:
              - {id: app, kind: mobile, redirectUris: ['com.example.phones:/cb']}
              - {id: desk, kind: web, redirectUris: ['https://desk.example/cb'], secret: 'env:DESK'}
              - {id: relay, kind: service, secret: 'env:RELAY', authMethod: client_secret_post, grants: [client_credentials, token_exchange]}
            """;

    private static final String APP = "com.example.phones:/cb";
    private static final String DESK = "https://desk.example/cb";

    private static final Duration DAY = Duration.ofDays(1);
    private static final String MONTH = String.valueOf(Duration.ofDays(30).toSeconds());

    private static RunningKeycloak keycloak;
    private static AppliedRealm realm;

    @BeforeAll
    static void start() throws Exception {
        keycloak = SharedKeycloak.get();
        realm = AppliedRealm.of(keycloak, FILE);
        widenRealm();
        widenClient("app");
        for (String person : List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi")) {
            realm.addPerson(person);
        }
    }

    @AfterEach
    void backToTheRealTime() throws Exception {
        keycloak.setTime(Duration.ZERO);
    }

    private static void widenRealm() throws Exception {
        ObjectNode settings = (ObjectNode) realm.admin().get("/phones").body();
        for (String key : List.of(
                "accessTokenLifespan", "ssoSessionIdleTimeout", "ssoSessionMaxLifespan", "offlineSessionIdleTimeout")) {
            settings.put(key, Integer.parseInt(MONTH));
        }
        settings.put("offlineSessionMaxLifespanEnabled", false).put("revokeRefreshToken", false);
        assertThat(realm.admin().put("/phones", settings).status()).isEqualTo(204);
    }

    private static void widenClient(String id) throws Exception {
        String path = "/phones/clients/" + realm.clientId(id);
        ObjectNode client = (ObjectNode) realm.admin().get(path).body();
        client.put("directAccessGrantsEnabled", true);
        ObjectNode attributes = client.withObject("/attributes");
        for (String key : List.of(
                "access.token.lifespan",
                "client.session.max.lifespan",
                "client.session.idle.timeout",
                "client.offline.session.max.lifespan",
                "client.offline.session.idle.timeout")) {
            attributes.put(key, MONTH);
        }
        assertThat(realm.admin().put(path, client).status()).isEqualTo(204);
        ObjectNode mapper = client.objectNode()
                .put("name", "relay may have it")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-audience-mapper");
        mapper.putObject("config").put("included.client.audience", "relay").put("access.token.claim", "true");
        assertThat(realm.admin().post(path + "/protocol-mappers/models", mapper).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "openid offline_access"})
    void refreshWhenTheDayIsOverThenIsRefusedWhateverWasRefreshedBefore(String scope) throws Exception {
        Visitor visitor = new Visitor(realm);
        visitor.authorize("app", APP, Map.of("scope", scope));
        visitor.signIn("alice");
        Tokens first = visitor.redeem(app(), APP);
        assertEndsWithin(first, DAY);

        keycloak.setTime(Duration.ofHours(20));
        Tokens later = refresh(visitor, first);
        assertEndsWithin(later, Duration.ofHours(4));

        keycloak.setTime(Duration.ofHours(24).plusMinutes(1));
        assertThat(refresh(visitor, first).text("error")).isEqualTo("invalid_grant");
        assertThat(refresh(visitor, later).text("error")).isEqualTo("invalid_grant");
        assertThat(userInfo(later)).isEqualTo(401);
    }

    @Test
    void authorizeWhenTheBrowserSignedInMoreThanADayAgoThenAsksForThePassword() throws Exception {
        Visitor visitor = new Visitor(realm);
        visitor.authorize("desk", DESK, Map.of());
        visitor.signIn("bob");

        keycloak.setTime(DAY.plusMinutes(1));
        assertThat(visitor.authorize("desk", DESK, Map.of()).parameter("code"))
                .as("the browser's own session goes on")
                .isNotEmpty();
        assertThat(visitor.authorize("app", APP, Map.of("prompt", "none")).parameter("error"))
                .isEqualTo("login_required");
        assertThat(visitor.authorize("app", APP, Map.of("max_age", MONTH)).parameter("error_description"))
                .as("an app cannot ask for more")
                .contains("max_age");
        assertThat(visitor.authorize("app", APP, Map.of()).asksFor("password")).isTrue();

        visitor.submit(Map.of("password", AppliedRealm.PASSWORD));
        assertEndsWithin(visitor.redeem(app(), APP), DAY);
    }

    @Test
    void authorizeWhenTheBrowserSignedInEarlierThenTheDayCountsFromThen() throws Exception {
        Visitor visitor = new Visitor(realm);
        visitor.authorize("desk", DESK, Map.of());
        visitor.signIn("carol");

        keycloak.setTime(Duration.ofHours(20));
        visitor.authorize("app", APP, Map.of("scope", "openid offline_access"));

        assertEndsWithin(visitor.redeem(app(), APP), Duration.ofHours(4));
    }

    /** A session at an identity provider may be of any age. */
    @Test
    void authorizeWhenTheSessionAtTheIdentityProviderIsOlderThenThePersonShowsThereWhoTheyAre() throws Exception {
        addUpstream();
        Visitor visitor = new Visitor(realm);
        visitor.authorize("desk", DESK, Map.of("kc_idp_hint", "upstream"));
        visitor.signIn("ivan");
        assertThat(visitor.page().parameter("code")).isNotEmpty();

        keycloak.setTime(DAY.multipliedBy(2));
        Page asked = visitor.authorize("app", APP, Map.of("kc_idp_hint", "upstream"));
        assertThat(asked.parameter("code")).isEmpty();
        assertThat(asked.at().getPath()).contains("/realms/handsets/");
        assertThat(asked.asksFor("password")).as(asked.body()).isTrue();
        visitor.submit(Map.of("password", AppliedRealm.PASSWORD));
        assertThat(visitor.page().parameter("code"))
                .as(visitor.page().at() + visitor.page().body())
                .isNotEmpty();
        assertEndsWithin(visitor.redeem(app(), APP), DAY);
    }

    /** Another realm, with sessions of a month; as a connection of the realm file is rendered, but for its addresses. */
    private static void addUpstream() throws Exception {
        AppliedRealm upstream = AppliedRealm.of(keycloak, """
                realm: handsets
                tokens: {web: {access: PT10M, idle: P30D, session: P30D}}
                clients:
                  - {id: relying, kind: web, redirectUris: ['https://later.example/'], secret: 'env:F', authMethod: client_secret_post, scopes: [openid, profile, email]}
                """);
        String path = "/handsets/clients/" + upstream.clientId("relying");
        ObjectNode client = (ObjectNode) upstream.admin().get(path).body();
        client.putArray("redirectUris").add(keycloak.url("/realms/phones/broker/*"));
        assertThat(upstream.admin().put(path, client).status()).isEqualTo(204);
        upstream.addPerson("ivan");
        ObjectNode provider = rendered();
        String base = keycloak.url("/realms/handsets/protocol/openid-connect/");
        ((ObjectNode) provider.path("config"))
                .put("authorizationUrl", base + "auth")
                .put("tokenUrl", base + "token")
                .put("jwksUrl", base + "certs")
                .put("issuer", keycloak.url("/realms/handsets"))
                .put("clientSecret", AppliedRealm.SECRET);
        assertThat(realm.admin()
                        .post("/phones/identity-provider/instances", provider)
                        .status())
                .isEqualTo(201);
    }

    private static ObjectNode rendered() {
        String file = FILE + """
                connections:
                  - alias: upstream
                    kind: oidc
                    issuer: https://upstream.example
                    clientId: relying
                    clientSecret: env:UPSTREAM
                    provision: just-in-time
                """;
        return AppliedRealm.rendered(file, ObjectKind.CONNECTION, "upstream");
    }

    @Test
    void refreshWhenThePersonSignedInAnewToSomethingElseThenTheAppHasNoNewDay() throws Exception {
        Visitor visitor = new Visitor(realm);
        visitor.authorize("app", APP, Map.of());
        visitor.signIn("dave");
        Tokens tokens = visitor.redeem(app(), APP);

        keycloak.setTime(Duration.ofHours(20));
        visitor.authorize("desk", DESK, Map.of("prompt", "login"));
        Page again = visitor.submit(Map.of("password", AppliedRealm.PASSWORD));
        assertThat(again.parameter("code")).isNotEmpty();

        assertEndsWithin(refresh(visitor, tokens), Duration.ofHours(4));
    }

    @Test
    void directGrantThenEndsAfterADayToo() throws Exception {
        Visitor visitor = new Visitor(realm);
        Map<String, String> request = new HashMap<>(app());
        request.putAll(Map.of("grant_type", "password", "username", "erin", "password", AppliedRealm.PASSWORD));
        Tokens tokens = visitor.token(request);
        assertEndsWithin(tokens, DAY);

        keycloak.setTime(Duration.ofHours(23));
        Tokens later = refresh(visitor, tokens);
        assertEndsWithin(later, Duration.ofHours(1));
        keycloak.setTime(DAY.plusMinutes(1));
        assertThat(refresh(visitor, later).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void exchangeThenNothingOutlivesTheApp() throws Exception {
        Visitor visitor = new Visitor(realm);
        visitor.authorize("app", APP, Map.of());
        visitor.signIn("frank");
        Tokens tokens = visitor.redeem(app(), APP);

        assertThat(exchange(visitor, tokens, "refresh_token").text("error_description"))
                .contains("not exchanged for another");
        Tokens exchanged = exchange(visitor, tokens, "access_token");
        assertThat(exchanged.status()).as(exchanged.body().toString()).isEqualTo(200);
        assertThat(exchanged.seconds("expires_in")).isBetween(1L, 600L);
        assertThat(exchange(visitor, exchanged, "access_token").text("error_description"))
                .contains("not exchanged again");
        for (String lifespan : List.of("-1", "0", "soon")) {
            setLifespan("relay", lifespan);
            assertThat(exchange(visitor, tokens, "access_token").text("error_description"))
                    .as(lifespan)
                    .contains("cannot be told");
        }
        setLifespan("relay", "600");

        keycloak.setTime(DAY.minusMinutes(5));
        assertThat(exchange(visitor, tokens, "access_token").text("error_description"))
                .contains("nearly over");
    }

    private static void setLifespan(String id, String lifespan) throws Exception {
        String path = "/phones/clients/" + realm.clientId(id);
        ObjectNode client = (ObjectNode) realm.admin().get(path).body();
        client.withObject("/attributes").put("access.token.lifespan", lifespan);
        assertThat(realm.admin().put(path, client).status()).isEqualTo(204);
    }

    /** Keycloak itself takes a profile as it comes; half of one gives no token. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"session\":0}", "{\"session\":86401}"})
    void tokenWhenTheProfileIsHalfConfiguredThenIsRefusedAndThePlanSaysSo(String configuration) throws Exception {
        configure(configuration);
        try {
            Visitor visitor = new Visitor(realm);
            Map<String, String> request = new HashMap<>(app());
            request.putAll(Map.of("grant_type", "password", "username", "grace", "password", AppliedRealm.PASSWORD));
            Tokens refused = visitor.token(request);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("error_description")).contains("does not say how long");
            assertThat(realm.differences(FILE)).contains("clientProfiles[gatehouse.mobile].executors");
        } finally {
            configure("{\"session\":86400}");
        }
    }

    private static void configure(String configuration) throws Exception {
        JsonNode profiles =
                realm.admin().get("/phones/client-policies/profiles").body();
        for (JsonNode profile : profiles.path("profiles")) {
            ObjectNode executor = (ObjectNode) profile.at("/executors/0");
            executor.set(
                    "configuration",
                    tools.jackson.databind.json.JsonMapper.shared().readTree(configuration));
        }
        Answer answer = realm.admin().put("/phones/client-policies/profiles", profiles);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(204);
    }

    private static void assertEndsWithin(Tokens tokens, Duration bound) {
        assertThat(tokens.status()).as(tokens.body().toString()).isEqualTo(200);
        assertThat(tokens.seconds("expires_in")).isBetween(1L, bound.toSeconds());
        assertThat(tokens.seconds("refresh_expires_in")).isBetween(1L, bound.toSeconds());
    }

    private static Tokens refresh(Visitor visitor, Tokens tokens) throws Exception {
        Map<String, String> request = new HashMap<>(app());
        request.putAll(Map.of("grant_type", "refresh_token", "refresh_token", tokens.text("refresh_token")));
        return visitor.token(request);
    }

    private static Tokens exchange(Visitor visitor, Tokens tokens, String wanted) throws Exception {
        return visitor.token(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "client_id",
                "relay",
                "client_secret",
                AppliedRealm.SECRET,
                "subject_token",
                tokens.text("access_token"),
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token",
                "requested_token_type",
                "urn:ietf:params:oauth:token-type:" + wanted));
    }

    private static int userInfo(Tokens tokens) throws Exception {
        return java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(
                                        keycloak.url("/realms/phones/protocol/openid-connect/userinfo")))
                                .header("Authorization", "Bearer " + tokens.text("access_token"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Map<String, String> app() {
        return Map.of("client_id", "app");
    }
}
