package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.SignInEnds;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("Ending sign-ins is one with its reason and its entry: all of it or nothing")
class NothingHalfDoneTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final String PASSWORD_PAGE = "/realms/acme/account/password";
    private static final String NEW = "An-entirely-other-phrase-9";

    private static TestServer server;

    private Person person;
    private RelyingApp web;
    private Browser browser;
    private Browser elsewhere;
    private Answer tokens;

    @BeforeAll
    static void startAServerToBreak() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void signInTwice() {
        person = People.of(server).create(REALM);
        web = RelyingApp.web(server, REALM);
        browser = new Browser(server);
        tokens = web.redeem(web.code(browser, person));
        elsewhere = new Browser(server);
        elsewhere.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void changePasswordWhenTheTrailCannotBeWrittenThenUnavailableAndNothingChanged() {
        Map<String, String> form = passwordForm();

        Answer answer = TrailOutage.during(server, () -> browser.post(PASSWORD_PAGE, form));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(isPassword(NEW)).isFalse();
        assertThat(isPassword(person.password())).isTrue();
        assertIsSignedInEverywhere();
    }

    @Test
    void changePasswordWhenTokensCannotBeEndedThenThePasswordStays() {
        Map<String, String> form = passwordForm();
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = 'disk_full'; END $$
                """).update();
        jdbc.sql("CREATE TRIGGER refuse BEFORE UPDATE ON token_family EXECUTE FUNCTION refuse()")
                .update();

        Answer answer = browser.post(PASSWORD_PAGE, form);

        jdbc.sql("DROP FUNCTION refuse CASCADE").update();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(isPassword(person.password())).isTrue();
        assertIsSignedInEverywhere();
    }

    @Test
    void changePasswordTwiceAtOnceThenOneChange() {
        Map<String, String> form = passwordForm();
        TrailProbe probe = TrailProbe.of(server, REALM);

        List<Answer> answers = Together.run(4, i -> {
            Map<String, String> mine = new HashMap<>(form);
            mine.put("password", NEW + i);
            return browser.post(PASSWORD_PAGE, mine);
        });

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(302, 200, 200, 200);
        assertThat(probe.fresh())
                .filteredOn(entry -> entry.activity() == Activity.CREDENTIAL_CHANGED)
                .extracting(EntryView::outcome)
                .containsExactlyInAnyOrder(Outcome.SUCCESS, Outcome.FAILURE, Outcome.FAILURE, Outcome.FAILURE);
    }

    @Test
    void changePasswordThenEntriesForEachThingThatEnded() {
        RelyingApp phone = RelyingApp.phone(server, REALM);
        phone.tokens(person);
        Map<String, String> form = passwordForm();
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(browser.post(PASSWORD_PAGE, form).status()).isEqualTo(302);

        assertThat(probe.freshCodes())
                .containsExactlyInAnyOrder(
                        "credential.changed", "token.revoked", "session.ended", "session.ended", "device.removed");
        assertThat(isSignedIn(browser)).isTrue();
        assertThat(isSignedIn(elsewhere)).isFalse();
    }

    @Test
    void changePasswordWhenSignedInOnlyHereThenNoSessionEnded() {
        Person alone = People.of(server).create(REALM);
        browser = new Browser(server);
        browser.signIn(REALM, alone.userName(), alone.password());
        Map<String, String> form = passwordForm();
        TrailProbe probe = TrailProbe.of(server, REALM);

        browser.post(PASSWORD_PAGE, form);

        assertThat(probe.freshCodes()).containsExactly("credential.changed");
    }

    @Test
    void signOutWhenTheTrailCannotBeWrittenThenUnavailableAndStillSignedIn() {
        Map<String, String> form = Map.of("_csrf", browser.get(ACCOUNT).hidden("_csrf"));

        Answer answer = TrailOutage.during(server, () -> browser.post("/realms/acme/sign-out", form));

        assertThat(answer.status()).isEqualTo(503);
        assertIsSignedInEverywhere();
        assertThat(browser.post("/realms/acme/sign-out", form).status()).isEqualTo(302);
        assertThat(isSignedIn(browser)).isFalse();
        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
    }

    @Test
    void logOutFromAnAppWhenTheTrailCannotBeWrittenThenUnavailableAndStillSignedIn() {
        String request =
                web.path("/connect/logout?" + Browser.encode(Map.of("id_token_hint", tokens.json("id_token"))));

        Answer answer = TrailOutage.during(server, () -> browser.get(request));

        assertThat(answer.status()).isEqualTo(503);
        assertIsSignedInEverywhere();
        assertThat(browser.get(request).status()).isEqualTo(302);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void signOutThenOneEntryAndTheOtherBrowserStays() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        browser.submit(browser.get(ACCOUNT), "/realms/acme/sign-out", Map.of());

        assertThat(probe.freshCodes()).containsExactly("auth.logout");
        assertThat(isSignedIn(elsewhere)).isTrue();
    }

    @Test
    void signOutDeviceWhenTheTrailCannotBeWrittenThenUnavailableAndTheDeviceLives() {
        RelyingApp phone = RelyingApp.phone(server, REALM);
        Answer onPhone = phone.tokens(person);
        Map<String, String> form = Map.of("_csrf", browser.get(ACCOUNT).hidden("_csrf"));
        String signOut = ACCOUNT + "/devices/" + deviceId() + "/sign-out";

        Answer answer = TrailOutage.during(server, () -> browser.post(signOut, form));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(phone.isActive(onPhone.json("access_token"))).isTrue();
        assertThat(browser.get(ACCOUNT).body())
                .contains("/sign-out\"", deviceId().toString());
    }

    @Test
    void redeemOnAPhoneWhenTheTrailCannotBeWrittenThenUnavailableAndTheCodeIsStillGood() {
        RelyingApp phone = RelyingApp.phone(server, REALM);
        String code = phone.code(new Browser(server), person);

        Answer answer = TrailOutage.during(server, () -> phone.redeem(code));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(phone.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void replayWhenTheTrailCannotBeWrittenThenUnavailableAndNobodyIsToldOfWhatDidNotHappen() {
        web.refresh(tokens.json("refresh_token"));
        server.clock().advance(Duration.ofSeconds(31));

        Answer answer = TrailOutage.during(server, () -> web.refresh(tokens.json("refresh_token")));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(web.isActive(tokens.json("access_token"))).isTrue();
        assertThat(browser.get(ACCOUNT).body()).doesNotContain("A sign-in of yours was ended");
        assertThat(web.refresh(tokens.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
    }

    @Test
    void endEverythingWithoutATransactionThenRefused() {
        assertThatThrownBy(this::endEverything).isInstanceOf(IllegalTransactionStateException.class);
        assertIsSignedInEverywhere();
    }

    @Test
    void endEverythingWhenTheCallersTransactionFailsThenNothingEnded() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            endEverything();
            status.setRollbackOnly();
        });

        assertIsSignedInEverywhere();
        assertThat(probe.freshCodes()).isEmpty();
    }

    @Test
    void endEverythingThenEverySignInIsOverAndHasItsEntryAndNobodyElses() {
        Person neighbour = People.of(server).create(REALM);
        Browser theirs = new Browser(server);
        Answer theirTokens = web.redeem(web.code(theirs, neighbour));
        RelyingApp phone = RelyingApp.phone(server, REALM);
        Answer onPhone = phone.tokens(person);
        TrailProbe probe = TrailProbe.of(server, REALM);

        server.bean(TransactionTemplate.class).executeWithoutResult(status -> endEverything());

        assertThat(isSignedIn(browser)).isFalse();
        assertThat(isSignedIn(elsewhere)).isFalse();
        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
        assertThat(web.refresh(tokens.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
        assertThat(phone.refresh(onPhone.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
        List<EntryView> entries = probe.fresh();
        assertThat(entries)
                .filteredOn(entry -> entry.activity() == Activity.DEVICE_REMOVED)
                .hasSize(1);
        assertThat(entries)
                .filteredOn(entry -> entry.activity() == Activity.SESSION_ENDED)
                .hasSize(3)
                .allSatisfy(entry -> {
                    assertThat(entry.reason()).isEqualTo("account-disabled");
                    assertThat(entry.target().person()).isEqualTo(person.subject());
                });
        assertThat(isSignedIn(theirs)).isTrue();
        assertThat(web.isActive(theirTokens.json("access_token"))).isTrue();
    }

    private void endEverything() {
        Realm realm = server.bean(Realms.class).get(REALM);
        Account account =
                server.bean(Accounts.class).find(realm, person.subject()).orElseThrow();
        server.bean(SignInEnds.class).endEverything(realm, account, Party.system(), "account-disabled");
    }

    private UUID deviceId() {
        Realm realm = server.bean(Realms.class).get(REALM);
        return server.bean(Devices.class).of(realm, person.subject()).get(0).id();
    }

    private void assertIsSignedInEverywhere() {
        assertThat(List.of(isSignedIn(browser), isSignedIn(elsewhere))).containsExactly(true, true);
        assertThat(web.isActive(tokens.json("access_token"))).isTrue();
        assertThat(web.isActive(tokens.json("refresh_token"))).isTrue();
    }

    private Map<String, String> passwordForm() {
        return Map.of("_csrf", browser.get(PASSWORD_PAGE).hidden("_csrf"), "current", People.PASSWORD, "password", NEW);
    }

    private boolean isPassword(String password) {
        return new Browser(server)
                .signIn(REALM, person.userName(), password)
                .location()
                .endsWith("/account");
    }

    private static boolean isSignedIn(Browser browser) {
        return browser.get(ACCOUNT).status() == 200;
    }
}
