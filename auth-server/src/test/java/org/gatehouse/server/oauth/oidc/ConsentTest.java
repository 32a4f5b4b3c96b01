package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Core section 3.1.2.4: consent")
class ConsentTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp asking = RelyingApp.of(server, REALM, "asking");
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @BeforeEach
    void signIn() {
        browser.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void decideWhenDeniedThenAccessDeniedAndAskedAgainNextTime() {
        Answer answer = decide(ask("openid profile"), "deny");

        assertThat(answer.location()).startsWith("https://asking.example/cb?error=access_denied");
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
        assertThat(answer.redirectParameter("iss")).isEqualTo(server.issuer(REALM));
        assertThat(ask("openid profile").location()).contains("/consent?request=");
    }

    @Test
    void decideWhenDecisionIsMissingThenNothingIsAllowed() {
        Answer answer = decide(ask("openid profile"), "");

        assertThat(answer.redirectParameter("error")).isEqualTo("access_denied");
    }

    @Test
    void decideWhenRequestIsOfAnotherBrowserThenRefused() {
        Answer toConsent = ask("openid profile");
        Browser other = new Browser(server);
        Person stranger = People.of(server).create(REALM);
        other.signIn(REALM, stranger.userName(), stranger.password());

        assertThat(other.get(toConsent.location()).status()).isEqualTo(400);
    }

    @Test
    void decideWhenFormTokenIsMissingThenRefused() {
        String request = ask("openid profile").redirectParameter("request");

        Answer answer = browser.post(asking.path("/consent"), Map.of("request", request, "decision", "allow"));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void decideWhenAllowedThenCodeAndNotAskedAgain() {
        Answer code = browser.get(decide(ask("openid profile"), "allow").location());

        assertThat(asking.redeem(code.redirectParameter("code")).json("id_token"))
                .isNotEmpty();
        assertThat(ask("openid profile").redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeWithPromptNoneWhenAllowedBeforeThenCode() {
        decide(ask("openid profile"), "allow");
        Map<String, String> request = request("openid profile");
        request.put("prompt", "none");

        assertThat(asking.authorize(browser, request).redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeWhenMoreIsAskedThanWasAllowedThenOnlyTheRestIsAsked() {
        decide(ask("openid profile"), "allow");

        Answer page = browser.get(ask("openid profile email").location());

        assertThat(page.body()).contains("e-mail").doesNotContain("user name and");
    }

    @Test
    void authorizeWithPromptConsentWhenAllowedBeforeThenAskedAgainAndOnce() {
        decide(ask("openid profile"), "allow");
        Map<String, String> request = request("openid profile");
        request.put("prompt", "consent");

        Answer asked = asking.authorize(browser, request);
        Answer code = browser.get(decide(asked, "allow").location());

        assertThat(asked.location()).contains("/consent?request=");
        assertThat(code.redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeWhenClientAsksForNoConsentThenCode() {
        assertThat(web.authorize(browser, web.authorization()).redirectParameter("code"))
                .isNotEmpty();
    }

    @Test
    void allowForOnePersonThenAnotherIsStillAsked() {
        decide(ask("openid profile"), "allow");
        Browser other = new Browser(server);
        Person stranger = People.of(server).create(REALM);
        other.signIn(REALM, stranger.userName(), stranger.password());

        assertThat(asking.authorize(other, request("openid profile")).location())
                .contains("/consent?request=");
    }

    private Answer ask(String scope) {
        return asking.authorize(browser, request(scope));
    }

    private Map<String, String> request(String scope) {
        Map<String, String> request = asking.authorization();
        request.put("scope", scope);
        return request;
    }

    private Answer decide(Answer toConsent, String decision) {
        Answer page = browser.get(toConsent.location());
        return browser.submit(page, asking.path("/consent"), Map.of("decision", decision));
    }
}
