package org.gatehouse.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
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
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("People delete their own account: all access ends at once, and an administrator can bring it back")
class OwnDeletionTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/realms/acme/account/erase";

    /** Of its own: it counts administrators. */
    private static TestServer server;

    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void deleteWithoutFormTokenThenRefused() {
        signIn(person);
        page();

        assertThat(browser.post(PAGE, Map.of("version", "0", "confirmation", person.userName()))
                        .status())
                .isEqualTo(403);
        assertThat(state(person)).isEqualTo(AccountState.ACTIVE);
    }

    @Test
    void deleteWhenTheSignInIsNotFreshThenSignInAgainAndNothingHappens() {
        signIn(person);
        Answer page = page();
        server.clock().advance(Duration.ofMinutes(16));

        Answer late = browser.submit(page, PAGE, form(page, person.userName()));

        assertThat(late.location()).contains("/sign-in?to=");
        assertThat(page().location()).contains("/sign-in?to=%2Frealms%2Facme%2Faccount%2Ferase");
        assertThat(state(person)).isEqualTo(AccountState.ACTIVE);
    }

    @Test
    void deleteWhenTheUserNameIsNotTypedThenToldAtTheFieldAndNothingHappens() {
        signIn(person);
        TrailProbe probe = TrailProbe.of(server, REALM);

        for (String typed : List.of("", "yes", person.userName() + "x", "x".repeat(100_000))) {
            Answer page = page();
            assertThat(browser.submit(page, PAGE, form(page, typed)).body())
                    .contains("<title>Error: Delete your account", "href=\"#confirmation\"");
        }
        assertThat(probe.freshCodes()).isEmpty();
        assertThat(state(person)).isEqualTo(AccountState.ACTIVE);
    }

    @Test
    void deleteWhenTheAccountWasChangedMeanwhileThenToldToLookAgain() {
        signIn(person);
        Answer page = page();
        admin().patchSeen("/accounts/" + person.subject(), "{\"displayName\":\"Changed\"}");

        Answer stale = browser.submit(page, PAGE, form(page, person.userName()));

        assertThat(stale.body()).contains("Nothing was deleted");
        assertThat(state(person)).isEqualTo(AccountState.ACTIVE);
    }

    @Test
    void deleteWhenNobodyElseIsAdministratorThenRefusedWithTheReasonAndAnEntry() {
        server.bean(JdbcClient.class)
                .sql("DELETE FROM account_role WHERE role = 'admin'")
                .update();
        Person last = People.of(server).createWith(REALM, "admin");
        signIn(last);
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer page = page();
        Answer refused = browser.submit(page, PAGE, form(page, last.userName()));

        assertThat(refused.body()).contains("You are the last administrator.");
        assertThat(state(last)).isEqualTo(AccountState.ACTIVE);
        assertThat(page().status()).as("still signed in").isEqualTo(200);
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.USER_SOFT_DELETED);
            assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
            assertThat(entry.reason()).isEqualTo("last-administrator");
        });
    }

    @Test
    void pageThenSaysWhatGoesWhatStaysAndHowLong() {
        RelyingApp.phone(server, REALM).tokens(person);
        signIn(person);

        assertThat(page().body())
                .contains("What ends at once", "One device is signed out.", ">user</span>")
                .contains("What stays, and why", "5 years", person.userName());
        assertThat(browser.get(PAGE, "Accept-Language", "fr", "Accept", "text/html")
                        .body())
                .contains("Un appareil est déconnecté.", "5 ans");
    }

    @Test
    void deleteThenEverythingEndsAtOnceAndAnAdministratorCanRestoreIt() {
        RelyingApp phone = RelyingApp.phone(server, REALM);
        Answer tokens = phone.tokens(person);
        Browser elsewhere = new Browser(server);
        elsewhere.signIn(REALM, person.userName(), person.password());
        signIn(person);
        Answer page = page();
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer gone = browser.submit(page, PAGE, form(page, " " + person.userName() + " "));

        assertThat(gone.status()).isEqualTo(200);
        assertThat(gone.body()).contains("Your account is deleted").doesNotContain("Somebody somebody");
        List<EntryView> entries = probe.fresh();
        assertThat(entries)
                .extracting(entry -> entry.activity().code())
                .contains("user.soft-deleted", "role.revoked", "session.ended", "device.removed");
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.actor().person()).isEqualTo(person.subject()));
        assertThat(browser.get("/realms/acme/account").location()).contains("/sign-in");
        assertThat(elsewhere.get("/realms/acme/account").location()).contains("/sign-in");
        assertThat(phone.isActive(tokens.json("access_token"))).isFalse();
        assertThat(phone.refresh(tokens.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
        assertThat(new Browser(server)
                        .signIn(REALM, person.userName(), person.password())
                        .location())
                .isEmpty();
        assertThat(state(person)).isEqualTo(AccountState.DELETED);

        assertThat(admin().post("/accounts/" + person.subject() + "/restore").status())
                .isLessThan(300);
        assertThat(state(person)).isEqualTo(AccountState.ACTIVE);
        Browser back = new Browser(server);
        back.signIn(REALM, person.userName(), person.password());
        assertThat(back.get("/realms/acme/account").status()).isEqualTo(200);
    }

    @Test
    void deleteTwiceThenTheSecondAnswerIsTheSignInPage() {
        signIn(person);
        Answer page = page();
        Map<String, String> form = form(page, person.userName());
        browser.submit(page, PAGE, form);
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer again = browser.submit(page, PAGE, form);

        assertThat(again.status()).isIn(302, 403);
        assertThat(probe.freshCodes()).isEmpty();
    }

    private AdminApi admin() {
        return AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
    }

    private void signIn(Person who) {
        browser.signIn(REALM, who.userName(), who.password());
    }

    private Answer page() {
        return browser.get(PAGE, "Accept-Language", "en", "Accept", "text/html");
    }

    private static Map<String, String> form(Answer page, String confirmation) {
        return Map.of("version", page.hidden("version"), "confirmation", confirmation);
    }

    private AccountState state(Person who) {
        return server.bean(Accounts.class)
                .find(server.bean(Realms.class).get(REALM), who.subject())
                .orElseThrow()
                .state();
    }
}
