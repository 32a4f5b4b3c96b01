package org.gatehouse.server.oauth.rfc7662;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7662 section 2.2: a token that was found active before is looked at again")
class PresentedAgainTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person person = people.create(REALM);
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp exporter = RelyingApp.of(server, REALM, "exporter");
    private String token = "";

    @BeforeEach
    void presentOnce() {
        token = web.tokens(person).json("access_token");
        assertThat(exporter.isActive(token)).isTrue();
        assertThat(web.userInfo(token).status()).isEqualTo(200);
    }

    @Test
    void presentWhenItsTimeIsOverThenRefused() {
        server.clock().advance(Duration.ofMinutes(10));

        assertIsRefused(token);
    }

    @Test
    void presentWhenItWasRevokedThenRefused() {
        web.revoke(token);

        assertIsRefused(token);
    }

    @Test
    void presentWhenThePersonWasDisabledThenRefused() {
        people.disable(person);

        assertIsRefused(token);
    }

    @Test
    void presentWhenOnlyTheSignatureDiffersThenRefused() {
        char last = token.charAt(token.length() - 2); // the last one has bits that say nothing
        String altered = token.substring(0, token.length() - 2)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 1);

        assertIsRefused(altered);
        assertThat(exporter.isActive(token)).isTrue();
    }

    @Test
    void presentWhenToAnotherRealmThenRefused() {
        assertThat(RelyingApp.web(server, "globex").isActive(token)).isFalse();
        assertThat(RelyingApp.web(server, "globex").userInfo(token).status()).isEqualTo(401);
    }

    private void assertIsRefused(String presented) {
        assertThat(exporter.isActive(presented)).isFalse();
        assertThat(web.userInfo(presented).status()).isEqualTo(401);
    }
}
