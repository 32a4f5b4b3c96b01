package org.gatehouse.server.oauth.rfc7523;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.KeyedServer.PUBLISHER;
import static org.gatehouse.server.testing.KeyedServer.REALM;

import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Assertion;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.ClientKeys;
import org.gatehouse.server.testing.KeyedServer;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7517 section 5: keys a client publishes are fetched when needed, and no more often")
class PublishedKeysTest {

    private static final String PATH = "/rotating";

    private final TestServer server = KeyedServer.shared();
    private final JWK first = ClientKeys.curve("first");
    private final JWK second = ClientKeys.edwards("second");

    /** Long enough for everything known before to be too old. */
    @BeforeEach
    void publishFirst() {
        PUBLISHER.publish(PATH, first);
        server.clock().advance(Duration.ofHours(2));
    }

    @AfterEach
    void bringUp() {
        PUBLISHER.setDown(false);
    }

    @Test
    void tokenWhenKeysAreKnownThenDoesNotFetchThemAgain() {
        long before = PUBLISHER.asked(PATH);

        for (int request = 0; request < 5; request++) {
            assertThat(token(first).status()).isEqualTo(200);
        }

        assertThat(PUBLISHER.asked(PATH)).isEqualTo(before + 1);
    }

    @Test
    void tokenWhenTheClientBeginsToUseANewKeyThenFetchesIt() {
        assertThat(token(first).status()).isEqualTo(200);
        PUBLISHER.publish(PATH, first, second);
        server.clock().advance(Duration.ofSeconds(31));

        assertThat(token(second).status()).isEqualTo(200);
        assertThat(token(first).status()).isEqualTo(200);
    }

    @Test
    void tokenWhenKeyIdsAreMadeUpThenFetchesOnceInAWhile() {
        assertThat(token(first).status()).isEqualTo(200);
        long before = PUBLISHER.asked(PATH);

        for (int request = 0; request < 10; request++) {
            assertThat(token(ClientKeys.curve("made-up-" + request)).status()).isEqualTo(401);
        }
        server.clock().advance(Duration.ofSeconds(31));
        for (int request = 0; request < 10; request++) {
            assertThat(token(ClientKeys.curve("made-up-" + request)).status()).isEqualTo(401);
        }

        assertThat(PUBLISHER.asked(PATH)).isEqualTo(before + 1);
    }

    @Test
    void tokenWhenClaimsAreWrongThenFetchesNothing() {
        long before = PUBLISHER.asked(PATH);

        token(Assertion.of(server, REALM, "rotating", first).with("aud", "https://other.example"));
        token(Assertion.of(server, REALM, "rotating", first).without("jti"));
        token(Assertion.of(server, REALM, "rotating", first).with("exp", 1));

        assertThat(PUBLISHER.asked(PATH)).isEqualTo(before);
    }

    @Test
    void tokenWhenKeysCannotBeFetchedThenTheLastOnesServeForAnHour() {
        assertThat(token(first).status()).isEqualTo(200);
        PUBLISHER.setDown(true);

        server.clock().advance(Duration.ofMinutes(55));
        assertThat(token(first).status()).isEqualTo(200);
        server.clock().advance(Duration.ofMinutes(6));
        assertThat(token(first).status()).isEqualTo(401);

        PUBLISHER.setDown(false);
        server.clock().advance(Duration.ofSeconds(31));
        assertThat(token(first).status()).isEqualTo(200);
    }

    @Test
    void tokenWhenTheClientWithdrawsAKeyThenItEndsWithinMinutes() {
        assertThat(token(first).status()).isEqualTo(200);
        PUBLISHER.publish(PATH, second);
        server.clock().advance(Duration.ofMinutes(5).plusSeconds(1));

        assertThat(token(first).status()).isEqualTo(401);
        assertThat(token(second).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\": 1}",
                "{\"keys\": [{\"kty\": \"oct\", \"k\": \"AAAA\"}]}",
                "<html>",
                "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"first\", \"n\": \"0vx7\", \"e\": \"AQAB\"}]}"
            })
    void tokenWhenWhatIsPublishedIsNoKeySetThenRefused(String document) {
        PUBLISHER.publish(PATH, document);

        assertThat(token(first).status()).isEqualTo(401);
    }

    @Test
    void tokenWhenAnotherKeyOfTheSetIsBrokenThenTheGoodOneServes() {
        String good = first.toPublicJWK().toJSONString();
        String offCurve = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"off\",\"x\":\"AQ\",\"y\":\"AQ\"}";
        PUBLISHER.publish(PATH, "{\"keys\": [" + offCurve + ", {\"kty\": \"new\"}, " + good + "]}");

        assertThat(token(first).status()).isEqualTo(200);
    }

    @Test
    void tokenWhenTheSetIsHugeThenRefused() {
        PUBLISHER.publish(PATH, "{\"keys\": [], \"more\": \"" + "x".repeat(200_000) + "\"}");

        assertThat(token(first).status()).isEqualTo(401);
    }

    private Answer token(JWK key) {
        return token(Assertion.of(server, REALM, "rotating", key));
    }

    private Answer token(Assertion assertion) {
        return new Browser(server)
                .post("/realms/" + REALM + "/oauth2/token", assertion.on(Map.of("grant_type", "client_credentials")));
    }
}
