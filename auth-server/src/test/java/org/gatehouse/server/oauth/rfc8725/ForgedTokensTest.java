package org.gatehouse.server.oauth.rfc8725;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.KeyedServer.EC;
import static org.gatehouse.server.testing.KeyedServer.REALM;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.gatehouse.server.oauth.rfc8725.Forgery.Target;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Assertion;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.KeyPublisher;
import org.gatehouse.server.testing.KeyedServer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8725: whatever a JWT says of itself, nobody is believed, nothing is fetched, and it takes no time")
class ForgedTokensTest {

    private static final Duration SOON = Duration.ofSeconds(30); // where one of these works it takes hours, or memory
    private static final Map<String, String> REQUEST =
            Map.of("grant_type", "client_credentials", "client_id", "signer");

    private static TestServer server;
    private static RelyingApp web;
    private static Browser browser;
    private static Answer tokens;

    private final RelyingApp exporter = RelyingApp.of(server, REALM, "exporter");
    private final Browser caller = new Browser(server);
    private final KeyPublisher trap = new KeyPublisher();

    /** Once: nothing of what follows changes it. */
    @BeforeAll
    static void signIn() {
        server = KeyedServer.shared();
        web = RelyingApp.web(server, REALM);
        browser = new Browser(server);
        tokens = web.redeem(web.code(browser, People.of(server).create(REALM)));
        assertThat(web.userInfo(tokens.json("access_token")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void authenticateWhenTheAssertionIsForgedThenRefusedAndTraced(Forgery forgery) {
        long now = server.clock().instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>(Map.of(
                "iss",
                "signer",
                "sub",
                "signer",
                "aud",
                server.issuer(REALM),
                "jti",
                UUID.randomUUID().toString(),
                "iat",
                now,
                "exp",
                now + 60));
        TrailProbe trail = TrailProbe.of(server, REALM);
        String forged = Target.of(EC, claims, trap).forge(forgery);

        Answer answer = soon(() -> caller.post(web.path("/oauth2/token"), Assertion.on(REQUEST, forged)));

        if (forgery == Forgery.HUGE) { // no parameter may be so long; it is not known for a client's yet
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json("error")).isEqualTo("invalid_request");
            return;
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json("error")).isEqualTo("invalid_client");
        assertThat(trail.freshCodes()).containsExactly("client.auth-failed");
    }

    @ParameterizedTest
    @EnumSource
    void userInfoWhenTheTokenIsForgedThenRefused(Forgery forgery) {
        String forged = forgedAccessToken(forgery);

        Answer answer = soon(() -> web.userInfo(forged));

        assertThat(answer.status()).as(answer.body()).isBetween(400, 431);
        assertThat(answer.body()).doesNotContain("\"sub\"");
    }

    @ParameterizedTest
    @EnumSource
    void callTheApiWhenTheTokenIsForgedThenRefused(Forgery forgery) {
        String forged = forgedAccessToken(forgery);

        Answer answer = soon(() -> caller.get("/api/realms/" + REALM + "/users", "Authorization", "Bearer " + forged));

        assertThat(answer.status()).as(answer.body()).isBetween(400, 431);
    }

    @ParameterizedTest
    @EnumSource
    void introspectWhenTheTokenIsForgedThenInactive(Forgery forgery) {
        String forged = forgedAccessToken(forgery);

        Answer answer = soon(() -> exporter.introspect(forged));

        assertThat(answer.status()).isIn(200, 400);
        assertThat(answer.json().path("active").asBoolean()).isFalse();
        assertThat(answer.json().propertyNames()).doesNotContain("sub", "client_id", "scope");
    }

    @ParameterizedTest
    @EnumSource
    void logOutWhenTheHintIsForgedThenNobodyIsSignedOut(Forgery forgery) {
        String forged = forge(forgery, tokens.json("id_token"));
        Map<String, String> form =
                Map.of("id_token_hint", forged, "post_logout_redirect_uri", "https://web.example/out");

        Answer answer = soon(() -> browser.post(web.path("/connect/logout"), form));

        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.location()).doesNotContain("web.example");
        assertThat(web.authorize(browser, web.authorization()).redirectParameter("code"))
                .isNotEmpty();
    }

    /** Signed by the right key, and still not to be believed. */
    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "dpop+jwt", "logout+jwt", "secevent+jwt", "oauth-authz-req+jwt"})
    void authenticateWhenTheAssertionIsOfAnotherTypeThenRefused(String type) {
        assertIsRefused(Assertion.of(server, REALM, "signer", EC)
                .header(header -> header.type(new JOSEObjectType(type)))
                .text());
    }

    @Test
    void authenticateWhenSomethingIsCriticalThenRefused() {
        assertIsRefused(Assertion.of(server, REALM, "signer", EC)
                .header(header -> header.criticalParams(Set.of("x")).customParam("x", 1))
                .text());
        assertIsRefused(Assertion.of(server, REALM, "signer", EC)
                .header(header -> header.criticalParams(Set.of("b64")).base64URLEncodePayload(false))
                .text());
    }

    @Test
    void authenticateWhenAGoodAssertionPointsElsewhereThenNobodyLooksThere() {
        String text = Assertion.of(server, REALM, "signer", EC)
                .header(header -> new JWSHeader.Builder(header.build())
                        .jwkURL(URI.create(trap.address("/jku")))
                        .x509CertURL(URI.create(trap.address("/x5u"))))
                .text();

        assertThat(caller.post(web.path("/oauth2/token"), Assertion.on(REQUEST, text))
                        .status())
                .isEqualTo(200);
        assertThat(trap.asked()).isEmpty();
    }

    private void assertIsRefused(String assertion) {
        Answer answer = soon(() -> caller.post(web.path("/oauth2/token"), Assertion.on(REQUEST, assertion)));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json("error")).isEqualTo("invalid_client");
    }

    private String forgedAccessToken(Forgery forgery) {
        return forge(forgery, tokens.json("access_token"));
    }

    /** Everything as in the good one, but for who made it. */
    private String forge(Forgery forgery, String good) {
        SignedJWT jwt = Jwts.parse(good);
        JWK key = Jwts.keys(server, REALM).getKeys().stream()
                .filter(each -> each.getKeyType().getValue().equals("EC"))
                .findFirst()
                .orElseThrow();
        try {
            return Target.of(key, jwt.getJWTClaimsSet().toJSONObject(), trap).forge(forgery);
        } catch (ParseException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private Answer soon(Supplier<Answer> request) {
        long start = System.nanoTime();
        Answer answer = request.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        assertThat(trap.asked()).isEmpty();
        return answer;
    }
}
