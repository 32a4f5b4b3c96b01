package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.time.Duration;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Nobody is locked out by strangers who guess at their password")
class KnownBrowsersTest {

    private static final String REALM = "acme";
    private static final String WRONG = "not-the-password-of-anybody";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final Browser own = new Browser(server);

    @BeforeEach
    void signInOnce() {
        server.clock().advance(Duration.ofMinutes(2));
        own.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void signInWhenStrangersUsedUpTheTriesThenTheOwnBrowserStillGetsIn() {
        guess(new Browser(server), 6);

        assertThat(signIn(new Browser(server), person.password()).status()).isEqualTo(429);
        assertThat(signIn(own, person.password()).status()).isEqualTo(302);
    }

    @Test
    void signInWhenTheOwnBrowserGuessesThenItIsThrottledToo() {
        guess(own, 5);

        assertThat(signIn(own, person.password()).status()).isEqualTo(429);
    }

    @Test
    void signInWhenTheCookieIsSomebodyElsesThenItOpensNoLane() {
        Person other = People.of(server).create(REALM);
        guess(own, 0);
        Browser stranger = new Browser(server);
        stranger.signIn(REALM, other.userName(), other.password());
        guess(stranger, 5);

        assertThat(signIn(stranger, person.password()).status()).isEqualTo(429);
    }

    @Test
    void signInWhenTheCookieIsForgedThenItOpensNoLane() {
        HttpCookie mark = mark(own);
        guess(new Browser(server), 5);
        for (String forged : new String[] {"x" + mark.getValue(), mark.getValue() + "x", ".", "a.b~c.d~", "~"}) {
            Browser stranger = new Browser(server);
            HttpCookie cookie = new HttpCookie(mark.getName(), forged);
            cookie.setPath("/");
            cookie.setVersion(0);
            stranger.cookies().getCookieStore().add(server.uri("/"), cookie);

            assertThat(signIn(stranger, person.password()).status()).as(forged).isEqualTo(429);
        }
    }

    @Test
    void signInWhenTwoShareABrowserThenBothKeepTheirLane() {
        Person other = People.of(server).create(REALM);
        own.signIn(REALM, other.userName(), other.password());
        guess(new Browser(server), 5);

        assertThat(signIn(own, person.password()).status()).isEqualTo(302);
    }

    @Test
    void signInThenTheCookieNamesNobody() {
        HttpCookie mark = mark(own);

        assertThat(mark.isHttpOnly()).isTrue();
        assertThat(mark.getValue())
                .doesNotContain(person.userName(), person.subject().toString());
    }

    private HttpCookie mark(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().contains("known"))
                .findFirst()
                .orElseThrow();
    }

    private void guess(Browser browser, int times) {
        for (int i = 0; i < times; i++) {
            signIn(browser, WRONG);
        }
    }

    private Answer signIn(Browser browser, String password) {
        return browser.signIn(REALM, person.userName(), password);
    }
}
