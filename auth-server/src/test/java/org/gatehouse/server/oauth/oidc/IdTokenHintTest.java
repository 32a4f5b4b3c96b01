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

@DisplayName("OpenID Connect Core section 3.1.2.1: id_token_hint")
class IdTokenHintTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Person other = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."})
    void authorizeWhenHintIsNoTokenOfOursThenInvalidRequest(String hint) {
        signIn(person);

        assertThat(authorize(hint).redirectParameter("error")).isEqualTo("invalid_request");
    }

    @Test
    void authorizeWhenHintIsAnAccessTokenThenInvalidRequest() {
        signIn(person);

        assertThat(authorize(web.tokens(person).json("access_token")).redirectParameter("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void authorizeWhenHintIsOfAnotherRealmThenInvalidRequest() {
        RelyingApp theirs = RelyingApp.web(server, "globex");
        String hint = theirs.tokens(People.of(server).create("globex")).json("id_token");
        signIn(person);

        assertThat(authorize(hint).redirectParameter("error")).isEqualTo("invalid_request");
    }

    @Test
    void authorizeWhenHintWasIssuedToAnotherClientThenInvalidRequest() {
        String hint = RelyingApp.of(server, REALM, "other").tokens(person).json("id_token");
        signIn(person);

        assertThat(authorize(hint).redirectParameter("error")).isEqualTo("invalid_request");
    }

    @Test
    void authorizeWithPromptNoneWhenSomebodyElseIsSignedInThenLoginRequired() {
        signIn(other);

        Answer answer = web.authorize(browser, request(hint(person), "none"));

        assertThat(answer.redirectParameter("error")).isEqualTo("login_required");
        assertThat(answer.redirectParameter("code")).isEmpty();
    }

    @Test
    void authorizeWhenSomebodyElseIsSignedInThenAskedToSignInAsThePersonMeant() {
        signIn(other);

        Answer toSignIn = authorize(hint(person));
        Answer page = browser.get(toSignIn.location());

        assertThat(toSignIn.location()).contains("/sign-in?request=");
        assertThat(page.body()).contains("value=\"" + person.userName() + "\"");
        assertThat(finish(page, person).redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeWhenSomebodyElseSignsInAgainThenLoginRequiredAndNoCode() {
        signIn(other);

        Answer answer = finish(browser.get(authorize(hint(person)).location()), other);

        assertThat(answer.redirectParameter("error")).isEqualTo("login_required");
        assertThat(answer.redirectParameter("code")).isEmpty();
    }

    @Test
    void authorizeWithPromptNoneWhenThePersonIsSignedInThenCode() {
        signIn(person);

        assertThat(web.authorize(browser, request(hint(person), "none")).redirectParameter("code"))
                .isNotEmpty();
    }

    @Test
    void authorizeWhenHintHasExpiredThenItStillTellsWhoIsMeant() {
        String hint = hint(person);
        server.clock().advance(Duration.ofMinutes(11));
        signIn(person);

        assertThat(web.authorize(browser, request(hint, "none")).redirectParameter("code"))
                .isNotEmpty();
    }

    private void signIn(Person who) {
        browser.signIn(REALM, who.userName(), who.password());
    }

    private String hint(Person who) {
        return web.tokens(who).json("id_token");
    }

    private Answer authorize(String hint) {
        Map<String, String> request = web.authorization();
        request.put("id_token_hint", hint);
        return web.authorize(browser, request);
    }

    private Map<String, String> request(String hint, String prompt) {
        Map<String, String> request = web.authorization();
        request.put("id_token_hint", hint);
        request.put("prompt", prompt);
        return request;
    }

    private Answer finish(Answer page, Person who) {
        return browser.get(
                browser.submit(page, web.path("/sign-in"), who.credentials()).location());
    }
}
