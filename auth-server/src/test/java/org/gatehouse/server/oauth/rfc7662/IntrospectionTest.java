package org.gatehouse.server.oauth.rfc7662;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("RFC 7662: token introspection")
class IntrospectionTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp exporter = RelyingApp.of(server, REALM, "exporter");
    private final Person person = People.of(server).create(REALM);

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", "....", "\u00e9"})
    void introspectWhenTokenIsGarbageThenInactiveAndNothingElse(String token) {
        assertIsInactive(exporter.introspect(token));
    }

    @Test
    void introspectWhenTokenIsMissingThenInvalidRequest() {
        Answer answer = exporter.post("/oauth2/introspect", Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_request");
    }

    @Test
    void introspectWhenSignatureIsAlteredThenInactive() {
        String token = web.tokens(person).json("access_token");
        String altered = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);

        assertIsInactive(exporter.introspect(altered));
    }

    @Test
    void introspectWhenTokenIsAnIdTokenThenInactive() {
        assertIsInactive(exporter.introspect(web.tokens(person).json("id_token")));
    }

    @Test
    void introspectWhenTokenHasExpiredThenInactive() {
        String token = web.tokens(person).json("access_token");

        server.clock().advance(Duration.ofMinutes(11));

        assertIsInactive(exporter.introspect(token));
    }

    @Test
    void introspectWhenTokenWasRevokedThenInactive() {
        String token = web.tokens(person).json("access_token");
        web.revoke(token);

        assertIsInactive(exporter.introspect(token));
    }

    @Test
    void introspectWhenTokenIsOfAnotherRealmThenInactive() {
        RelyingApp globex = RelyingApp.web(server, "globex");
        String token = globex.tokens(People.of(server).create("globex")).json("access_token");

        assertIsInactive(exporter.introspect(token));
        assertThat(globex.isActive(token)).isTrue();
    }

    @Test
    void introspectWhenTokenIsActiveThenItsClaims() {
        JsonNode claims =
                exporter.introspect(web.tokens(person).json("access_token")).json();

        assertThat(claims.path("active").asBoolean()).isTrue();
        assertThat(claims.path("client_id").asString()).isEqualTo("web");
        assertThat(claims.path("sub").asString()).isEqualTo(person.subject().toString());
        assertThat(claims.path("iss").asString()).isEqualTo(server.issuer(REALM));
        assertThat(claims.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(List.of(claims.path("scope").asString().split(" ")))
                .containsExactlyInAnyOrder("openid", "profile", "email");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(600);
    }

    @Test
    void introspectWhenTokenIsARefreshTokenThenActiveUntilItIsUsed() {
        String token = web.tokens(person).json("refresh_token");

        JsonNode claims = exporter.introspect(token).json();

        assertThat(claims.path("active").asBoolean()).isTrue();
        assertThat(claims.path("client_id").asString()).isEqualTo("web");
    }

    private static void assertIsInactive(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().replace(" ", "")).isEqualTo("{\"active\":false}");
    }
}
