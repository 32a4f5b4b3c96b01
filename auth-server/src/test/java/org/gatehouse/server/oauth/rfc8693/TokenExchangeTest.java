package org.gatehouse.server.oauth.rfc8693;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 8693: a service acts in the name of whoever called it")
class TokenExchangeTest {

    private static final String REALM = "acme";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String PREFIX = "urn:ietf:params:oauth:token-type:";

    private static TestServer server;

    private final Person person = People.of(server).create(REALM);
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp planner = RelyingApp.of(server, REALM, "planner");

    @BeforeAll
    static void start() {
        server = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                OwnRealm.with(
                        """
                        secondFactor: {required: when, when: [{client: vault}], methods: [totp]}
                        """,
                        "{id: planner, kind: service, secret: env:PLANNER_SECRET, scopes: [profile, email, reports],"
                                + " grants: [client_credentials, token_exchange]}",
                        "{id: biller, kind: service, secret: env:BILLER_SECRET, scopes: [profile],"
                                + " grants: [client_credentials, token_exchange]}",
                        "{id: vault, kind: web, redirectUris: ['https://vault.example/cb'], secret: env:VAULT_SECRET}"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void exchangeWhenClientMayNotThenUnauthorizedClient() {
        assertIsRefused(exchange(web, subject()), "unauthorized_client");
    }

    @Test
    void exchangeWhenClientIsPublicThenRefused() {
        Map<String, String> request = request(subject());
        request.put("client_id", "phone");

        Answer answer = new Browser(server).post(web.path("/oauth2/token"), request);

        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.json("access_token")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "subject_token_type, id_token",
        "subject_token_type, refresh_token",
        "subject_token_type, jwt",
        "subject_token_type, saml2",
        "requested_token_type, refresh_token",
        "requested_token_type, id_token",
        "requested_token_type, jwt"
    })
    void exchangeWhenTypeIsAnotherThenRefused(String parameter, String type) {
        Map<String, String> request = request(subject());
        request.put(parameter, PREFIX + type);

        Answer answer = planner.token(request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isIn("invalid_request", "unsupported_token_type");
    }

    @Test
    void exchangeWhenSubjectIsAnIdTokenUnderAFalseNameThenRefused() {
        assertIsRefused(exchange(planner, web.tokens(person).json("id_token")), "invalid_request");
    }

    @Test
    void exchangeWhenSubjectIsARefreshTokenThenRefused() {
        assertIsRefused(exchange(planner, web.tokens(person).json("refresh_token")), "invalid_request");
    }

    @Test
    void exchangeWhenSubjectIsOfAnotherRealmThenRefused() {
        Person foreign = People.of(server).create("globex");
        String token = RelyingApp.web(server, "globex").tokens(foreign).json("access_token");

        assertIsRefused(exchange(planner, token), "invalid_request");
    }

    @Test
    void exchangeWhenSubjectHasExpiredThenRefused() {
        String token = subject();
        server.clock().advance(Duration.ofMinutes(11));

        assertIsRefused(exchange(planner, token), "invalid_request");
    }

    @Test
    void exchangeWhenSubjectWasRevokedThenRefused() {
        String token = subject();
        web.revoke(token);

        assertIsRefused(exchange(planner, token), "invalid_request");
    }

    @Test
    void exchangeWhenSubjectIsAboutNobodyThenRefused() {
        String token = planner.token(Map.of("grant_type", "client_credentials")).json("access_token");

        assertIsRefused(exchange(planner, token), "invalid_request");
    }

    @Test
    void exchangeWhenScopeIsBeyondTheClientOrTheSubjectThenInvalidScope() {
        assertIsRefused(exchange(planner, subject(), "scope", "openid"), "invalid_scope");
        assertIsRefused(exchange(planner, subject(), "scope", "profile reports"), "invalid_scope");
    }

    @ParameterizedTest
    @CsvSource({"audience, nobody", "audience, gatehouse-console", "resource, https://api.example/"})
    void exchangeWhenTargetIsNotRegisteredThenInvalidTarget(String parameter, String value) {
        assertIsRefused(exchange(planner, subject(), parameter, value), "invalid_target");
    }

    @Test
    void exchangeWhenAudienceDemandsASecondFactorTheSignInLacksThenRefused() {
        assertIsRefused(exchange(planner, subject(), "audience", "vault"), "invalid_request");
    }

    @Test
    void exchangeWhenActorTokenIsNoneThenRefused() {
        Map<String, String> request = request(subject());
        request.put("actor_token", "garbage");
        request.put("actor_token_type", ACCESS_TOKEN);

        assertIsRefused(planner.token(request), "invalid_request");
    }

    @Test
    void exchangeThenTheTokenSaysForWhomAndWhoActs() throws Exception {
        String subject = subject();
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = exchange(planner, subject, "audience", "biller");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json("issued_token_type")).isEqualTo(ACCESS_TOKEN);
        assertThat(answer.json("refresh_token")).isEmpty();
        assertThat(answer.json("id_token")).isEmpty();
        JWTClaimsSet claims = Jwts.claims(answer.json("access_token"));
        assertThat(claims.getSubject()).isEqualTo(person.subject().toString());
        assertThat(claims.getAudience()).containsExactly("biller");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("planner");
        assertThat(claims.getStringClaim("scope").split(" ")).containsExactlyInAnyOrder("profile", "email");
        assertThat(claims.getJSONObjectClaim("act")).containsEntry("sub", "planner");
        List<EntryView> entries = probe.fresh();
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("token.issued");
            assertThat(entry.detail()).containsEntry("grant", "token_exchange").containsEntry("act", "planner");
            assertThat(entry.origin().client()).isEqualTo("planner");
        });
    }

    @Test
    void exchangeThenItEndsNoLaterThanTheSubject() {
        String subject = subject();
        server.clock().advance(Duration.ofMinutes(7));

        String token = exchange(planner, subject).json("access_token");

        assertThat(Jwts.claims(token).getExpirationTime())
                .isEqualTo(Jwts.claims(subject).getExpirationTime());
    }

    @Test
    void exchangeThenEndingTheSignInEndsItAndSoDoesRevokingIt() {
        Browser browser = new Browser(server);
        Answer tokens = web.redeem(web.code(browser, person));
        String one = exchange(planner, tokens.json("access_token")).json("access_token");
        String other = exchange(planner, tokens.json("access_token")).json("access_token");
        assertThat(planner.isActive(one)).isTrue();

        assertThat(planner.revoke(one).status()).isEqualTo(200);
        assertThat(planner.isActive(one)).isFalse();
        assertThat(planner.isActive(other)).isTrue();
        browser.submit(browser.get(web.path("/account")), web.path("/sign-out"), Map.of());
        assertThat(planner.isActive(other)).isFalse();
        assertIsRefused(exchange(planner, tokens.json("access_token")), "invalid_request");
    }

    @Test
    void exchangeOfAnExchangedTokenThenTheChainIsKeptAndBounded() throws Exception {
        RelyingApp biller = RelyingApp.of(server, REALM, "biller");
        String token = exchange(planner, subject()).json("access_token");

        token = exchange(biller, token).json("access_token");
        Map<String, Object> act = Jwts.claims(token).getJSONObjectClaim("act");
        assertThat(act).containsEntry("sub", "biller");
        assertThat((Map<String, Object>) act.get("act")).containsEntry("sub", "planner");
        assertThat(Jwts.claims(token).getStringClaim("scope")).isEqualTo("profile");
        token = exchange(planner, token).json("access_token");
        token = exchange(biller, token).json("access_token");

        assertIsRefused(exchange(planner, token), "invalid_request");
    }

    @Test
    void exchangeWhenSomebodyElseActsThenTheyAreTheActor() throws Exception {
        Person agent = People.of(server).create(REALM);
        Map<String, String> request = request(subject());
        request.put("actor_token", web.tokens(agent).json("access_token"));
        request.put("actor_token_type", ACCESS_TOKEN);

        String token = planner.token(request).json("access_token");

        assertThat(Jwts.claims(token).getSubject()).isEqualTo(person.subject().toString());
        assertThat(Jwts.claims(token).getJSONObjectClaim("act"))
                .containsEntry("sub", agent.subject().toString());
    }

    private String subject() {
        return web.tokens(person).json("access_token");
    }

    private static Answer exchange(RelyingApp client, String subject, String... more) {
        Map<String, String> request = request(subject);
        for (int i = 0; i < more.length; i += 2) {
            request.put(more[i], more[i + 1]);
        }
        return client.token(request);
    }

    private static Map<String, String> request(String subject) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("grant_type", GRANT);
        request.put("subject_token", subject);
        request.put("subject_token_type", ACCESS_TOKEN);
        return request;
    }

    private static void assertIsRefused(Answer answer, String error) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo(error);
    }
}
