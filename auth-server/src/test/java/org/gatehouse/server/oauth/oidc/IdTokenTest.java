package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Core section 2: ID token")
class IdTokenTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);

    @Test
    void redeemThenClaimsSayWhoWhenAndForWhom() throws ParseException {
        Instant before = server.clock().instant();

        JWTClaimsSet claims = Jwts.claims(web.tokens(person).json("id_token"));

        assertThat(claims.getIssuer()).isEqualTo(server.issuer(REALM));
        assertThat(claims.getSubject()).isEqualTo(person.subject().toString());
        assertThat(claims.getAudience()).containsExactly("web");
        assertThat(claims.getStringClaim("azp")).isEqualTo("web");
        assertThat(claims.getStringClaim("nonce")).isEqualTo("some-nonce");
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd");
        assertThat(claims.getLongClaim("auth_time")).isGreaterThanOrEqualTo(before.getEpochSecond());
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(10));
    }

    @Test
    void redeemWhenNonceWasNotSentThenNoneInTheToken() {
        Map<String, String> request = web.authorization();
        request.remove("nonce");

        assertThat(Jwts.claims(idToken(web, request)).getClaim("nonce")).isNull();
    }

    @Test
    void redeemThenClaimsFollowTheScopes() throws ParseException {
        Map<String, String> request = web.authorization();
        request.put("scope", "openid");
        JWTClaimsSet bare = Jwts.claims(idToken(web, request));
        request.put("scope", "openid email profile");
        JWTClaimsSet full = Jwts.claims(idToken(web, request));

        assertThat(bare.getClaim("email")).isNull();
        assertThat(bare.getClaim("name")).isNull();
        assertThat(full.getStringClaim("email")).isEqualTo(person.email());
        assertThat(full.getStringClaim("preferred_username")).isEqualTo(person.userName());
        assertThat(full.getStringClaim("given_name")).isEqualTo("Some");
    }

    @Test
    void redeemThenSignatureIsTheClientsAlgorithm() {
        String rs256 = web.tokens(person).json("id_token");
        String es256 = RelyingApp.of(server, REALM, "other").tokens(person).json("id_token");

        assertThat(Jwts.parse(rs256).getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(Jwts.parse(es256).getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(Jwts.isSignedBy(server, REALM, rs256)).isTrue();
        assertThat(Jwts.isSignedBy(server, REALM, es256)).isTrue();
    }

    @Test
    void redeemThenTheIdTokenIsTiedToTheAccessToken() throws Exception {
        Answer tokens = web.tokens(person);
        Answer refreshed = web.refresh(tokens.json("refresh_token"));

        for (Answer answer : List.of(tokens, refreshed)) {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(answer.json("access_token").getBytes(StandardCharsets.US_ASCII));
            String half = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
            assertThat(Jwts.claims(answer.json("id_token")).getStringClaim("at_hash"))
                    .isEqualTo(half);
        }
    }

    @Test
    void refreshThenAuthTimeStaysThatOfTheSignIn() throws ParseException {
        Answer tokens = web.tokens(person);
        server.clock().advance(Duration.ofMinutes(5));

        JWTClaimsSet first = Jwts.claims(tokens.json("id_token"));
        JWTClaimsSet second =
                Jwts.claims(web.refresh(tokens.json("refresh_token")).json("id_token"));

        assertThat(second.getLongClaim("auth_time")).isEqualTo(first.getLongClaim("auth_time"));
        assertThat(second.getSubject()).isEqualTo(first.getSubject());
        assertThat(second.getAudience()).isEqualTo(first.getAudience());
        assertThat(second.getIssueTime()).isAfter(first.getIssueTime());
    }

    private String idToken(RelyingApp app, Map<String, String> request) {
        return app.redeem(app.codeAnswer(new Browser(server), person, request).redirectParameter("code"))
                .json("id_token");
    }
}
