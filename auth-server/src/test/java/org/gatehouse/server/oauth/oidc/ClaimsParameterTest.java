package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
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

@DisplayName("OpenID Connect Core section 5.5: the claims parameter")
class ClaimsParameterTest {

    private static final String REALM = DetailedRealm.NAME;
    private static final String SEVERAL = "https://refeds.org/profile/mfa";

    private final TestServer server = DetailedRealm.server();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp full = RelyingApp.of(server, REALM, "full");
    private final RelyingApp asking = RelyingApp.of(server, REALM, "asking");
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "\"text\"",
                "null",
                "{\"userinfo\": 1}",
                "{\"userinfo\": {\"email\": true}}",
                "{\"userinfo\": {\"email\": {\"essential\": \"yes\"}}}",
                "{\"id_token\": {\"acr\": {\"values\": \"phr\"}}}",
                "{\"id_token\": {\"acr\": {\"values\": []}}}",
                "{\"userinfo\": {\"email\": null, \"email\": null}}",
                "{\"userinfo\": {}} {}",
                "{\"userinfo\": {\"a\": {\"values\": [[[[1]]]]}}}"
            })
    void authorizeWhenClaimsAreNotWhatTheyMustBeThenInvalidRequest(String claims) {
        signIn();

        Answer answer = web.authorize(browser, with(web, "openid", claims));

        assertThat(answer.redirectParameter("error")).isEqualTo("invalid_request");
        assertThat(answer.redirectParameter("error_description")).startsWith("claims");
        assertThat(answer.redirectParameter("code")).isEmpty();
    }

    @Test
    void authorizeWhenMoreClaimsAreAskedThanAnybodyNeedsThenInvalidRequest() {
        StringBuilder many = new StringBuilder("{\"userinfo\": {\"x\": null");
        for (int i = 0; i < 50; i++) {
            many.append(", \"x").append(i).append("\": null");
        }
        signIn();

        Answer answer = web.authorize(browser, with(web, "openid", many + "}}"));

        assertThat(answer.redirectParameter("error")).isEqualTo("invalid_request");
    }

    @Test
    void readWhenTheClientMayNotHaveTheScopeThenTheClaimIsNotTold() {
        Answer answer = userInfo(web, "openid", "{\"userinfo\": {\"phone_number\": {\"essential\": true}}}");

        assertThat(answer.json().propertyNames()).containsExactly("sub");
    }

    @Test
    void readWhenAnotherValueIsAskedForThenTheClaimIsNotTold() {
        Answer answer = userInfo(web, "openid", "{\"userinfo\": {\"email\": {\"value\": \"other@acme.example\"}}}");

        assertThat(answer.json().has("email")).isFalse();
    }

    @Test
    void readWhenOneClaimIsEssentialThenItAndNoOther() {
        Answer answer = userInfo(web, "openid", "{\"userinfo\": {\"name\": {\"essential\": true}}}");

        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("sub", "name");
    }

    @Test
    void readWhenClaimsAndMembersAreUnknownThenTheyAreIgnored() {
        Answer answer = userInfo(
                web,
                "openid",
                "{\"userinfo\": {\"email\": null, \"shoe_size\": null, \"name#fr\": null}, \"other\": {\"a\": 1}}");

        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("sub", "email");
    }

    @Test
    void redeemThenTheIdTokenHasWhatIsAskedOfItAndUserInfoWhatIsAskedOfThat() throws ParseException {
        Map<String, String> request =
                with(web, "openid", "{\"id_token\": {\"email\": null}, \"userinfo\": {\"given_name\": null}}");

        Answer tokens = redeemed(web, request);
        JWTClaimsSet idToken = Jwts.claims(tokens.json("id_token"));

        assertThat(idToken.getStringClaim("email")).isEqualTo(person.email());
        assertThat(idToken.getClaim("given_name")).isNull();
        assertThat(web.userInfo(tokens.json("access_token")).json().propertyNames())
                .containsExactlyInAnyOrder("sub", "given_name");
    }

    @Test
    void refreshThenTheSameClaimsAgain() throws ParseException {
        Answer tokens = redeemed(web, with(web, "openid", "{\"id_token\": {\"email\": null}}"));

        Answer later = web.refresh(tokens.json("refresh_token"));

        assertThat(Jwts.claims(later.json("id_token")).getStringClaim("email")).isEqualTo(person.email());
    }

    @Test
    void authorizeWhenConsentIsAskedThenItIsAboutTheClaimsToo() {
        signIn();
        Answer toConsent = asking.authorize(browser, with(asking, "openid", "{\"userinfo\": {\"email\": null}}"));

        assertThat(toConsent.location()).contains("/consent?request=");
        assertThat(browser.get(toConsent.location()).body()).contains("your e-mail address");
    }

    @Test
    void authorizeWhenAnotherSubjectIsSignedInAndNobodyMayBeAskedThenLoginRequired() {
        signIn();
        Map<String, String> request =
                with(web, "openid", subject(People.of(server).create(REALM)));
        request.put("prompt", "none");

        assertThat(web.authorize(browser, request).redirectParameter("error")).isEqualTo("login_required");
    }

    @Test
    void authorizeWhenAnotherSubjectSignsInThenNoCode() {
        Map<String, String> request =
                with(web, "openid", subject(People.of(server).create(REALM)));

        Answer answer = web.codeAnswer(browser, person, request);

        assertThat(answer.redirectParameter("error")).isEqualTo("login_required");
        assertThat(answer.redirectParameter("code")).isEmpty();
    }

    @Test
    void authorizeWhenTheSubjectIsAnotherThenItsNameIsNotGivenAway() {
        Person other = People.of(server).create(REALM);

        Answer page = browser.get(
                web.authorize(browser, with(web, "openid", subject(other))).location());

        assertThat(page.body()).doesNotContain(other.userName());
    }

    @Test
    void authorizeWhenTheSubjectIsSignedInThenCode() {
        signIn();

        assertThat(web.authorize(browser, with(web, "openid", subject(person))).redirectParameter("code"))
                .isNotEmpty();
    }

    @Test
    void authorizeWhenNoEssentialAcrIsKnownThenUnmetAuthenticationRequirements() {
        signIn();

        Answer answer = web.authorize(browser, with(web, "openid", acr("\"urn:unknown\", \"2\"", true)));

        assertThat(answer.redirectParameter("error")).isEqualTo("unmet_authentication_requirements");
    }

    @Test
    void authorizeWhenTheEssentialAcrCannotBeReachedThenUnmetAuthenticationRequirements() {
        Authenticator phone = signInWithPhone();

        // a one-time code is all this realm has: it was asked for, and is not resistant to phishing
        Answer answer = followed(prove(web.authorize(browser, with(web, "openid", acr("\"phr\"", true))), phone));

        assertThat(answer.redirectParameter("error")).isEqualTo("unmet_authentication_requirements");
        assertThat(answer.redirectParameter("code")).isEmpty();
    }

    @Test
    void authorizeWhenAVoluntaryAcrCannotBeReachedThenTheTokenTellsWhatWas() throws ParseException {
        Authenticator phone = signInWithPhone();

        Answer answer = followed(prove(web.authorize(browser, with(web, "openid", acr("\"phr\"", false))), phone));

        assertThat(acrOf(answer)).isEqualTo(SEVERAL);
    }

    @Test
    void authorizeWhenAnEssentialAcrIsReachedByStepUpThenTheTokenHasIt() throws ParseException {
        Authenticator phone = signInWithPhone();
        String claims = acr("\"urn:unknown\", \"" + SEVERAL + "\"", true);

        Answer answer = followed(prove(web.authorize(browser, with(web, "openid", claims)), phone));

        assertThat(acrOf(answer)).isEqualTo(SEVERAL);
    }

    @Test
    void authorizeWhenMoreWasProvenThanIsEssentialThenTheTokenHasTheValueAskedFor() throws ParseException {
        Authenticator phone = signInWithPhone();
        followed(prove(web.authorize(browser, with(web, "openid", acr("\"" + SEVERAL + "\"", true))), phone));
        String one = "https://refeds.org/profile/sfa";

        Answer answer = web.authorize(browser, with(web, "openid", acr("\"" + one + "\"", true)));

        assertThat(acrOf(answer)).isEqualTo(one);
    }

    @Test
    void authorizeWithAcrValuesNobodyKnowsThenCodeAndWhatWasReached() throws ParseException {
        signIn();
        Map<String, String> request = web.authorization();
        request.put("acr_values", "1 2");

        assertThat(acrOf(web.authorize(browser, request))).isEqualTo("https://refeds.org/profile/sfa");
    }

    @Test
    void readWhenPhoneAndAddressAreAskedOneByOneThenTold() {
        Map<String, String> request =
                with(full, "openid", "{\"userinfo\": {\"phone_number\": null, \"address\": null}}");
        Answer tokens = full.redeem(
                full.codeAnswer(browser, DetailedRealm.nora(), request).redirectParameter("code"));

        Answer answer = full.userInfo(tokens.json("access_token"));

        assertThat(answer.json("phone_number")).isEqualTo("+33199000007");
        assertThat(answer.json().path("address").path("locality").asString()).isEqualTo("Annecy");
    }

    private void signIn() {
        browser.signIn(REALM, person.userName(), person.password());
    }

    private Authenticator signInWithPhone() {
        signIn();
        return Authenticator.of(server, REALM, person.subject());
    }

    private Answer prove(Answer sent, Authenticator phone) {
        Answer step = followed(sent);
        assertThat(step.body()).contains("name=\"code\"");
        return browser.submit(step, web.path("/sign-in/totp"), Map.of("code", phone.nextCode()));
    }

    /** To the page, or to the answer the client gets. */
    private Answer followed(Answer first) {
        Answer step = first;
        for (int i = 0; i < 6 && step.status() == 302 && !step.location().startsWith("https://"); i++) {
            step = browser.get(step.location());
        }
        return step;
    }

    private String acrOf(Answer code) throws ParseException {
        String idToken = web.redeem(code.redirectParameter("code")).json("id_token");
        return Jwts.claims(idToken).getStringClaim("acr");
    }

    private Answer userInfo(RelyingApp app, String scope, String claims) {
        return app.userInfo(redeemed(app, with(app, scope, claims)).json("access_token"));
    }

    private Answer redeemed(RelyingApp app, Map<String, String> request) {
        return app.redeem(app.codeAnswer(browser, person, request).redirectParameter("code"));
    }

    private static Map<String, String> with(RelyingApp app, String scope, String claims) {
        Map<String, String> request = app.authorization();
        request.put("scope", scope);
        request.put("claims", claims);
        return request;
    }

    private static String subject(Person person) {
        return "{\"id_token\": {\"sub\": {\"value\": \"" + person.subject() + "\"}}}";
    }

    private static String acr(String values, boolean essential) {
        return "{\"id_token\": {\"acr\": {\"essential\": " + essential + ", \"values\": [" + values + "]}}}";
    }
}
