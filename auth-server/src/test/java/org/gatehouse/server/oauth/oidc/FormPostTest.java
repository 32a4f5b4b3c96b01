package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OAuth 2.0 Form Post Response Mode 1.0, Multiple Response Type Encoding Practices section 2.1")
class FormPostTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp asking = RelyingApp.of(server, REALM, "asking");
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @Test
    void authorizeWhenRefusedThenTheErrorIsPosted() {
        Map<String, String> request = request(web, "form_post");
        request.put("prompt", "none");

        Answer page = web.authorize(browser, request);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.location()).isEmpty();
        assertThat(page.hidden("error")).isEqualTo("login_required");
        assertThat(page.hidden("state")).isEqualTo("some-state");
        assertThat(page.hidden("iss")).isEqualTo(server.issuer(REALM));
        assertThat(page.hidden("code")).isEmpty();
    }

    @Test
    void authorizeWhenAPhoneAsksForAFormThenInvalidRequest() {
        RelyingApp phone = RelyingApp.phone(server, REALM);

        Answer answer = phone.authorize(browser, request(phone, "form_post"));

        assertThat(answer.location()).startsWith("com.example.phone:/cb?error=invalid_request");
    }

    @Test
    void openThePageWithoutAnAnswerThenThereIsNothing() {
        browser.signIn(REALM, person.userName(), person.password());

        assertThat(browser.get(web.path("/authorization-response")).status()).isEqualTo(404);
    }

    @Test
    void authorizeThenTheCodeIsPostedByAPageThatGoesNowhereElse() {
        Answer page = web.codeAnswer(browser, person, request(web, "form_post"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Content-Security-Policy"))
                .contains("form-action 'self' https://web.example")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .contains("action=\"https://web.example/cb\"")
                .contains("<button")
                .doesNotContain("_csrf");
        assertThat(web.redeem(page.hidden("code")).json("id_token")).isNotEmpty();
    }

    @Test
    void authorizeByPostWhenSignedInThenTheCodeIsPosted() {
        browser.signIn(REALM, person.userName(), person.password());

        Answer page = browser.post(web.path("/oauth2/authorize"), request(web, "form_post"));

        assertThat(page.hidden("code")).isNotEmpty();
    }

    @Test
    void authorizeWhenStateIsMarkupThenItIsPostedAsText() {
        Map<String, String> request = request(web, "form_post");
        request.put("state", "\"><script>alert(1)</script>");

        Answer page = web.codeAnswer(browser, person, request);

        assertThat(page.body()).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
    }

    @Test
    void decideWhenDeniedThenTheErrorIsPosted() {
        browser.signIn(REALM, person.userName(), person.password());
        Answer toConsent = asking.authorize(browser, request(asking, "form_post"));

        Answer page =
                browser.submit(browser.get(toConsent.location()), asking.path("/consent"), Map.of("decision", "deny"));

        assertThat(page.hidden("error")).isEqualTo("access_denied");
        assertThat(page.hidden("state")).isEqualTo("some-state");
    }

    @Test
    void authorizeWithFragmentThenTheCodeIsInTheFragment() {
        Answer answer = web.codeAnswer(browser, person, request(web, "fragment"));

        assertThat(answer.location()).startsWith("https://web.example/cb#code=").contains("&state=some-state&iss=");
    }

    @Test
    void authorizeWithQueryThenAsWithout() {
        Answer answer = web.codeAnswer(browser, person, request(web, "query"));

        assertThat(answer.location()).startsWith("https://web.example/cb?code=");
    }

    private static Map<String, String> request(RelyingApp app, String mode) {
        Map<String, String> request = app.authorization();
        request.put("response_mode", mode);
        return request;
    }
}
