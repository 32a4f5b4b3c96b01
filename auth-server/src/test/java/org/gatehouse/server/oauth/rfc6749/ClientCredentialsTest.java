package org.gatehouse.server.oauth.rfc6749;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 section 4.4: client credentials")
class ClientCredentialsTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp exporter = RelyingApp.of(server, REALM, "exporter");

    @Test
    void tokenWhenScopeIsNotTheClientsThenInvalidScope() {
        Answer answer = token("audit.write admin");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_scope");
    }

    @Test
    void tokenWhenScopeIsOpenidThenRefused() {
        assertThat(token("openid").status()).isEqualTo(400);
    }

    @Test
    void tokenWhenScopeIsTheClientsThenAccessTokenAndNothingElse() throws ParseException {
        Answer answer = token("audit.write");

        JWTClaimsSet claims = Jwts.claims(answer.json("access_token"));
        assertThat(answer.json("refresh_token")).isEmpty();
        assertThat(answer.json("id_token")).isEmpty();
        assertThat(claims.getSubject()).isEqualTo("exporter");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("exporter");
        assertThat(claims.getStringClaim("scope")).isEqualTo("audit.write");
        assertThat(exporter.isActive(answer.json("access_token"))).isTrue();
    }

    @Test
    void userInfoWhenTokenIsAServicesThenRefused() {
        String token = token("audit.write").json("access_token");

        assertThat(exporter.userInfo(token).status()).isIn(401, 403);
    }

    @Test
    void refreshWhenTokenIsAServicesThenRefused() {
        String token = token("audit.write").json("access_token");

        assertThat(exporter.refresh(token).status()).isEqualTo(400);
    }

    private Answer token(String scope) {
        return exporter.token(Map.of("grant_type", "client_credentials", "scope", scope));
    }
}
