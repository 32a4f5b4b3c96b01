package org.gatehouse.server.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("A passkey as the second factor is one of whoever gave the first")
class PasskeyStepTest {

    private static final String REALM = "acme";
    private static final String STEP = "/realms/acme/sign-in/passkey";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final OwnPasskeys passkeys = new OwnPasskeys(server, REALM, person);
    private final Browser browser = new Browser(server);
    private final SoftwareAuthenticator key = new SoftwareAuthenticator(server.baseUrl()).verifying(false);
    private final RelyingApp web = RelyingApp.web(server, REALM);

    @BeforeEach
    void addOne() {
        passkeys.add(key);
    }

    @Test
    void pageWhenNobodyIsSigningInThenOver() {
        assertThat(browser.get(STEP).status()).isEqualTo(410);
        assertThat(browser.get(STEP + "?attempt=made-up").status()).isEqualTo(410);
        Answer signIn = browser.get("/realms/acme/sign-in");
        assertThat(browser.submit(signIn, STEP + "/options", Map.of()).status()).isEqualTo(410);
        assertThat(browser.submit(signIn, STEP, Map.of("attempt", "made-up")).status())
                .isEqualTo(410);
    }

    @Test
    void pageInAnotherBrowserThenOver() {
        assertThat(new Browser(server).get(identify().location()).status()).isEqualTo(410);
    }

    @Test
    void confirmWithThePasskeyOfSomebodyElseThenRefused() {
        Person neighbour = People.of(server).create(REALM);
        SoftwareAuthenticator theirs = new SoftwareAuthenticator(server.baseUrl());
        new OwnPasskeys(server, REALM, neighbour).add(theirs);
        Answer page = browser.get(identify().location());

        assertRefused(page, theirs.get(options(page)), "passkey-of-another");
    }

    @Test
    void confirmToTheChallengeOfTheSignInPageThenRefused() {
        Answer page = browser.get(identify().location());
        Answer signIn = browser.get("/realms/acme/sign-in");
        JsonNode asked = browser.submit(signIn, "/realms/acme/sign-in/with-passkey/options", Map.of())
                .json();

        assertRefused(page, key.get(asked), "unknown-challenge");
    }

    @Test
    void signInToTheChallengeOfTheStepThenRefused() {
        Answer page = browser.get(identify().location());
        String answer = key.verifying(true).get(options(page));
        TrailProbe probe = TrailProbe.of(server, REALM);

        browser.submit(
                browser.get("/realms/acme/sign-in"), "/realms/acme/sign-in/with-passkey", Map.of("credential", answer));

        assertThat(probe.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("unknown-challenge"));
    }

    @Test
    void confirmWhenItWasRemovedMeanwhileThenTheStepIsOver() {
        Answer page = browser.get(identify().location());
        String answer = key.get(options(page));
        server.bean(PasskeyRows.class)
                .erase(server.bean(org.gatehouse.server.realm.Realms.class).get(REALM), person.subject());

        Answer result = confirm(page, answer);

        assertThat(result.location()).doesNotContain("code=").doesNotContain("/oauth2/authorize");
        assertThat(browser.get("/realms/acme/account").location()).contains("/sign-in");
    }

    @Test
    void confirmWhenTheAccountWasDisabledMeanwhileThenOver() {
        Answer page = browser.get(identify().location());
        String answer = key.get(options(page));
        People.of(server).disable(person);

        assertThat(confirm(page, answer).status()).isEqualTo(410);
    }

    @Test
    void confirmTwiceWithOneAnswerThenRefused() {
        Answer page = browser.get(identify().location());
        String answer = key.get(options(page));
        assertThat(confirm(page, answer).location()).contains("/oauth2/authorize");

        Browser again = browser;
        assertThat(confirm(page, answer).status()).isEqualTo(410);
        assertThat(again.get("/realms/acme/account").status()).isEqualTo(200);
    }

    @Test
    void confirmWhenSomebodyWithThePasswordUsedUpTheTriesThenTheOwnBrowserStillGetsIn() {
        Answer first = browser.get(identify().location());
        browser.step(confirm(first, key.get(options(first))).location());
        Browser thief = new Browser(server);
        Answer theirs = thief.get(identify(thief).location());
        Map<String, String> made = Map.of("attempt", theirs.hidden("attempt"), "credential", "{}");
        for (int i = 0; i < 5; i++) {
            assertThat(thief.submit(theirs, STEP, made).status()).isEqualTo(200);
        }
        assertThat(thief.submit(theirs, STEP, made).status()).isEqualTo(429);

        Answer again = browser.get(identify().location());

        assertThat(confirm(again, key.get(options(again))).location()).contains("/oauth2/authorize");
    }

