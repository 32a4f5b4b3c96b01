package org.gatehouse.server.email;

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
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Where addresses must be proven, nobody gets in before theirs is")
class ConfirmEmailStepTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/realms/acme/sign-in/confirm-email";
    private static final String ACCOUNT = "/realms/acme/account";

    private static TestServer server;

    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                settings(TestServer.mail().settings()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, String> settings(Map<String, String> mail) throws Exception {
        Path file =
                Path.of(Objects.requireNonNull(ConfirmEmailStepTest.class.getResource("/realms/proven-addresses.yaml"))
                        .toURI());
        Map<String, String> settings = new HashMap<>(mail);
        settings.put("gatehouse.realms[0]", file.toString());
        return settings;
    }

    @Test
    void signInWhenTheAddressIsProvenThenNothingIsAsked() {
        assertThat(signIn().location()).isEqualTo(ACCOUNT);
    }

    @Test
    void pageWithoutASignInThenOver() {
        assertThat(browser.get(PAGE).status()).isEqualTo(410);
        assertThat(browser.get(PAGE + "?attempt=x").status()).isEqualTo(410);
    }

    @Test
    void goOnWhenTheLinkWasNotOpenedThenStillOut() {
        unproven(person);
        Answer page = browser.get(signIn().location());

        Answer answer = browser.submit(page, PAGE, Map.of());

        assertThat(answer.body()).contains("<title>Error:", "not confirmed yet");
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(302);
        assertThat(TestServer.mail().of(person.email())).isEmpty();
    }

    @Test
    void signInWhenThereIsNoAddressThenOutAndToldWhomToAsk() {
        unproven(person);
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET email_sealed = NULL, email_index = NULL WHERE id = ?")
                .param(person.subject())
                .update();

        Answer step = signIn();
        Answer page = browser.get(step.location());

        assertThat(page.body()).contains("Ask your administrator to add it").doesNotContain("confirm-email/send");
        String csrf = browser.get("/realms/acme/sign-in").hidden("_csrf");
        String attempt = step.location().replaceAll(".*attempt=", "");
        assertThat(browser.post(PAGE + "/send", Map.of("_csrf", csrf, "attempt", attempt))
                        .status())
                .isEqualTo(200);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(302);
    }

    @Test
    void signInWithoutMailThenOutAndToldWhomToAsk() throws Exception {
        try (TestServer mute = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings(Map.of()))) {
            Person somebody = People.of(mute).create(REALM);
            mute.bean(JdbcClient.class)
                    .sql("UPDATE account SET email_verified = false WHERE id = ?")
                    .param(somebody.subject())
                    .update();
            Browser theirs = new Browser(mute);
            Answer step = theirs.signIn(REALM, somebody.userName(), somebody.password());

            assertThat(theirs.get(step.location()).body()).contains("sends no mail");
            assertThat(theirs.get(ACCOUNT).status()).isEqualTo(302);
        }
    }

    @Test
    void sendWhenTooOftenThenSlowedDown() {
        unproven(person);
        Answer page = browser.get(signIn().location());
        for (int i = 0; i < 5; i++) {
            send(page);
        }

        assertThat(send(page).status()).isEqualTo(429);
    }

    @Test
    void linkOpenedElsewhereThenTheSignInGoesOnToWhatAskedForIt() {
        unproven(person);
        RelyingApp web = RelyingApp.web(server, REALM);
        Answer form = browser.get(web.authorize(browser, web.authorization()).location());
        Answer step = browser.submit(form, "/realms/acme/sign-in", person.credentials());
        assertThat(step.location()).contains("/sign-in/confirm-email?attempt=");
        Answer page = browser.get(step.location());
        Answer sent = browser.get(send(page).location());
        assertThat(sent.body()).contains("A link is on its way");
        String link = TestServer.mail().only(person.email()).link();
        Browser elsewhere = new Browser(server);
        elsewhere.submit(elsewhere.get(link), "/realms/acme/sign-in/verify-email", Map.of());

        Answer answer = browser.submit(sent, PAGE, Map.of("attempt", attempt(sent)));

        assertThat(browser.get(answer.location()).redirectParameter("code")).isNotEmpty();
        assertThat(browser.get(step.location()).status()).isEqualTo(410);
    }

    @Test
    void reloadAfterTheLinkWasOpenedThenTheSignInGoesOn() {
        unproven(person);
        Answer step = signIn();
        send(browser.get(step.location()));
        Browser elsewhere = new Browser(server);
        elsewhere.submit(
                elsewhere.get(TestServer.mail().only(person.email()).link()),
                "/realms/acme/sign-in/verify-email",
                Map.of());

        assertThat(browser.get(step.location()).location()).isEqualTo(ACCOUNT);
    }

    private Answer signIn() {
        return browser.signIn(REALM, person.userName(), person.password());
    }

    private Answer send(Answer page) {
        return browser.submit(page, PAGE + "/send", Map.of("attempt", attempt(page)));
    }

    private static String attempt(Answer page) {
        return page.hidden("attempt");
    }

    private static void unproven(Person somebody) {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET email_verified = false WHERE id = ?")
                .param(somebody.subject())
                .update();
    }
}
