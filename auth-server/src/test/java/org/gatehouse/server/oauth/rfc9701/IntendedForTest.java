package org.gatehouse.server.oauth.rfc9701;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7662 section 4, RFC 9701 section 5: who is told that a token is good")
class IntendedForTest {

    private static final String REALM = "acme";
    private static final String ORDERS = "https://orders.example/";

    private static TestServer server;

    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp planner = RelyingApp.of(server, REALM, "planner");
    private final RelyingApp biller = RelyingApp.of(server, REALM, "biller");
    private final String token = web.tokens(People.of(server).create(REALM)).json("access_token");

    @BeforeAll
    static void start() {
        server = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                OwnRealm.with(
                        "",
                        "{id: planner, kind: service, secret: env:PLANNER_SECRET, scopes: [profile],"
                                + " grants: [client_credentials, token_exchange], resources: ['" + ORDERS + "']}",
                        "{id: biller, kind: service, secret: env:BILLER_SECRET, scopes: [profile]," + " resources: ['"
                                + ORDERS + "']}"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void askAboutATokenForAnotherClientThenInactive() throws ParseException {
        assertThat(isGood(planner, tokenFor("biller"))).isFalse();
        assertThat(isGood(web, tokenFor("biller"))).isFalse();
    }

    /** What a client may ask for is not what it is. */
    @Test
    void askAboutATokenForAResourceThenNobodyIsCertifiedToBeMeant() throws ParseException {
        String orders = planner.token(Map.of("grant_type", "client_credentials", "resource", ORDERS))
                .json("access_token");

        assertThat(Jwts.claims(orders).getAudience()).containsExactly(ORDERS);
        assertThat(isGood(biller, orders)).isFalse();
        assertThat(isGood(web, orders)).isFalse();
        assertThat(isGood(planner, orders)).isFalse();
    }

    @Test
    void askPlainlyAboutATokenForAResourceThenActiveWithItsAudience() {
        String orders = planner.token(Map.of("grant_type", "client_credentials", "resource", ORDERS))
                .json("access_token");

        Answer told = biller.introspect(orders);

        assertIsActive(told);
        assertThat(told.body()).contains(ORDERS);
    }

    @Test
    void askPlainlyAboutATokenForAnotherClientThenInactive() {
        String forBiller = tokenFor("biller");

        assertIsInactive(web.introspect(forBiller));
        assertIsActive(biller.introspect(forBiller));
    }

    @Test
    void askPlainlyAboutATokenOfOnesOwnThenActiveWhoeverItIsFor() {
        String orders = planner.token(Map.of("grant_type", "client_credentials", "resource", ORDERS))
                .json("access_token");

        assertIsActive(planner.introspect(orders));
        assertIsActive(planner.introspect(tokenFor("biller")));
    }

    @Test
    void askAboutATokenForOneselfThenActive() throws ParseException {
        assertThat(isGood(biller, tokenFor("biller"))).isTrue();
    }

    @Test
    void askAboutATokenForTheRealmThenActive() throws ParseException {
        assertThat(isGood(biller, token)).isTrue();
    }

    /** The plain answer gives nothing anybody could show, and has no entry. */
    @Test
    void askWhenTheTrailCannotBeWrittenThenNothingIsSigned() throws ParseException {
        Answer refused = TrailOutage.during(server, () -> ask(biller, token));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).doesNotContain("eyJ");
        assertThat(isGood(biller, token)).isTrue();
    }

    private String tokenFor(String audience) {
        return planner.token(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token,
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token",
                        "audience",
                        audience))
                .json("access_token");
    }

    private static Answer ask(RelyingApp asking, String token) {
        return asking.post("/oauth2/introspect", Map.of("token", token), new String[] {
            "Accept", "application/token-introspection+jwt"
        });
    }

    private static void assertIsActive(Answer answer) {
        assertThat(answer.json().path("active").asBoolean()).isTrue();
    }

    private static void assertIsInactive(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().replace(" ", "")).isEqualTo("{\"active\":false}");
    }

    private static boolean isGood(RelyingApp asking, String token) throws ParseException {
        return Boolean.TRUE.equals(Jwts.claims(ask(asking, token).body())
                .getJSONObjectClaim("token_introspection")
                .get("active"));
    }
}