    @Test
    void optionsThenNameOnlyThePersonsOwn() {
        Person neighbour = People.of(server).create(REALM);
        new OwnPasskeys(server, REALM, neighbour).add(new SoftwareAuthenticator(server.baseUrl()));
        Answer page = browser.get(identify().location());

        JsonNode options = options(page);

        assertThat(options.path("allowCredentials").size()).isEqualTo(1);
        assertThat(options.at("/allowCredentials/0/id").asString()).isEqualTo(key.id());
        assertThat(options.path("userVerification").asString()).isEqualTo("preferred");
    }

    @Test
    void confirmWithoutPinOrBiometricsThenTwoFactors() {
        Answer page = browser.get(identify().location());
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = confirm(page, key.get(options(page)));

        String code = browser.step(answer.location()).redirectParameter("code");
        JWTClaimsSet claims = Jwts.claims(web.redeem(code).json("id_token"));
        assertThat(claims.getClaim("amr").toString()).contains("pwd", "hwk", "mfa");
        assertThat(claims.getClaim("acr")).isEqualTo("phr");
        assertThat(probe.fresh())
                .filteredOn(entry -> entry.activity() == Activity.AUTH_LOGIN)
                .hasSize(1);
    }

    @Test
    void enrolOnTheWayInWhenThereIsAFactorThenLedToIt() {
        String step = identify().location();

        Answer answer = browser.get(step.replace("/sign-in/passkey", "/sign-in/enrol-passkey"));

        assertThat(answer.location()).isEqualTo(step);
        Answer page = browser.get(step);
        assertThat(browser.submit(
                                page,
                                "/realms/acme/sign-in/enrol-passkey/options",
                                Map.of("attempt", page.hidden("attempt")))
                        .location())
                .isEqualTo(step);
    }

    @Test
    void enrolOnTheWayInThenTheNewPasskeyIsAskedForAndNothingIsProvenYet() {
        server.bean(PasskeyRows.class)
                .erase(server.bean(org.gatehouse.server.realm.Realms.class).get(REALM), person.subject());
        Map<String, String> request = new LinkedHashMap<>(web.authorization());
        request.put("acr_values", "https://refeds.org/profile/mfa");
        Answer signIn = browser.get(web.authorize(browser, request).location());
        String enrol = browser.submit(signIn, "/realms/acme/sign-in", person.credentials())
                .location()
                .replace("/sign-in/enrol?", "/sign-in/enrol-passkey?");
        Answer page = browser.get(enrol);
        Map<String, String> attempt = Map.of("attempt", page.hidden("attempt"));
        String action = "/realms/acme/sign-in/enrol-passkey";
        SoftwareAuthenticator fresh = new SoftwareAuthenticator(server.baseUrl());
        String made =
                fresh.create(browser.submit(page, action + "/options", attempt).json());
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = browser.submit(page, action, Map.of("attempt", page.hidden("attempt"), "credential", made));

        assertThat(answer.location()).contains(STEP + "?attempt=");
        assertThat(probe.freshCodes()).containsExactly("factor.enrolled");
        assertThat(browser.get("/realms/acme/account").location()).contains("/sign-in");
        Answer step = browser.get(answer.location());
        assertThat(confirm(step, fresh.get(options(step))).location()).contains("/oauth2/authorize");
    }

    private void assertRefused(Answer page, String answer, String reason) {
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer result = confirm(page, answer);

        assertThat(result.body()).contains("<title>Error:", "That passkey was not accepted.");
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.AUTH_FACTOR);
            assertThat(entry.reason()).isEqualTo(reason);
            assertThat(entry.actor().person()).isEqualTo(person.subject());
            assertThat(entry.detail()).containsEntry("factor", "passkey");
        });
    }

    /** Gives the password to a client that wants two factors; the answer leads to the step. */
    private Answer identify() {
        return identify(browser);
    }

    private Answer identify(Browser browser) {
        Map<String, String> request = new LinkedHashMap<>(web.authorization());
        request.put("acr_values", "https://refeds.org/profile/mfa");
        request.put("prompt", "login");
        Answer page = browser.get(web.authorize(browser, request).location());
        Answer answer = browser.submit(page, "/realms/acme/sign-in", person.credentials());
        assertThat(answer.location()).contains(STEP + "?attempt=");
        return answer;
    }

    private JsonNode options(Answer page) {
        return browser.submit(page, STEP + "/options", Map.of("attempt", page.hidden("attempt")))
                .json();
    }

    private Answer confirm(Answer page, String answer) {
        return browser.submit(page, STEP, Map.of("attempt", page.hidden("attempt"), "credential", answer));
    }
}
