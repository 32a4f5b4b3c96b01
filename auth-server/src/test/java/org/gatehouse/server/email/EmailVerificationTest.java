package org.gatehouse.server.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.mail.LinkToken;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Proving an e-mail address")
class EmailVerificationTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/realms/acme/account/email";
    private static final String VERIFY = "/realms/acme/sign-in/verify-email";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final String wanted = "new-" + person.email();
    private final Browser browser = new Browser(server);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "a@b",
                "a b@example.org",
                "a@example.org\r\nBcc: b@example.org",
                "a\u0007@example.org",
                "<a@example.org>",
                "a@b@example.org"
            })
    void changeWhenItIsNoAddressThenRefused(String address) {
        Answer answer = change(server, browser, person, address);

        assertThat(answer.location()).isEmpty();
        assertThat(answer.body()).contains("<title>Error:", "Enter an e-mail address");
    }

    @Test
    void changeWhenTheSignInIsOldThenAskedToSignInAgain() {
        try (TestServer own = TestServer.start(
                TestDatabase.fresh(), new SettableClock(), TestServer.mail().settings())) {
            Person somebody = People.of(own).create(REALM);
            Browser theirs = new Browser(own);
            theirs.signIn(REALM, somebody.userName(), somebody.password());
            Answer page = theirs.get(PAGE);
            own.clock().advance(Duration.ofMinutes(16));

            Answer answer = theirs.submit(page, PAGE, Map.of("email", wanted), "Referer", own.baseUrl() + PAGE);

            assertThat(answer.location()).contains("/realms/acme/sign-in?to=");
            assertThat(TestServer.mail().of(wanted)).isEmpty();
            theirs.signIn(REALM, somebody.userName(), somebody.password());
            assertThat(theirs.get(PAGE).body()).as("typed once is enough").contains("value=\"" + wanted + "\"");
        }
    }

    @Test
    void changeWithoutMailThenThePageSaysSoAndTheFormIsNotThere() {
        try (TestServer mute = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of())) {
            Person somebody = People.of(mute).create(REALM);
            Browser theirs = new Browser(mute);
            theirs.signIn(REALM, somebody.userName(), somebody.password());
            Answer page = theirs.get(PAGE);

            assertThat(page.body()).contains("sends no mail").doesNotContain("name=\"email\"");
            String csrf = theirs.get("/realms/acme/account").hidden("_csrf");
            assertThat(theirs.post(PAGE, Map.of("_csrf", csrf, "email", wanted)).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void changeWhenTooOftenThenSlowedDown() {
        for (int i = 0; i < 5; i++) {
            change(server, browser, person, i + wanted);
        }

        assertThat(change(server, browser, person, "sixth-" + wanted).location())
                .isEmpty();
        assertThat(TestServer.mail().of("sixth-" + wanted)).isEmpty();
    }

    @Test
    void linkWhenTamperedOrOfAnotherRealmOrNoneThenGone() {
        String link = link();

        assertThat(browser.get(link.substring(0, link.length() - 3) + "abc").status())
                .isEqualTo(410);
        assertThat(browser.get(link.replace("/acme/", "/globex/")).status()).isEqualTo(410);
        assertThat(browser.get(VERIFY).status()).isEqualTo(410);
    }

    @Test
    void linkWhenADayOldThenGone() {
        try (TestServer own = TestServer.start(
                TestDatabase.fresh(), new SettableClock(), TestServer.mail().settings())) {
            Person somebody = People.of(own).create(REALM);
            Browser theirs = new Browser(own);
            change(own, theirs, somebody, "late-" + somebody.email());
            String link = TestServer.mail().only("late-" + somebody.email()).link();
            own.clock().advance(Duration.ofHours(23));
            assertThat(theirs.get(link).status()).isEqualTo(200);

            own.clock().advance(Duration.ofHours(2));

            assertThat(theirs.get(link).status()).isEqualTo(410);
        }
    }

    @Test
    void linkWhenAnotherWasAskedForOrItWasWithdrawnThenGone() {
        String first = link();
        change(server, browser, person, "other-" + wanted);
        String second = TestServer.mail().only("other-" + wanted).link();

        assertThat(browser.get(first).status()).isEqualTo(410);
        browser.submit(browser.get(PAGE), PAGE + "/withdraw", Map.of());
        assertThat(browser.get(second).status()).isEqualTo(410);
        assertThat(account().emailVerified()).isTrue();
    }

    @Test
    void linkWhenSomebodyElseOpensItThenTheirClickLendsNobodyTheirAddress() {
        String link = link();
        Browser stranger = new Browser(server);
        Browser neighbour = new Browser(server);
        Person other = People.of(server).create(REALM);
        neighbour.signIn(REALM, other.userName(), other.password());

        for (Browser somebody : List.of(stranger, neighbour)) {
            Answer page = somebody.get(link);
            assertThat(page.body()).contains("Sign in to this account first");
            String csrf = somebody.get("/realms/acme/sign-in/forgotten").hidden("_csrf");
            assertThat(somebody.post(VERIFY, Map.of("_csrf", csrf, "token", token(link)))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(address()).isEqualTo(person.email());
    }

    @Test
    void openingTheLinkThenNothingChanges() {
        String link = link();
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(browser.get(link).status()).isEqualTo(200);
        assertThat(new Browser(server).get(link).status()).isEqualTo(200);

        assertThat(probe.freshCodes()).isEmpty();
        assertThat(address()).isEqualTo(person.email());
    }

    @Test
    void confirmWhenFiftyTryAtOnceThenOneDoes() {
        LinkToken token = new LinkToken(token(link()));
        EmailVerification verification = server.bean(EmailVerification.class);
        Realm realm = realm();

        List<Boolean> done = Together.run(50, number -> verification.confirm(realm, token));

        assertThat(done).containsOnlyOnce(true);
        assertThat(address()).isEqualTo(wanted);
    }

    @Test
    void confirmThenTheAddressIsTheAccountsAndBothAddressesAreTold() {
        String link = link();
        assertThat(address()).isEqualTo(person.email());
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = browser.submit(browser.get(link), VERIFY, Map.of());

        assertThat(answer.location()).endsWith(VERIFY + "/done");
        assertThat(probe.freshCodes()).containsExactly("user.updated");
        assertThat(address()).isEqualTo(wanted);
        assertThat(account().emailVerified()).isTrue();
        assertThat(browser.get(link).status()).isEqualTo(410);
        assertThat(TestServer.mail().only(person.email()).subject()).contains("address of your account");
        assertThat(TestServer.mail().last(wanted, 2).subject()).contains("address of your account");
        assertThat(new Browser(server).signIn(REALM, wanted, person.password()).location())
                .endsWith("/account");
    }

    /** Else whoever writes somebody's address down first keeps it from them. */
    @Test
    void confirmWhenAnotherOnlyWroteTheAddressDownThenTheyLoseIt() {
        Accounts accounts = server.bean(Accounts.class);
        Account other = accounts.create(
                realm(),
                new NewAccount(
                        "early-" + person.userName(),
                        "Early",
                        wanted,
                        false,
                        null,
                        null,
                        Set.of(),
                        AccountState.ACTIVE,
                        Map.of()),
                Party.system());
        String link = link();
        TrailProbe probe = TrailProbe.of(server, REALM);

        browser.submit(browser.get(link), VERIFY, Map.of());

        assertThat(address()).isEqualTo(wanted);
        Account after = accounts.find(realm(), other.subject()).orElseThrow();
        assertThat(accounts.personalData(after).email()).isNull();
        assertThat(probe.fresh())
                .filteredOn(entry -> "address-proven-by-owner".equals(entry.reason()))
                .hasSize(1);
    }

    @Test
    void administratorChangesTheAddressThenUnprovenUntilItsMailboxSaysSo() {
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        RelyingApp web = RelyingApp.web(server, REALM);

        admin.patchSeen("/accounts/" + person.subject(), "{\"email\":\"" + wanted + "\"}");

        assertThat(account().emailVerified()).isFalse();
        assertThat(web.userInfo(web.tokens(person).json("access_token"))
                        .json()
                        .path("email_verified")
                        .asBoolean())
                .isFalse();
        assertThat(TestServer.mail().only(person.email()).subject()).contains("address of your account");

        Browser anywhere = new Browser(server);
        String link = TestServer.mail().only(wanted).link();
        assertThat(anywhere.submit(anywhere.get(link), VERIFY, Map.of()).location())
                .endsWith("/done");

        assertThat(account().emailVerified()).isTrue();
        assertThat(web.userInfo(web.tokens(person).json("access_token"))
                        .json()
                        .path("email_verified")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void administratorVouchesForTheAddressThenNoLinkIsSent() {
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));

        admin.patchSeen("/accounts/" + person.subject(), "{\"email\":\"" + wanted + "\",\"emailVerified\":true}");

        TestServer.mail().only(person.email());
        assertThat(TestServer.mail().of(wanted)).isEmpty();
        assertThat(account().emailVerified()).isTrue();
    }

    @Test
    void accountPageWhenTheAddressIsUnprovenThenSaysSoAndSendsTheLinkAgain() {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET email_verified = false WHERE id = ?")
                .param(person.subject())
                .update();
        browser.signIn(REALM, person.userName(), person.password());
        assertThat(browser.get("/realms/acme/account").body()).contains("Your e-mail address is not confirmed");

        browser.submit(browser.get(PAGE), PAGE + "/resend", Map.of());
        String link = TestServer.mail().only(person.email()).link();
        browser.submit(browser.get(link), VERIFY, Map.of());

        assertThat(account().emailVerified()).isTrue();
        assertThat(browser.get("/realms/acme/account").body()).doesNotContain("is not confirmed");
    }

    @Test
    void signInWithANewBrowserThenItsOwnerIsToldOnceForEachBrowser() {
        Browser phone = new Browser(server, "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile");
        phone.signIn(REALM, person.userName(), person.password());
        phone.submit(phone.get("/realms/acme/account"), "/realms/acme/sign-out", Map.of());
        phone.signIn(REALM, person.userName(), person.password());
        change(server, browser, person, wanted);
        TestServer.mail().only(wanted);

        assertThat(TestServer.mail().everything(person.email()))
                .hasSize(2) // the second one is of the other browser
                .first()
                .satisfies(letter -> assertThat(letter.text()).contains("Pixel 8, Android", "From the address", "UTC"));
    }

    private String link() {
        change(server, browser, person, wanted);
        return TestServer.mail().only(wanted).link();
    }

    private static Answer change(TestServer server, Browser browser, Person person, String address) {
        if (browser.get(PAGE).status() != 200) {
            browser.signIn(REALM, person.userName(), person.password());
        }
        return browser.submit(browser.get(PAGE), PAGE, Map.of("email", address));
    }

    private static String token(String link) {
        return link.replaceFirst(".*token=", "");
    }

    private Realm realm() {
        return server.bean(Realms.class).get(REALM);
    }

    private Account account() {
        UUID id = person.subject();
        return server.bean(Accounts.class).find(realm(), id).orElseThrow();
    }

    private String address() {
        return server.bean(Accounts.class).personalData(account()).email();
    }
}
