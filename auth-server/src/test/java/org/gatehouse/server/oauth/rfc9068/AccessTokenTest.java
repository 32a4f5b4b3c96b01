package org.gatehouse.server.oauth.rfc9068;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9068: JWT profile for access tokens")
class AccessTokenTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);

    @Test
    void redeemThenHeaderNamesTypeAndKey() {
        String token = web.tokens(person).json("access_token");

        JWSHeader header = Jwts.parse(token).getHeader();

        assertThat(header.getType().getType()).isEqualTo("at+jwt");
        assertThat(header.getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(Jwts.isSignedBy(server, REALM, token)).isTrue();
    }

    @Test
    void redeemThenEveryRequiredClaimIsThere() throws ParseException {
        JWTClaimsSet claims = Jwts.claims(web.tokens(person).json("access_token"));

        assertThat(claims.getIssuer()).isEqualTo(server.issuer(REALM));
        assertThat(claims.getSubject()).isEqualTo(person.subject().toString());
        assertThat(claims.getAudience()).isNotEmpty();
        assertThat(claims.getStringClaim("client_id")).isEqualTo("web");
        assertThat(claims.getJWTID()).isNotEmpty();
        assertThat(claims.getIssueTime()).isNotNull();
        assertThat(claims.getClaim("auth_time")).isInstanceOf(Number.class);
        assertThat(claims.getStringClaim("scope").split(" ")).containsExactlyInAnyOrder("openid", "profile", "email");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void redeemThenNothingPersonalInIt() {
        String claims = Jwts.claims(web.tokens(person).json("access_token")).toString();

        assertThat(claims).doesNotContain(person.userName()).doesNotContain(person.email());
    }

    @Test
    void refreshThenAnotherIdentifier() {
        Answer tokens = web.tokens(person);
        Answer refreshed = web.refresh(tokens.json("refresh_token"));

        assertThat(Jwts.claims(refreshed.json("access_token")).getJWTID())
                .isNotEqualTo(Jwts.claims(tokens.json("access_token")).getJWTID());
    }
}
