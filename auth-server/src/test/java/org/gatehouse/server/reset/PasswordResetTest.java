package org.gatehouse.server.reset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.mail.LinkToken;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.testing.Wire;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A forgotten password")
class PasswordResetTest {

    private static final String REALM = "acme";
    private static final String ASK = "/realms/acme/sign-in/forgotten";
    private static final String RESET = "/realms/acme/sign-in/reset";
    private static final int LETTERS_AN_HOUR = 5;
    private static final String NEW = "An-entirely-other-phrase-9";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @Test
    void pagesWhenTheServiceSendsNoMailThenNotThereAndNotOffered() {
        try (TestServer mute = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of())) {
            Browser visitor = new Browser(mute);

            assertThat(visitor.get(ASK).status()).isEqualTo(404);
            assertThat(visitor.get("/realms/acme/sign-in").body()).doesNotContain("sign-in/forgotten");
        }
        assertThat(browser.get("/realms/acme/sign-in").body()).contains("href=\"" + ASK + "\"", "Forgotten password");
    }

    @Test
    void askThenTheSameAnswerAndTheSameRowWhoeverIsNamed() {
        Person disabled = People.of(server).createDisabled(REALM);
        String known = neutral(ask(browser, person.userName()));

        assertThat(known).contains("If an account matches, a message is on its way.");
        assertThat(neutral(ask(browser, "nobody-at-all"))).isEqualTo(known);
        assertThat(neutral(ask(browser, disabled.userName()))).isEqualTo(known);
        assertThat(neutral(ask(browser, "n".repeat(5_000)))).isEqualTo(known);
        assertThat(neutral(ask(browser, "a\u0007b\r\nBcc: x@y.example"))).isEqualTo(known);
        assertThat(neutral(ask(browser, person.email()))).isEqualTo(known);
    }

    @Test
    void askWhenDisabledOrTheAddressIsNotProvenOrOfAnotherRealmThenNoMail() {
        Person disabled = People.of(server).createDisabled(REALM);
        Person unproven = People.of(server).create(REALM);
        update("UPDATE account SET email_verified = false WHERE id = ?", unproven);
        Person elsewhere = People.of(server).create("globex");

        List.of(disabled, unproven, elsewhere).forEach(somebody -> ask(browser, somebody.userName()));
        ask(browser, person.userName());

        TestServer.mail().only(person.email()); // they were asked for after the others
        assertThat(TestServer.mail().of(disabled.email())).isEmpty();
        assertThat(TestServer.mail().of(unproven.email())).isEmpty();
        assertThat(TestServer.mail().of(elsewhere.email())).isEmpty();
    }

    @Test
    void askWhenAStrangerAsksAllTheTimeThenTheOwnersLetterComesAndItsLinkStaysGood() {
        Browser own = new Browser(server);
        own.signIn(REALM, person.userName(), person.password());
        for (int i = 0; i < 7; i++) {
            assertThat(ask(browser, person.userName()).status())
                    .as("a name is nobody's to use up")
                    .isEqualTo(200);
        }
        assertThat(TestServer.mail().of(person.email(), LETTERS_AN_HOUR)).hasSize(LETTERS_AN_HOUR);

        ask(own, person.userName());

        String link =
                TestServer.mail().last(person.email(), LETTERS_AN_HOUR + 1).link();
        String strangers =
                TestServer.mail().last(person.email(), LETTERS_AN_HOUR).link();
        ask(browser, person.userName());
        Person next = People.of(server).create(REALM);
        ask(browser, next.userName());
        TestServer.mail().only(next.email());
        assertThat(set(own, link, NEW).location()).endsWith("/done");
        assertThat(browser.get(strangers).status())
                .as("the account is another by now")
                .isEqualTo(410);
        assertThat(isPassword(NEW)).isTrue();
    }

    @Test
    void askWhenTheNameIsSpeltInManyWaysThenAHandfulOfLettersAtMost() {
        for (String spelling : List.of(person.userName(), person.email())) {
            for (int i = 0; i < 4; i++) {
                ask(browser, spelling);
            }
        }
        Person next = People.of(server).create(REALM);
        ask(browser, next.userName());
        TestServer.mail().only(next.email());

        assertThat(TestServer.mail().of(person.email())).hasSize(LETTERS_AN_HOUR);
    }

    @Test
    void askWithoutFormTokenThenRefused() {
        assertThat(browser.post(ASK, Map.of("username", person.userName())).status())
                .isEqualTo(403);
    }

    @Test
    void askWhenTheHostHeaderIsForgedThenTheLinkIsOfTheConfiguredAddress() {
        Answer page = browser.get(ASK);
        String session = browser.cookies().getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .reduce((one, other) -> one + "; " + other)
                .orElseThrow();
        Wire.post(
                server,
                ASK,
                Browser.encode(Map.of("_csrf", page.hidden("_csrf"), "username", person.userName())),
                "Host: evil.test",
                "X-Forwarded-Host: evil.test",
                "Forwarded: host=evil.test;proto=https",
                "Cookie: " + session);

        assertThat(TestServer.mail().only(person.email()).link())
                .startsWith(server.issuer(REALM) + "/sign-in/reset?token=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "../../etc", "' OR 1=1 --", "\u0007"})
    void linkWhenItIsNoneThenGone(String token) {
        assertThat(browser.get(RESET + "?" + Browser.encode(Map.of("token", token)))
                        .status())
                .isEqualTo(410);
        assertThat(browser.get(RESET).status()).isEqualTo(410);
    }

    @Test
    void linkWhenItWasTamperedWithThenGoneAndTheRightOneStillWorks() {
        String link = link();
        char last = link.charAt(link.length() - 5);
        String other =
                link.substring(0, link.length() - 5) + (last == 'A' ? 'B' : 'A') + link.substring(link.length() - 4);

        assertThat(browser.get(other).status()).isEqualTo(410);
        assertThat(set(browser, link, NEW).location()).endsWith("/done");
    }

    @Test
    void linkWhenItIsOfAnotherRealmThenGone() {
        String link = link();

        assertThat(browser.get(link.replace("/realms/acme/", "/realms/globex/")).status())
                .isEqualTo(410);
        assertThat(isPassword(person.password())).isTrue();
    }

    @Test
    void linkWhenAnotherWasAskedForThenOnlyTheNewestIsGood() {
        String first = link();
        ask(browser, person.userName());
        String second = TestServer.mail().last(person.email(), 2).link();

        assertThat(browser.get(first).status()).isEqualTo(410);
        assertThat(set(browser, second, NEW).location()).endsWith("/done");
    }

    @Test
    void linkWhenPasswordWasChangedMeanwhileThenGone() {
        String link = link();
        Browser own = new Browser(server);
        own.signIn(REALM, person.userName(), person.password());
        own.submit(
                own.get("/realms/acme/account/password"),
                "/realms/acme/account/password",
                Map.of("current", person.password(), "password", "Yet-another-long-phrase-3"));

        assertThat(browser.get(link).status()).isEqualTo(410);
    }

    @Test
    void linkWhenItsOwnerWasDisabledThenGone() {
        String link = link();
        People.of(server).disable(person);

        assertThat(browser.get(link).status()).isEqualTo(410);
    }

    @Test
    void linkWhenAQuarterOfAnHourOldThenGone() {
        try (TestServer own = TestServer.start(
                TestDatabase.fresh(), new SettableClock(), TestServer.mail().settings())) {
            Person somebody = People.of(own).create(REALM);
            Browser visitor = new Browser(own);
            ask(visitor, somebody.userName());
            String link = TestServer.mail().last(somebody.email(), 1).link();
            own.clock().advance(Duration.ofMinutes(14));
            Answer page = visitor.get(link);
            assertThat(page.status()).isEqualTo(200);

            own.clock().advance(Duration.ofMinutes(2));

            assertThat(visitor.get(link).status()).isEqualTo(410);
            assertThat(visitor.submit(page, RESET, Map.of("password", NEW)).status())
                    .isEqualTo(410);
        }
    }

    @Test
    void openingTheLinkThenNothingChangesHoweverOften() {
        String link = link();
        TrailProbe probe = TrailProbe.of(server, REALM);
        for (int i = 0; i < 3; i++) {
            assertThat(new Browser(server).get(link).status()).isEqualTo(200);
        }

        assertThat(probe.freshCodes()).isEmpty();
        assertThat(isPassword(person.password())).isTrue();
        assertThat(set(browser, link, NEW).location()).endsWith("/done");
    }

    @Test
    void setWhenRulesAreBrokenThenAllAreNamedAndTheLinkStaysGood() {
        String link = link();
        Answer answer = set(browser, link, "acme");

        assertThat(answer.body()).contains("<title>Error:", "at least 12 characters", "not the company\u2019s name");
        assertThat(set(browser, link, "p".repeat(129)).location()).isEmpty();
        assertThat(set(browser, link, person.password()).body()).contains("same as the current one");
        assertThat(set(browser, link, NEW).location()).endsWith("/done");
    }

    @Test
    void setWhenFiftyTryAtOnceThenOneDoes() {
        LinkToken token = new LinkToken(link().replaceFirst(".*token=", ""));
        var realm = server.bean(Realms.class).get(REALM);
        String hash = server.bean(PasswordHashing.class).hash(NEW);
        PasswordReset reset = server.bean(PasswordReset.class);

        List<Boolean> done = Together.run(50, number -> reset.reset(realm, token, hash));

        assertThat(done).containsOnlyOnce(true);
        assertThat(isPassword(NEW)).isTrue();
    }

    @Test
    void setWhenTwoNodesTryAtOnceThenOneDoes(@TempDir Path directory) throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlISE=");
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.put("gatehouse.master.key", "file:" + key);
        TestDatabase database = TestDatabase.fresh();
        SettableClock clock = new SettableClock();
        try (TestServer here = TestServer.start(database, clock, settings)) {
            settings.put("gatehouse.base-url", here.baseUrl());
            try (TestServer there = TestServer.start(database, clock, settings)) {
                Person somebody = People.of(here).create(REALM);
                ask(new Browser(there), somebody.userName());
                LinkToken token = new LinkToken(
                        TestServer.mail().only(somebody.email()).link().replaceFirst(".*token=", ""));
                String hash = here.bean(PasswordHashing.class).hash(NEW);

                List<Boolean> done = Together.run(50, number -> {
                    TestServer node = number % 2 == 0 ? here : there;
                    return node.bean(PasswordReset.class)
                            .reset(node.bean(Realms.class).get(REALM), token, hash);
                });

                assertThat(done).containsOnlyOnce(true);
            }
        }
    }

    @Test
    void setThenSignedInNowhereAndOnlyTheNewPasswordSignsIn() {
        Browser elsewhere = new Browser(server);
        elsewhere.signIn(REALM, person.userName(), person.password());
        RelyingApp phone = RelyingApp.phone(server, REALM);
        Answer tokens = phone.tokens(person);

        Answer answer = set(browser, link(), NEW);

        assertThat(answer.location()).endsWith("/realms/acme/sign-in/reset/done");
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(elsewhere.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(phone.isActive(tokens.json("access_token"))).isFalse();
        assertThat(phone.refresh(tokens.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
        assertThat(isPassword(person.password())).isFalse();
        assertThat(isPassword(NEW)).isTrue();
    }

    @Test
    void setWhenThePersonHasASecondFactorThenItIsAskedForAfterwardsAllTheSame() {
        Authenticator.of(server, REALM, person.subject());

        set(browser, link(), NEW);

        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(browser.signIn(REALM, person.userName(), NEW).location()).contains("/sign-in/totp?attempt=");
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
    }

    @Test
    void setThenTheLinkIsUsedUpAndThePersonIsTold() {
        String link = link();
        set(browser, link, NEW);

        assertThat(browser.get(link).status()).isEqualTo(410);
        assertThat(TestServer.mail().last(person.email(), 2).subject())
                .isEqualTo("Your password at Acme Field Services was reset");
    }

    @Test
    void askThenNeitherNameNorLinkCanBeReadInTheDatabase() {
        String token = link().replaceFirst(".*token=", "");

        assertThat(rows("password_reset_request")).isEmpty();
        assertThat(rows("password_reset"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).doesNotContain(token, person.userName()));
        Awaitility.await().until(() -> rows("mail").stream().noneMatch(row -> row.contains("waiting")));
        assertThat(rows("mail")).allSatisfy(row -> assertThat(row).doesNotContain(token, person.email()));
    }

    private String link() {
        ask(browser, person.userName());
        return TestServer.mail().last(person.email(), 1).link();
    }

    private static Answer ask(Browser browser, String identifier) {
        return browser.submit(browser.get(ASK), ASK, Map.of("username", identifier));
    }

    private static Answer set(Browser browser, String link, String password) {
        return browser.submit(browser.get(link), RESET, Map.of("password", password));
    }

    private boolean isPassword(String password) {
        return new Browser(server)
                .signIn(REALM, person.userName(), password)
                .location()
                .endsWith("/account");
    }

    private static String neutral(Answer answer) {
        return answer.status() + "\n" + answer.body().replaceAll("value=\"[A-Za-z0-9_-]{60,}\"", "");
    }

    private void update(String sql, Person somebody) {
        server.bean(JdbcClient.class).sql(sql).param(somebody.subject()).update();
    }

    private List<String> rows(String table) {
        return server.bean(JdbcClient.class)
                .sql("SELECT t::text FROM " + table + " t")
                .query(String.class)
                .list();
    }
}
