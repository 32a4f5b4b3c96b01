package org.gatehouse.server.oauth.rfc6749;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
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

@DisplayName("RFC 6749 section 4.1.1: authorization request")
class AuthorizationRequestTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp app = RelyingApp.web(server, REALM);
    private final Browser browser = new Browser(server);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/cb",
                "web.example/cb",
                "https://web.example/cb#fragment",
                "https://web.example/cb#",
                "https://web.example/cb/",
                "https://web.example/CB",
                "https://WEB.example/cb",
                "https://web.example/cb?next=1",
                "https://web.example/./cb",
                "https://web.example/%63b",
                "https://web.example:443/cb",
                "https://web.example.evil.test/cb",
                "https://web.example@evil.test/cb",
                "https://evil.test/https://web.example/cb",
                "http://web.example/cb",
                " https://web.example/cb",
                "https://web.example/cb ",
                "https://other.example/cb",
                "javascript:alert(1)",
                "http://127.0.0.1/cb"
            })
    void authorizeWhenRedirectUriIsNotRegisteredThenErrorPage(String redirectUri) {
        assertIsErrorPage(app.authorize(browser, with("redirect_uri", redirectUri)));
    }

    @Test
    void authorizeWhenRedirectUriIsMissingThenErrorPage() {
        assertIsErrorPage(app.authorize(browser, without("redirect_uri")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "", "WEB", "web ", "globex-only", "<script>", "web\u0000"})
    void authorizeWhenClientIsUnknownThenErrorPage(String clientId) {
        assertIsErrorPage(app.authorize(browser, with("client_id", clientId)));
    }

    @Test
    void authorizeWhenClientIsMissingThenErrorPage() {
        assertIsErrorPage(app.authorize(browser, without("client_id")));
    }

    @Test
    void authorizeWhenClientIsAServiceThenNoCode() {
        Map<String, String> request = with("client_id", "exporter");

        assertIsErrorPage(app.authorize(browser, request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id",
                "redirect_uri",
                "response_type",
                "scope",
                "state",
                "nonce",
                "code_challenge",
                "prompt"
            })
    void authorizeWhenParameterIsSentTwiceThenRefused(String name) {
        String query = Browser.encode(app.authorization()) + "&" + name + "=a&" + name + "=a";

        assertIsErrorPage(browser.get(app.path("/oauth2/authorize?" + query)));
    }

    @Test
    void authorizeByPostWhenParameterIsInQueryAndBodyThenRefused() {
        Answer answer = browser.post(app.path("/oauth2/authorize?client_id=other"), app.authorization());

        assertIsErrorPage(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token", "code token", "code id_token", "none", "Code"})
    void authorizeWhenResponseTypeIsNotCodeThenUnsupportedResponseType(String responseType) {
        Answer answer = app.authorize(signedIn(), with("response_type", responseType));

        assertThat(answer.location()).startsWith("https://web.example/cb?");
        assertThat(answer.redirectParameter("error")).isEqualTo("unsupported_response_type");
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
        assertThat(answer.redirectParameter("code")).isEmpty();
    }

    @Test
    void authorizeWhenResponseTypeIsMissingThenInvalidRequestWithState() {
        Answer answer = app.authorize(signedIn(), without("response_type"));

        assertThat(answer.redirectParameter("error")).isEqualTo("invalid_request");
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
        assertThat(answer.redirectParameter("iss")).isEqualTo(server.issuer(REALM));
    }

    @Test
    void authorizeWhenResponseTypeAndRedirectUriAreWrongThenErrorPage() {
        Map<String, String> request = with("response_type", "token");
        request.put("redirect_uri", "https://evil.test/cb");

        assertIsErrorPage(app.authorize(browser, request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "openid audit.write", "openid  profile*", "OPENID"})
    void authorizeWhenScopeIsNotTheClientsThenErrorWithState(String scope) {
        Answer answer = app.authorize(browser, with("scope", scope));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).startsWith("https://web.example/cb?");
        assertThat(answer.redirectParameter("error")).isEqualTo("invalid_scope");
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
        assertThat(answer.redirectParameter("iss")).isEqualTo(server.issuer(REALM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "request_uri"})
    void authorizeWhenRequestObjectIsSentThenRefusedAsNotSupported(String name) {
        Answer answer = app.authorize(signedIn(), with(name, "https://evil.test/request.jwt"));

        assertThat(answer.location()).startsWith("https://web.example/cb?");
        assertThat(answer.redirectParameter("error")).isEqualTo(name + "_not_supported");
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
    }

    @Test
    void authorizeWhenParameterIsUnknownThenItIsIgnored() {
        assertThat(app.authorize(signedIn(), with("extra", "foobar")).redirectParameter("code"))
                .isNotEmpty();
    }

    @Test
    void authorizeWhenNonceIsLongerThanAnyoneNeedsThenInvalidRequest() {
        Answer answer = app.authorize(signedIn(), with("nonce", "n".repeat(513)));

        assertThat(answer.redirectParameter("error")).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "query.jwt", "web_message", "FORM_POST"})
    void authorizeWhenResponseModeIsNotOfferedThenRefusedAndNotIgnored(String mode) {
        Answer answer = app.authorize(signedIn(), with("response_mode", mode));

        assertThat(answer.redirectParameter("error")).isEqualTo("invalid_request");
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
    }

    @Test
    void authorizeWhenNotSignedInThenSignInPageOfTheRealm() {
        Answer answer = app.authorize(browser, app.authorization());

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).contains("/realms/acme/sign-in?request=").doesNotContain("web.example");
    }

    @Test
    void authorizeByPostWhenSignedInThenCode() {
        Browser signedIn = signedIn();

        Answer answer = signedIn.post(app.path("/oauth2/authorize"), app.authorization());

        assertThat(answer.redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeByPostWhenNotSignedInThenCodeAfterSignIn() {
        Person person = People.of(server).create(REALM);
        Answer toSignIn = browser.post(app.path("/oauth2/authorize"), app.authorization());
        Answer signedIn = browser.submit(browser.get(toSignIn.location()), app.path("/sign-in"), person.credentials());

        assertThat(browser.get(signedIn.location()).redirectParameter("code")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b+c&d=e%20/?#[]@!$'()*,;",
                "é\u00e9\u20ac\ud83d\ude00",
                "<script>\"'{}|\\^`",
                "%41%zz%",
                "{state}${x}#{y}",
                "0"
            })
    void authorizeWhenStateHasSpecialCharactersThenEchoedExactly(String state) {
        Answer answer = app.codeAnswer(browser, People.of(server).create(REALM), with("state", state));

        assertThat(answer.redirectParameter("code")).isNotEmpty();
        assertThat(answer.redirectParameter("state")).isEqualTo(state);
    }

    @Test
    void authorizeWhenStateIsAbsentThenNoneIsInvented() {
        Answer answer = app.codeAnswer(browser, People.of(server).create(REALM), without("state"));

        assertThat(answer.redirectParameter("code")).isNotEmpty();
        assertThat(answer.location()).doesNotContain("state=");
    }

    @Test
    void authorizeWhenRequestIsTooLongToBeSentBackThenRefusedAtOnce() {
        Answer answer = app.authorize(browser, with("state", "\u20ac".repeat(1_200)));

        assertIsErrorPage(answer);
    }

    @Test
    void authorizeWhenRequestIsLongButFitsThenCodeAfterSignIn() {
        String state = "s".repeat(2_500);

        Answer answer = app.codeAnswer(browser, People.of(server).create(REALM), with("state", state));

        assertThat(answer.redirectParameter("state")).isEqualTo(state);
    }

    private static void assertIsErrorPage(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isEmpty();
        assertThat(answer.body()).doesNotContain("evil.test").doesNotContain("<script>");
    }

    private Browser signedIn() {
        Browser signedIn = new Browser(server);
        Person person = People.of(server).create(REALM);
        signedIn.signIn(REALM, person.userName(), person.password());
        return signedIn;
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> request = app.authorization();
        request.put(name, value);
        return request;
    }

    private Map<String, String> without(String name) {
        Map<String, String> request = new LinkedHashMap<>(app.authorization());
        request.remove(name);
        return request;
    }
}
