package org.gatehouse.server.emailcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.testing.Untraced;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A code by mail as the second factor")
class EmailCodeSignInTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/realms/acme/sign-in/email-code";

    private static final String CONFIRM = "/realms/acme/sign-in/confirm-email";

    private static TestServer here;

    private final Person person = People.of(here).create(REALM);
    private final Browser browser = new Browser(here);

    @BeforeAll
    static void start() throws Exception {
        Path file = Path.of(Objects.requireNonNull(EmailCodeSignInTest.class.getResource("/realms/mailed-codes.yaml"))
                .toURI());
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.put("gatehouse.realms[0]", file.toString());
        here = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings);
    }

    @AfterAll
    static void stop() {
        here.close();
    }

    @Test
    void pageWhenNoSignInStandsThereThenOver() {
        assertThat(browser.get(PAGE).status()).isEqualTo(410);
        assertThat(browser.get(PAGE + "?attempt=x").status()).isEqualTo(410);
    }

    @Test
    void signInWhenTheAddressIsNotProvenThenItIsProvenFirstAndTheCodeIsAskedForAfterwards() {
        set("email_verified = false");
        Answer enrol = browser.get(
                browser.signIn(REALM, person.userName(), person.password()).location());
        assertThat(enrol.location()).contains("/sign-in/confirm-email?attempt=");
        Answer step = browser.get(enrol.location());
        Map<String, String> attempt = Map.of("attempt", step.hidden("attempt"));
        assertThat(browser.submit(step, CONFIRM, attempt).body()).contains("not confirmed yet");
        Answer waits =
                browser.get(browser.submit(step, CONFIRM + "/send", attempt).location());
        Browser elsewhere = new Browser(here);
        elsewhere.submit(
                elsewhere.get(TestServer.mail().only(person.email()).link()),
                "/realms/acme/sign-in/verify-email",
                Map.of());

        Answer on = browser.submit(waits, CONFIRM, attempt);

        assertThat(on.location()).contains("/sign-in/email-code?attempt=");
        assertThat(browser.get("/realms/acme/account").status())
                .as("a mailbox that was proven proves nothing yet")
                .isEqualTo(302);
    }

    @Test
    void signInWhenThereIsNoAddressThenToldWhomToAskAndNothingElseIsOpen() {
        set("email_verified = false, email_sealed = NULL, email_index = NULL");
        Answer signedIn = browser.signIn(REALM, person.userName(), person.password());

        Answer page = browser.get(signedIn.location());

        assertThat(page.body()).contains("Ask your administrator to enter or confirm your address");
        assertThat(browser.get(signedIn.location(), "Accept-Language", "fr").body())
                .contains("Demandez à votre administrateur");
        assertThat(browser.get(signedIn.location().replace("/enrol?", "/confirm-email?"))
                        .location())
                .contains("/sign-in/enrol?attempt=");
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
    }

    private void set(String what) {
        here.bean(JdbcClient.class)
                .sql("UPDATE account SET " + what + " WHERE id = ?")
                .param(person.subject())
                .update();
    }

    @Test
    void signInWhenTheCodeIsWrongThenNotSignedInAndThereIsAnEntry() {
        Answer page = sent();
        TrailProbe probe = TrailProbe.of(here, REALM);
        Answer answer = browser.submit(page, PAGE, Map.of("attempt", page.hidden("attempt"), "code", "12"));

        assertThat(answer.body()).contains("<title>Error:", "not right").doesNotContain("??");
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("auth.factor");
            assertThat(entry.reason()).isEqualTo("wrong-code");
        });
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
    }

    @Test
    void signInThenNothingIsSentBeforeThePersonSaysSo() {
        Answer step = browser.signIn(REALM, person.userName(), person.password());
        browser.get(step.location());
        browser.get(step.location());

        assertThat(TestServer.mail().of(person.email())).isEmpty();
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
    }

    @Test
    void signInWhenTooManyCodesAreWantedThenSlowedDown() {
        Answer page = sent();
        for (int i = 0; i < 4; i++) {
            send(page);
        }

        assertThat(send(page).status()).isEqualTo(429);
        assertThat(TestServer.mail().of(person.email(), 5)).hasSize(5);
    }

    @Test
    void signInThenTheMailedCodeCompletesItOnce() {
        Answer page = sent();
        String code = TestServer.mail().only(person.email()).code();
        Map<String, String> fields =
                Map.of("attempt", page.hidden("attempt"), "code", code.substring(0, 4) + " " + code.substring(4));

        Answer answer = browser.submit(page, PAGE, fields);

        assertThat(answer.location()).endsWith("/realms/acme/account");
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(200);
        assertThat(browser.submit(page, PAGE, fields).status()).isBetween(400, 499);
    }

    /** A code works once, also when it is not known what came of it; another one is a letter away. */
    @Test
    void signInWhenTheTrailIsAwayThenUnavailableAndTheNextCodeCompletesIt() {
        Untraced untraced = Untraced.of(here, REALM);
        Answer page = sent();
        String code = TestServer.mail().only(person.email()).code();
        String attempt = page.hidden("attempt");

        untraced.fails(
                "mailed code",
                () -> browser.submit(page, PAGE, Map.of("attempt", attempt, "code", code)),
                "email_code");

        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        send(page);
        String next = TestServer.mail().last(person.email(), 2).code();
        assertThat(browser.submit(page, PAGE, Map.of("attempt", attempt, "code", next))
                        .location())
                .endsWith("/realms/acme/account");
    }

    @Test
    void sendWhenSomebodyWithThePasswordWantedTooManyThenTheOwnBrowserStillGetsOne() {
        Answer page = sent();
        String code = TestServer.mail().only(person.email()).code();
        browser.submit(page, PAGE, Map.of("attempt", page.hidden("attempt"), "code", code));
        Browser thief = new Browser(here);
        Answer theirs = thief.get(
                thief.signIn(REALM, person.userName(), person.password()).location());
        for (int i = 0; i < 5; i++) {
            thief.submit(theirs, PAGE + "/send", Map.of("attempt", theirs.hidden("attempt")));
        }
        assertThat(thief.submit(theirs, PAGE + "/send", Map.of("attempt", theirs.hidden("attempt")))
                        .status())
                .isEqualTo(429);

        Answer again = browser.get(
                browser.signIn(REALM, person.userName(), person.password()).location());

        assertThat(send(again).status()).isEqualTo(302);
        TestServer.mail().of(person.email(), 6);
    }

    /** The step after its code was sent. */
    private Answer sent() {
        Answer step = browser.signIn(REALM, person.userName(), person.password());
        assertThat(step.location()).contains("/sign-in/email-code?attempt=");
        Answer page = browser.get(step.location());
        assertThat(page.body()).contains("s…@people.example").doesNotContain("??", person.email());
        return browser.get(send(page).location());
    }

    private Answer send(Answer page) {
        return browser.submit(page, PAGE + "/send", Map.of("attempt", page.hidden("attempt")));
    }
}
