package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A browser session begins with a sign-in and ends for sure")
class SessionTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final String SIGN_IN = "/realms/acme/sign-in";
    private static final String SIGN_OUT = "/realms/acme/sign-out";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @Test
    void openAccountWhenNotSignedInThenSignInPage() {
        Answer answer = browser.get(ACCOUNT);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).contains(SIGN_IN + "?to=");
    }

    @Test
    void signInThenAnotherSessionIdAndTheOldOneIsNothing() {
        browser.get(SIGN_IN);
        String before = cookie(browser);

        browser.signIn(REALM, person.userName(), person.password());

        assertThat(cookie(browser)).isNotEqualTo(before);
        assertThat(isSignedIn(before)).isFalse();
        assertThat(isSignedIn(cookie(browser))).isTrue();
    }

    @Test
    void signInWhenSessionIdWasPlantedThenItIsNotUsed() {
        String planted = "00000000-0000-0000-0000-000000000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        Answer page = new Browser(server).get(SIGN_IN, "Cookie", "gatehouse.acme=" + planted);

        assertThat(page.header("Set-Cookie")).startsWith("gatehouse.acme=").doesNotContain("00000000-0000");
    }

    @Test
    void signInThenTheCookieIsOutOfReachForScriptsAndOtherSites() {
        Answer answer = browser.signIn(REALM, person.userName(), person.password());

        assertThat(answer.header("Set-Cookie"))
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/")
                .doesNotContain("Domain");
    }

    @Test
    void signOutThenTheSessionIsOverForEveryCopyOfItsCookie() {
        browser.signIn(REALM, person.userName(), person.password());
        String copy = cookie(browser);

        Answer answer = browser.submit(browser.get(ACCOUNT), SIGN_OUT, Map.of());

        assertThat(answer.location()).endsWith("/realms/acme/signed-out");
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(302);
        assertThat(isSignedIn(copy)).isFalse();
    }

    @Test
    void useSessionWhenItsAbsoluteEndHasPassedThenSignInPage() {
        browser.signIn(REALM, person.userName(), person.password());
        server.clock().advance(Duration.ofHours(9));
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);

        server.clock().advance(Duration.ofHours(1).plusSeconds(1));

        assertThat(browser.get(ACCOUNT).status()).isEqualTo(302);
    }

    @Test
    void useSessionWhenAccountWasDisabledThenSignInPage() {
        browser.signIn(REALM, person.userName(), person.password());

        People.of(server).disable(person);

        assertThat(browser.get(ACCOUNT).status()).isEqualTo(302);
    }

    @Test
    void signInWithoutFormTokenThenRefused() {
        browser.get(SIGN_IN);

        Answer answer = browser.post(SIGN_IN, person.credentials());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(302);
    }

    @Test
    void signInWithTheFormTokenOfAnotherBrowserThenRefused() {
        browser.get(SIGN_IN);
        Map<String, String> form = new LinkedHashMap<>(person.credentials());
        form.put("_csrf", new Browser(server).get(SIGN_IN).hidden("_csrf"));

        assertThat(browser.post(SIGN_IN, form).status()).isEqualTo(403);
    }

    @Test
    void signOutWithoutFormTokenThenStillSignedIn() {
        browser.signIn(REALM, person.userName(), person.password());

        assertThat(browser.post(SIGN_OUT, Map.of()).status()).isEqualTo(403);
        assertThat(browser.get(SIGN_OUT).status()).isBetween(400, 499);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/",
                "//evil.test/",
                "/\\evil.test/",
                "\\\\evil.test",
                "/realms/acme@evil.test/",
                "/realms/acme/../globex/account",
                "/realms/acme/%2e%2e/globex/account",
                "/realms/globex/account",
                "/realms/acme",
                "/realms/acmeevil/account",
                "javascript:alert(1)",
                "/realms/acme/account#x",
                "/realms/acme//evil.test",
                "/realms/acme/account\r\nLocation: https://evil.test",
                "http://localhost/realms/acme/account"
            })
    void signInWhenReturnTargetIsNoPageOfTheRealmThenAccountPage(String target) {
        Map<String, String> form = new LinkedHashMap<>(person.credentials());
        form.put("to", target);

        Answer answer = browser.submit(browser.get(SIGN_IN), SIGN_IN, form);

        assertThat(answer.location()).isEqualTo(ACCOUNT);
    }

    @Test
    void signInWhenReturnTargetIsAPageOfTheRealmThenThere() {
        Answer page = browser.get(browser.get("/realms/acme/account/password").location());

        Answer answer = browser.submit(page, SIGN_IN, person.credentials());

        assertThat(answer.location()).isEqualTo("/realms/acme/account/password");
    }

    private static String cookie(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("gatehouse.acme"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    private boolean isSignedIn(String cookie) {
        return new Browser(server)
                        .get(ACCOUNT, "Cookie", "gatehouse.acme=" + cookie)
                        .status()
                == 200;
    }
}
