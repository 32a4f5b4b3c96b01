package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.StrictServer;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("What is demanded anew is asked of those who are signed in, with their next step")
class NewlyDemandedTest {

    private static final String REALM = StrictServer.STRICT;
    private static final String ACCOUNT = "/realms/strict/account";
    private static final String SIGN_IN = "/realms/strict/sign-in";
    private static final String NEW = "An-entirely-other-phrase-9";

    private final TestServer server = StrictServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);
    private final RelyingApp web = RelyingApp.web(server, REALM);

    @BeforeEach
    void signIn() {
        browser.signIn(REALM, person.userName(), person.password());
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
    }

    @Test
    void pageWhenThereIsATextToAcceptThenThatFirstAndBackWithItsEntryAlone() {
        becomesAReader();

        Answer step = follow(browser.get(ACCOUNT + "/sessions"));

        assertThat(step.body()).contains("I look at personal data only where");
        TrailProbe probe = TrailProbe.of(server, REALM);
        Answer done = accept(step);
        assertThat(done.location()).isEqualTo(ACCOUNT + "/sessions");
        assertThat(probe.freshCodes()).as("nothing more was proven").containsExactly("attestation.accepted");
        assertThat(browser.get(ACCOUNT + "/sessions").status()).isEqualTo(200);
    }

    @Test
    void pageWhenTheTextIsDeclinedThenSignedOutWithTheEntries() {
        becomesAReader();
        Answer step = follow(browser.get(ACCOUNT));
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer out = browser.submit(
                step, SIGN_IN + "/attestation", Map.of("id", "privacy", "version", "2", "decision", "decline"));

        assertThat(out.location()).endsWith("/signed-out");
        assertThat(probe.fresh())
                .anySatisfy(entry -> {
                    assertThat(entry.activity()).isEqualTo(Activity.ATTESTATION_ACCEPTED);
                    assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
                    assertThat(entry.reason()).isEqualTo("declined");
                    assertThat(new Sentences().render(entry, Locale.ENGLISH))
                            .contains("did not accept the attestation");
                })
                .anySatisfy(entry -> assertThat(entry.activity()).isEqualTo(Activity.AUTH_LOGOUT))
                .hasSize(2);
        assertThat(browser.get(ACCOUNT).location()).isEqualTo(SIGN_IN + "?to=%2Frealms%2Fstrict%2Faccount");
        assertThat(browser.get(SIGN_IN).body()).contains("name=\"password\"");
    }

    @Test
    void authorizeWhenThereIsATextToAcceptThenNoCodeBeforeIt() {
        becomesAReader();
        Map<String, String> silent = new LinkedHashMap<>(web.authorization());
        silent.put("prompt", "none");
        assertThat(web.authorize(browser, silent).redirectParameter("error")).isEqualTo("login_required");

        Answer sent = web.authorize(browser, web.authorization());

        assertThat(sent.redirectParameter("code")).isEmpty();
        Answer done = accept(follow(sent));
        assertThat(browser.get(done.location()).redirectParameter("code")).isNotEmpty();
    }

    @Test
    void refreshWhenSomethingIsDemandedAnewThenRefusedUntilItIsDoneAndNothingEnds() {
        String token = web.redeem(web.authorize(browser, web.authorization()).redirectParameter("code"))
                .json("refresh_token");
        becomesAReader();
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer refused = web.refresh(token);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json("error")).isEqualTo("invalid_grant");
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.TOKEN_REFUSED);
            assertThat(entry.detail())
                    .containsEntry(
                            "why",
                            "The realm demands by now that the person does something first."
                                    + " An authorization request leads there.");
        });
        accept(follow(web.authorize(browser, web.authorization())));
        Answer refreshed = web.refresh(token);
        assertThat(refreshed.status()).as("the same token").isEqualTo(200);

        mustChange();
        assertThat(web.refresh(refreshed.json("refresh_token")).json("error"))
                .as("a new password")
                .isEqualTo("invalid_grant");
    }

    @Test
    void pageWhenThePasswordHasToBeChangedThenTheCurrentOneIsAskedToo() {
        mustChange();
        Answer step = follow(browser.get(ACCOUNT));
        assertThat(step.body()).contains("Choose a new password", "name=\"current\"");
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer wrong = browser.submit(step, SIGN_IN + "/password", Map.of("current", "no", "password", NEW));
        Answer without = browser.submit(step, SIGN_IN + "/password", Map.of("password", NEW));

        assertThat(wrong.body()).contains("<title>Error:");
        assertThat(without.status()).isEqualTo(200);
        assertThat(probe.fresh()).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.CREDENTIAL_CHANGED);
            assertThat(entry.reason()).isEqualTo("wrong-password");
        });
        Answer done =
                browser.submit(step, SIGN_IN + "/password", Map.of("current", person.password(), "password", NEW));
        assertThat(done.location()).isEqualTo(ACCOUNT);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
        assertThat(probe.freshCodes()).containsExactly("credential.changed");
    }

    @Test
    void stepWhenThePasswordWasJustGivenThenItIsNotAskedAgain() {
        mustChange();
        Browser another = new Browser(server);

        Answer step = another.get(
                another.signIn(REALM, person.userName(), person.password()).location());

        assertThat(step.body()).contains("Choose a new password").doesNotContain("name=\"current\"");
        assertThat(another.submit(step, SIGN_IN + "/password", Map.of("password", NEW))
                        .location())
                .isEqualTo(ACCOUNT);
    }

    @Test
    void stepWhenPasswordsAreTriedAllTheTimeThenSlowedDownWithItsEntry() {
        mustChange();
        Browser another = new Browser(server);
        Answer step = another.get(
                another.signIn(REALM, person.userName(), person.password()).location());
        Answer last = step;
        TrailProbe probe = TrailProbe.of(server, REALM);
        for (int i = 0; i < 11; i++) {
            last = another.submit(step, SIGN_IN + "/password", Map.of("password", "short"));
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isNotEmpty();
        assertThat(probe.freshCodes()).containsExactly("auth.throttled");
    }

    private Answer accept(Answer step) {
        return browser.submit(
                step, SIGN_IN + "/attestation", Map.of("id", "privacy", "version", "2", "accepted", "true"));
    }

    private void becomesAReader() {
        server.bean(JdbcClient.class)
                .sql("INSERT INTO account_role (realm_id, account_id, role)"
                        + " SELECT realm_id, id, 'reader' FROM account WHERE id = ?")
                .param(person.subject())
                .update();
    }

    private void mustChange() {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET password_must_change = true WHERE id = ?")
                .param(person.subject())
                .update();
    }

    private Answer follow(Answer sent) {
        Answer page = sent;
        for (int i = 0; i < 4 && page.status() == 302; i++) {
            page = browser.get(page.location());
        }
        return page;
    }
}
