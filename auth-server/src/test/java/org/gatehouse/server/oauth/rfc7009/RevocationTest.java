package org.gatehouse.server.oauth.rfc7009;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7009: token revocation")
class RevocationTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp other = RelyingApp.of(server, REALM, "other");
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final RelyingApp exporter = RelyingApp.of(server, REALM, "exporter");
    private final Person person = People.of(server).create(REALM);

    @Test
    void revokeWhenTokenIsMissingThenInvalidRequest() {
        Answer answer = web.post("/oauth2/revoke", Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_request");
    }

    @Test
    void revokeWhenTokenIsAnothersThenRefusedAndTheTokenLives() {
        Answer tokens = web.tokens(person);

        assertThat(other.revoke(tokens.json("access_token")).status()).isIn(400, 401);
        assertThat(other.revoke(tokens.json("refresh_token")).status()).isIn(400, 401);
        assertThat(phone.revoke(tokens.json("refresh_token")).status()).isIn(400, 401);

        assertThat(web.isActive(tokens.json("access_token"))).isTrue();
        assertThat(web.refresh(tokens.json("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void revokeWhenTokenIsUnknownThenOk() {
        assertThat(web.revoke("garbage").status()).isEqualTo(200);
        assertThat(web.revoke("a.b.c").status()).isEqualTo(200);
        assertThat(phone.revoke("garbage").status()).isEqualTo(200);
    }

    @Test
    void revokeWhenRevokedBeforeThenOk() {
        String token = web.tokens(person).json("access_token");
        web.revoke(token);

        assertThat(web.revoke(token).status()).isEqualTo(200);
    }

    @Test
    void revokeAccessTokenThenOnlyItDies() {
        Answer tokens = web.tokens(person);

        assertThat(web.revoke(tokens.json("access_token")).status()).isEqualTo(200);

        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
        assertThat(web.userInfo(tokens.json("access_token")).status()).isEqualTo(401);
        assertThat(web.refresh(tokens.json("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void revokeRefreshTokenThenEverythingFromTheAuthorizationDies() {
        Answer tokens = web.tokens(person);

        assertThat(web.revoke(tokens.json("refresh_token")).status()).isEqualTo(200);

        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
        assertThat(web.isActive(tokens.json("refresh_token"))).isFalse();
        assertThat(web.refresh(tokens.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void revokeRefreshTokenThatWasRotatedThenItsSuccessorDiesToo() {
        String first = web.tokens(person).json("refresh_token");
        String second = web.refresh(first).json("refresh_token");

        assertThat(web.revoke(first).status()).isEqualTo(200);

        assertThat(web.refresh(second).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void revokeByPublicClientThenItsTokensDie() {
        Answer tokens = phone.tokens(person);

        assertThat(phone.revoke(tokens.json("access_token")).status()).isEqualTo(200);
        assertThat(phone.isActive(tokens.json("access_token"))).isFalse();
        assertThat(phone.revoke(tokens.json("refresh_token")).status()).isEqualTo(200);
        assertThat(phone.refresh(tokens.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void revokeTokenOfAServiceThenInactive() {
        String token =
                exporter.token(Map.of("grant_type", "client_credentials")).json("access_token");

        assertThat(exporter.revoke(token).status()).isEqualTo(200);

        assertThat(exporter.isActive(token)).isFalse();
    }
}
