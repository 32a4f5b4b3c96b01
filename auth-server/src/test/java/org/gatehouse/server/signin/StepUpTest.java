package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A sign-in that is not enough any more is lifted, and never passes for more than it was")
class StepUpTest {

    private static final String REALM = "acme";
    private static final String SIGN_IN = "/realms/acme/sign-in";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final String ONE = "https://refeds.org/profile/sfa";
    private static final String SEVERAL = "https://refeds.org/profile/mfa";

    private static TestServer server;

    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp payroll = RelyingApp.of(server, REALM, "payroll");

    @BeforeAll
    static void start() throws Exception {
        Path file = Path.of(Objects.requireNonNull(StepUpTest.class.getResource("/realms/stepped.yaml"))
                .toURI());
        server = TestServer.start(
                TestDatabase.fresh(), new SettableClock(), Map.of("gatehouse.realms[0]", file.toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tokensWhenOnlyThePasswordWasGivenThenTheySaySo() {
        Answer tokens = web.tokens(person);

        for (String token : List.of("id_token", "access_token")) {
            JWTClaimsSet claims = Jwts.claims(tokens.json(token));
            assertThat(claims.getClaim("acr")).isEqualTo(ONE);
            assertThat(claims.getClaim("amr")).isEqualTo(List.of("pwd"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "urn:nothing urn:known", " ", ONE})
    void authorizeWhenAskedForNothingWeKnowOrOneFactorThenNothingMoreIsAsked(String asked) {
        browser.signIn(REALM, person.userName(), person.password());

        assertThat(web.authorize(browser, with(web, "acr_values", asked)).redirectParameter("code"))
                .isNotEmpty();
    }

    @Test
    void authorizeWhenTwoFactorsAreWantedAndNobodyMayBeAskedThenAnError() {
        browser.signIn(REALM, person.userName(), person.password());
        Map<String, String> request = with(web, "acr_values", SEVERAL);
        request.put("prompt", "none");

        assertThat(web.authorize(browser, request).redirectParameter("error")).isEqualTo("login_required");
    }

    @Test
    void authorizeWhenTwoFactorsAreWantedThenOnlyTheSecondIsAskedForAndTheSignInStays() {
        browser.signIn(REALM, person.userName(), person.password());
        JWTClaimsSet before = Jwts.claims(
                web.redeem(codeOf(web.authorize(browser, web.authorization()))).json("id_token"));
        Authenticator phone = Authenticator.of(server, REALM, person.subject());
        server.clock().advance(Duration.ofMinutes(1));
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer proven = prove(web.authorize(browser, with(web, "acr_values", SEVERAL)), phone);

        JWTClaimsSet after =
                Jwts.claims(web.redeem(codeOf(browser.get(proven.location()))).json("id_token"));
        assertThat(after.getClaim("acr")).isEqualTo(SEVERAL);
        assertThat(after.getClaim("amr")).isEqualTo(List.of("pwd", "otp", "mfa"));
        assertThat(after.getClaim("auth_time")).isEqualTo(before.getClaim("auth_time"));
        assertThat(after.getClaim("sid")).isEqualTo(before.getClaim("sid"));
        assertThat(probe.freshCodes()).startsWith("auth.step-up", "code.issued");
    }

    @Test
    void authorizeWhenAKeyIsWantedThatThePersonHasNotThenTheyGetInWithWhatTheyHave() {
        Authenticator phone = Authenticator.of(server, REALM, person.subject());
        Answer proven = prove(signIn(web, with(web, "acr_values", "phr")), phone);

        JWTClaimsSet claims =
                Jwts.claims(web.redeem(codeOf(browser.get(proven.location()))).json("id_token"));

        assertThat(claims.getClaim("acr")).isEqualTo(SEVERAL);
    }

    @Test
    void authorizeWhenTheClientDemandsASecondFactorThenAnOldSessionIsNotEnough() {
        browser.signIn(REALM, person.userName(), person.password());
        assertThat(codeOf(web.authorize(browser, web.authorization()))).isNotEmpty();

        Answer answer = payroll.authorize(browser, payroll.authorization());
        Answer step = browser.get(answer.location());

        assertThat(answer.redirectParameter("code")).isEmpty();
        assertThat(step.location()).contains("/sign-in/enrol?attempt=");
        assertThat(browser.get(ACCOUNT).status())
                .as("enough for what it was enough for")
                .isEqualTo(200);
    }

    @Test
    void pageWhenARoleDemandsASecondFactorMeanwhileThenTheOldSessionIsNotEnough() {
        browser.signIn(REALM, person.userName(), person.password());
        Authenticator phone = roleGiven();

        Answer sent = browser.get(ACCOUNT);

        assertThat(sent.status()).isEqualTo(302);
        assertThat(sent.location()).startsWith(SIGN_IN);
        Answer proven = prove(sent, phone);
        assertThat(proven.location()).isEqualTo(ACCOUNT);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
    }

    @Test
    void refreshWhenARoleDemandsASecondFactorMeanwhileThenRefusedAndAnAppOfOnesOwnAccordTakesNothing() {
        browser.signIn(REALM, person.userName(), person.password());
        Answer tokens = web.redeem(codeOf(web.authorize(browser, web.authorization())));
        Authenticator.of(server, REALM, person.subject());
        Answer refreshed = web.refresh(tokens.json("refresh_token"));
        assertThat(refreshed.status()).as("nobody demands the app").isEqualTo(200);
        Authenticator phone = roleGiven();

        Answer refused = web.refresh(refreshed.json("refresh_token"));

        assertThat(refused.json("error")).isEqualTo("invalid_grant");
        Answer proven = prove(web.authorize(browser, web.authorization()), phone);
        Answer anew = web.redeem(codeOf(browser.get(proven.location())));
        assertThat(web.refresh(anew.json("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void consoleWhenARoleDemandsASecondFactorThenItIsAskedForOnTheWay() {
        roleGiven();
        browser.signIn(REALM, person.userName(), person.password());

        Answer answer = browser.step("/console/realms/acme");
        Answer authorize = browser.step(answer.location());

        assertThat(authorize.location()).contains("/sign-in?request=");
    }

    @Test
    void stepWhenThePasswordWasChangedMeanwhileThenOver() {
        Authenticator phone = roleGiven();
        Answer step = browser.signIn(REALM, person.userName(), person.password());
        Answer page = browser.get(step.location());
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET password_hash = password_hash || 'x' WHERE id = ?")
                .param(person.subject())
                .update();

        Answer answer = browser.submit(page, SIGN_IN + "/totp", Map.of("code", phone.nextCode()));

        assertThat(answer.status()).isEqualTo(410);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(302);
    }

    @Test
    void stepWhenTheAccountWasDisabledMeanwhileThenOver() {
        Authenticator phone = roleGiven();
        Answer page = browser.get(
                browser.signIn(REALM, person.userName(), person.password()).location());
        People.of(server).disable(person);

        assertThat(browser.submit(page, SIGN_IN + "/totp", Map.of("code", phone.nextCode()))
                        .status())
                .isEqualTo(410);
    }

    @Test
    void stepWhenHalfAnHourOldThenOver() {
        Authenticator phone = roleGiven();
        Answer page = browser.get(
                browser.signIn(REALM, person.userName(), person.password()).location());
        server.clock().advance(Duration.ofMinutes(31));

        assertThat(browser.submit(page, SIGN_IN + "/totp", Map.of("code", phone.nextCode()))
                        .status())
                .isEqualTo(410);
    }

    @Test
    void stepOfAnotherBrowserThenOver() {
        Authenticator phone = roleGiven();
        Answer step = browser.signIn(REALM, person.userName(), person.password());
        Answer page = browser.get(step.location());
        Browser thief = new Browser(server);
        String csrf = thief.get(SIGN_IN).hidden("_csrf");

        Answer answer = thief.post(
                SIGN_IN + "/totp", Map.of("_csrf", csrf, "attempt", page.hidden("attempt"), "code", phone.nextCode()));

        assertThat(answer.status()).isEqualTo(410);
        assertThat(thief.get(step.location()).status()).isEqualTo(410);
    }

    @Test
    void twoTabsThenEachGoesItsOwnWayAndTheBackButtonLeadsNowhere() {
        Authenticator phone = roleGiven();
        Answer first = browser.get(
                browser.signIn(REALM, person.userName(), person.password()).location());
        Answer second = browser.get(
                browser.signIn(REALM, person.userName(), person.password()).location());
        assertThat(second.hidden("attempt")).isNotEqualTo(first.hidden("attempt"));

        Answer done = browser.submit(first, SIGN_IN + "/totp", Map.of("code", phone.nextCode()));
        assertThat(done.location()).isEqualTo(ACCOUNT);

        assertThat(browser.submit(first, SIGN_IN + "/totp", Map.of("code", phone.nextCode()))
                        .status())
                .isEqualTo(410);
        assertThat(browser.submit(second, SIGN_IN + "/totp", Map.of("code", phone.nextCode()))
                        .location())
                .isEqualTo(ACCOUNT);
    }

    /** The person gets a role that demands a second factor, and has an app. */
    private Authenticator roleGiven() {
        server.bean(JdbcClient.class)
                .sql("INSERT INTO account_role (realm_id, account_id, role)"
                        + " SELECT realm_id, id, 'helpdesk' FROM account WHERE id = ?")
                .param(person.subject())
                .update();
        return Authenticator.of(server, REALM, person.subject());
    }

    /** Signs in by the password, for a request that waits. */
    private Answer signIn(RelyingApp app, Map<String, String> request) {
        Answer form = browser.get(app.authorize(browser, request).location());
        return browser.submit(form, SIGN_IN, person.credentials());
    }

    /** Follows to the page that asks for the code, and gives it. */
    private Answer prove(Answer sent, Authenticator phone) {
        Answer step = sent;
        for (int i = 0; i < 4 && step.status() == 302; i++) {
            step = browser.get(step.location());
        }
        assertThat(step.body()).contains("name=\"code\"").doesNotContain("type=\"password\"");
        return browser.submit(step, SIGN_IN + "/totp", Map.of("code", phone.nextCode()));
    }

    private static Map<String, String> with(RelyingApp app, String parameter, String value) {
        Map<String, String> request = app.authorization();
        request.put(parameter, value);
        return request;
    }

    private static String codeOf(Answer answer) {
        return answer.redirectParameter("code");
    }
}
