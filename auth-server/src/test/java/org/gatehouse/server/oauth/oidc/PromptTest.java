package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Duration;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Core section 3.1.2.1: prompt, max_age, login_hint")
class PromptTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp asking = RelyingApp.of(server, REALM, "asking");
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @Test
    void authorizeWithPromptNoneWhenNotSignedInThenLoginRequired() {
        assertIsError(authorize(web, "prompt", "none"), "login_required");
    }

    @Test
    void authorizeWithPromptNoneWhenConsentIsMissingThenConsentRequired() {
        signIn();

        assertIsError(authorize(asking, "prompt", "none"), "consent_required");
    }

    @Test
    void authorizeWithPromptNoneWhenSignInIsTooOldThenLoginRequired() {
        signIn();
        server.clock().advance(Duration.ofMinutes(2));
        Map<String, String> request = web.authorization();
        request.put("prompt", "none");
        request.put("max_age", "60");

        assertIsError(web.authorize(browser, request), "login_required");
    }

    @Test
    void authorizeWithPromptNoneWithoutOpenidWhenNotSignedInThenNoPage() {
        Map<String, String> request = web.authorization();
        request.put("prompt", "none");
        request.put("scope", "profile");

        Answer answer = web.authorize(browser, request);

        assertThat(answer.location()).startsWith("https://web.example/cb?error=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none login", "none consent", "login none", "create", "create login", "everything"})
    void authorizeWhenPromptMakesNoSenseThenInvalidRequest(String prompt) {
        signIn();

        assertIsError(authorize(web, "prompt", prompt), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "1.5", "99999999999999999999"})
    void authorizeWhenMaxAgeIsNoNumberOfSecondsThenInvalidRequest(String maxAge) {
        signIn();

        assertIsError(authorize(web, "max_age", maxAge), "invalid_request");
    }

    @Test
    void authorizeWithPromptNoneWhenSignedInThenCode() {
        signIn();

        assertThat(authorize(web, "prompt", "none").redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeWithPromptLoginWhenSignedInThenSignsInAgainAndOnce() throws ParseException {
        signIn();
        server.clock().advance(Duration.ofMinutes(1));

        Answer answer = authorize(web, "prompt", "login");
        Answer code = signInAgain(answer);

        assertThat(answer.location()).contains("/sign-in?request=");
        assertThat(code.redirectParameter("code")).isNotEmpty();
        assertThat(authTime(code)).isGreaterThan(server.clock().instant().getEpochSecond() - 50);
    }

    @Test
    void authorizeWithPromptLoginTwiceThenEachAsksAgain() {
        signIn();
        signInAgain(authorize(web, "prompt", "login"));

        assertThat(authorize(web, "prompt", "login").location()).contains("/sign-in?request=");
    }

    @Test
    void authorizeWithPromptLoginWhenPageIsSkippedThenNoCode() {
        signIn();
        authorize(web, "prompt", "login");

        assertThat(authorize(web, "prompt", "login").location()).contains("/sign-in?request=");
    }

    @Test
    void authorizeWhenSignInIsOlderThanMaxAgeThenSignsInAgain() {
        signIn();
        server.clock().advance(Duration.ofSeconds(61));

        Answer answer = authorize(web, "max_age", "60");

        assertThat(answer.location()).contains("/sign-in?request=");
        assertThat(signInAgain(answer).redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeWhenMaxAgeIsZeroThenSignsInAgainAndOnce() {
        signIn();

        Answer answer = authorize(web, "max_age", "0");

        assertThat(answer.location()).contains("/sign-in?request=");
        assertThat(signInAgain(answer).redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeWhenMaxAgeIsOneAndTheSignInIsOlderThenSignsInAgainAndAuthTimeMoves() throws ParseException {
        long before = server.clock().instant().getEpochSecond();
        signIn();
        server.clock().advance(Duration.ofSeconds(2));

        Answer code = signInAgain(authorize(web, "max_age", "1"));

        assertThat(authTime(code)).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void authorizeWithSelectAccountThenAnotherPersonMaySignIn() {
        signIn();
        Person other = People.of(server).create(REALM);

        Answer page = browser.get(authorize(web, "prompt", "select_account").location());
        Answer signedIn = browser.submit(page, web.path("/sign-in"), other.credentials());
        Answer code = browser.get(signedIn.location());
        String idToken = web.redeem(code.redirectParameter("code")).json("id_token");

        assertThat(Jwts.claims(idToken).getSubject()).isEqualTo(other.subject().toString());
    }

    @Test
    void authorizeWhenSignInIsFreshEnoughThenCode() {
        signIn();

        assertThat(authorize(web, "max_age", "3600").redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeWithLoginHintThenTheNameIsFilledIn() {
        Answer page =
                browser.get(authorize(web, "login_hint", "zoe@acme.example").location());

        assertThat(page.body()).contains("value=\"zoe@acme.example\"");
    }

    @Test
    void authorizeWithLoginHintThatIsMarkupThenItIsText() {
        Answer page = browser.get(
                authorize(web, "login_hint", "\"><script>x</script>").location());

        assertThat(page.body()).doesNotContain("<script>x");
    }

    private void signIn() {
        browser.signIn(REALM, person.userName(), person.password());
    }

    private Answer authorize(RelyingApp app, String name, String value) {
        Map<String, String> request = app.authorization();
        request.put(name, value);
        return app.authorize(browser, request);
    }

    private Answer signInAgain(Answer toSignIn) {
        Answer page = browser.get(toSignIn.location());
        Answer signedIn = browser.submit(page, web.path("/sign-in"), person.credentials());
        return browser.get(signedIn.location());
    }

    private long authTime(Answer code) throws ParseException {
        String idToken = web.redeem(code.redirectParameter("code")).json("id_token");
        return Jwts.claims(idToken).getLongClaim("auth_time");
    }

    private static void assertIsError(Answer answer, String error) {
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.redirectParameter("error")).isEqualTo(error);
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
        assertThat(answer.redirectParameter("iss")).isNotEmpty();
        assertThat(answer.redirectParameter("code")).isEmpty();
    }
}
