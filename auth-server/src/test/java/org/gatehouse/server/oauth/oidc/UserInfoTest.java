package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Core section 5.3: user info")
class UserInfoTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser caller = new Browser(server);

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."})
    void readWhenTokenIsWrongThenUnauthorized(String token) {
        Answer answer = web.userInfo(token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer").contains("invalid_token");
    }

    @Test
    void readWhenTokenIsMissingThenUnauthorized() {
        assertThat(caller.get(web.path("/userinfo")).status()).isEqualTo(401);
        assertThat(caller.get(web.path("/userinfo")).header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void readWhenOnlySignedInWithACookieThenUnauthorized() {
        caller.signIn(REALM, person.userName(), person.password());

        assertThat(caller.get(web.path("/userinfo")).status()).isEqualTo(401);
    }

    @Test
    void readWhenTokenIsInTheAddressThenUnauthorized() {
        String token = web.tokens(person).json("access_token");

        assertThat(caller.get(web.path("/userinfo?access_token=" + token)).status())
                .isEqualTo(401);
    }

    @Test
    void readWhenTokenIsAnIdTokenOrRefreshTokenThenUnauthorized() {
        Answer tokens = web.tokens(person);

        assertThat(web.userInfo(tokens.json("id_token")).status()).isEqualTo(401);
        assertThat(web.userInfo(tokens.json("refresh_token")).status()).isEqualTo(401);
    }

    @Test
    void readWhenTokenHasExpiredThenUnauthorized() {
        String token = web.tokens(person).json("access_token");

        server.clock().advance(Duration.ofMinutes(11));

        assertThat(web.userInfo(token).status()).isEqualTo(401);
    }

    @Test
    void readWhenScopeHasNoOpenidThenInsufficientScope() {
        Map<String, String> request = web.authorization();
        request.put("scope", "profile");
        String code = web.codeAnswer(caller, person, request).redirectParameter("code");

        Answer answer = web.userInfo(web.redeem(code).json("access_token"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
    }

    @Test
    void readByGetAndPostThenTheSameClaims() {
        String bearer = "Bearer " + web.tokens(person).json("access_token");

        Answer get = caller.get(web.path("/userinfo"), "Authorization", bearer);
        Answer post = caller.post(web.path("/userinfo"), Map.of(), "Authorization", bearer);

        assertThat(get.json("sub")).isEqualTo(person.subject().toString());
        assertThat(get.json("email")).isEqualTo(person.email());
        assertThat(get.json().path("email_verified").asBoolean()).isTrue();
        assertThat(post.body()).isEqualTo(get.body());
    }

    @Test
    void readByPostWhenTokenIsInTheFormThenTheSameClaims() {
        String token = web.tokens(person).json("access_token");

        Answer answer = caller.post(web.path("/userinfo"), Map.of("access_token", token));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json("sub")).isEqualTo(person.subject().toString());
    }

    @Test
    void readByPostWhenTokenIsInTheAddressThenUnauthorized() {
        String token = web.tokens(person).json("access_token");

        assertThat(caller.post(web.path("/userinfo?access_token=" + token), Map.of())
                        .status())
                .isIn(400, 401);
    }

    @Test
    void readByPostWhenTokenIsInHeaderAndFormThenRefused() {
        String token = web.tokens(person).json("access_token");

        Answer answer =
                caller.post(web.path("/userinfo"), Map.of("access_token", token), "Authorization", "Bearer " + token);

        assertThat(answer.status()).isIn(400, 401);
    }

    @Test
    void readThenClaimsFollowTheScopes() {
        Map<String, String> request = web.authorization();
        request.put("scope", "openid");
        String code = web.codeAnswer(caller, person, request).redirectParameter("code");

        Answer answer = web.userInfo(web.redeem(code).json("access_token"));

        assertThat(answer.json().propertyNames()).containsExactly("sub");
    }
}
