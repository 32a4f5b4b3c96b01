package org.gatehouse.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Mailbox;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("Mail")
class OutboxTest {

    private static final String REALM = "acme";
    private static final String SECRET = "https://localhost/secret-link-0123456789";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);

    @Test
    void putWhenOutsideATransactionThenRefused() {
        Realm realm = realm(server);
        Account account = account(server, person);

        assertThatThrownBy(() -> server.bean(Outbox.class).put(realm, account, link(person)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void putWhenTransactionIsUndoneThenNothingIsSent() {
        assertThatThrownBy(() -> server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                    server.bean(Outbox.class).put(realm(server), account(server, person), link(person));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        put(server, person, Mail.withCode(MailKind.EMAIL_CODE, person.email(), "12345678"));

        assertThat(TestServer.mail().only(person.email()).code()).isEqualTo("12345678");
        assertThat(log(server, person)).hasSize(1);
    }

    @Test
    void headerWhenItHoldsALineBreakThenRefused() {
        assertThatThrownBy(() -> letter("Hello\r\nBcc: everybody@example.org"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> letter("Hello\nX: y")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addressWhenItHoldsTwoThenNobodyGetsIt() {
        put(server, person, Mail.withLink(MailKind.RESET_LINK, "a@people.example,b@people.example", SECRET));

        SentMail logged = ended(server, person);
        assertThat(logged.state()).isEqualTo("failed");
        assertThat(logged.problem()).isEqualTo("address-refused");
        assertThat(TestServer.mail().of("b@people.example")).isEmpty();
    }

    @Test
    void serverWhenItOffersNoTlsAndItIsDemandedThenNotSent() {
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.put("gatehouse.mail.tls", "starttls");
        try (TestServer strict = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings)) {
            Person somebody = People.of(strict).create(REALM);
            put(strict, somebody, link(somebody));

            Awaitility.await().until(() -> log(strict, somebody).get(0).problem() != null);
            assertThat(log(strict, somebody).get(0).state()).isEqualTo("waiting");
            assertThat(TestServer.mail().of(somebody.email())).isEmpty();
        }
    }

    @Test
    void serverWhenItIsAwayThenTriedAgainEverMoreSeldomAndGivenUp() {
        Mailbox away = Mailbox.start();
        Map<String, String> settings = away.settings();
        away.close();
        try (TestServer alone = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings)) {
            Person somebody = People.of(alone).create(REALM);
            put(alone, somebody, link(somebody));

            triesAre(alone, somebody, 1);
            alone.clock().advance(Duration.ofSeconds(10));
            triesAre(alone, somebody, 2);
            alone.clock().advance(Duration.ofSeconds(20));
            triesAre(alone, somebody, 3);
            assertThat(log(alone, somebody).get(0).state()).isEqualTo("waiting");

            alone.clock().advance(Duration.ofMinutes(15));
            assertThat(ended(alone, somebody).state()).isEqualTo("failed");
            assertThat(contents(alone, somebody)).containsOnlyNulls();
        }
    }

    @Test
    void serverWhenItKnowsNoSuchAddressThenGivenUpAtOnceAndLaterWhenItHasNoTime() {
        try (RefusingServer refusing = new RefusingServer("550 unknown");
                RefusingServer busy = new RefusingServer("450 busy");
                TestServer first = TestServer.start(TestDatabase.fresh(), new SettableClock(), refusing.settings());
                TestServer second = TestServer.start(TestDatabase.fresh(), new SettableClock(), busy.settings())) {
            Person stranger = People.of(first).create(REALM);
            put(first, stranger, link(stranger));
            Person somebody = People.of(second).create(REALM);
            put(second, somebody, link(somebody));

            assertThat(ended(first, stranger).problem()).isEqualTo("address-refused");
            triesAre(second, somebody, 1);
            assertThat(log(second, somebody).get(0).state()).isEqualTo("waiting");
        }
    }

    @Test
    void serviceWhenNoMailServerIsConfiguredThenNothingIsKept() {
        try (TestServer mute = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of())) {
            Person somebody = People.of(mute).create(REALM);
            put(mute, somebody, link(somebody));

            assertThat(mute.bean(Outbox.class).isOpen()).isFalse();
            assertThat(log(mute, somebody)).isEmpty();
        }
    }

    @Test
    void pauseThenItGrowsToAnHour() {
        assertThat(MailWorker.pause(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(MailWorker.pause(5)).isEqualTo(Duration.ofSeconds(160));
        assertThat(MailWorker.pause(9)).isLessThan(Duration.ofHours(1));
        assertThat(MailWorker.pause(1_000_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void putThenItArrivesAsTextAndHtmlWithTheSameLink() throws Exception {
        put(server, person, link(person));

        Mailbox.Received letter = TestServer.mail().only(person.email());
        assertThat(letter.subject()).isEqualTo("Set a new password at Acme Field Services");
        assertThat(letter.link()).isEqualTo(SECRET);
        assertThat(letter.html())
                .contains("href=\"" + SECRET + "\"", "lang=\"en\"")
                .doesNotContain("??");
        assertThat(letter.text()).contains("Hello", "once").doesNotContain("??", "<p>", "th:");
        assertThat(((InternetAddress) letter.message().getFrom()[0]).getAddress())
                .isEqualTo(Mailbox.FROM);
        assertThat(letter.message().getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(letter.message().getContentType()).startsWith("multipart/");
    }

    @Test
    void putWhenThePersonReadsFrenchThenInFrench() {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET locale = 'fr' WHERE id = ?")
                .param(person.subject())
                .update();
        for (MailKind kind : MailKind.values()) {
            put(
                    server,
                    person,
                    new Mail(
                            kind,
                            person.email(),
                            Map.of("factor", "totp"),
                            kind == MailKind.EMAIL_CODE ? null : SECRET,
                            null));
        }

        List<Mailbox.Received> letters = TestServer.mail().of(person.email(), MailKind.values().length);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.html()).contains("lang=\"fr\"", "Bonjour", "application d’authentification");
            assertThat(letter.text()).contains("Bonjour").doesNotContain("??", "{0}");
            assertThat(letter.subject()).contains("Acme Field Services").doesNotContain("??");
        });
    }

    @Test
    void personWhenTheirNameIsMarkupThenItIsOnlyAName() {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET display_name = '<a href=\"https://evil.example\">x</a>' WHERE id = ?")
                .param(person.subject())
                .update();
        put(server, person, link(person));

        assertThat(TestServer.mail().only(person.email()).html())
                .contains("&lt;a href=")
                .doesNotContain("<a href=\"https://evil");
    }

    @Test
    void sentThenTheLinkIsGoneFromTheTableAndTheAddressWasNeverReadable() {
        put(server, person, link(person));
        TestServer.mail().only(person.email());

        SentMail logged = ended(server, person);
        assertThat(logged.state()).isEqualTo("sent");
        assertThat(logged.to()).isEqualTo(person.email());
        assertThat(contents(server, person)).containsOnlyNulls();
        String row = row(server, person);
        assertThat(row).doesNotContain(person.email(), "secret-link", hex(person.email()), hex("secret-link"));
    }

    @Test
    void sentThenRememberedForThreeDaysAndNoLonger() {
        try (TestServer own = TestServer.start(
                TestDatabase.fresh(), new SettableClock(), TestServer.mail().settings())) {
            Person somebody = People.of(own).create(REALM);
            put(own, somebody, link(somebody));
            ended(own, somebody);

            own.clock().advance(Duration.ofDays(3).minusMinutes(5));
            own.bean(MailWorker.class).tidy();
            assertThat(log(own, somebody)).hasSize(1);

            own.clock().advance(Duration.ofMinutes(10));
            own.bean(MailWorker.class).tidy();
            assertThat(contents(own, somebody)).isEmpty();
        }
    }

    @Test
    void twoNodesThenEachLetterIsSentOnce(@TempDir Path directory) throws IOException {
        TestDatabase database = TestDatabase.fresh();
        SettableClock clock = new SettableClock();
        Path key = Files.writeString(directory.resolve("key"), "c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlISE=");
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.put("gatehouse.master.key", "file:" + key);
        try (TestServer one = TestServer.start(database, clock, settings);
                TestServer two = TestServer.start(database, clock, settings)) {
            Person somebody = People.of(one).create(REALM);
            for (int i = 0; i < 20; i++) {
                put(i % 2 == 0 ? one : two, somebody, link(somebody));
            }

            Awaitility.await()
                    .until(() -> log(one, somebody).stream()
                            .allMatch(letter -> letter.state().equals("sent")));
            assertThat(TestServer.mail().of(somebody.email())).hasSize(20);
            assertThat(log(two, somebody)).hasSize(20).allMatch(letter -> letter.tries() == 1);
        }
    }

    @Test
    void noticeWhenTheAddressIsNotProvenThenNobodyIsTold() {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET email_verified = false WHERE id = ?")
                .param(person.subject())
                .update();
        tell(SecurityNotices.Kind.PASSWORD_CHANGED, Map.of());

        assertThat(log(server, person)).isEmpty();
    }

    @Test
    void noticeThenItSaysWhatAndWhenAndLeadsToTheAccountPage() {
        tell(SecurityNotices.Kind.FACTOR_ADDED, Map.of("factor", "passkey"));

        Mailbox.Received letter = TestServer.mail().only(person.email());
        assertThat(letter.text()).contains("second factor was added", "passkey", "UTC");
        assertThat(letter.link()).isEqualTo(server.issuer(REALM) + "/account");
    }

    private void tell(SecurityNotices.Kind kind, Map<String, String> facts) {
        server.bean(TransactionTemplate.class)
                .executeWithoutResult(status ->
                        server.bean(SecurityNotices.class).tell(realm(server), person.subject(), kind, facts));
    }

    private static Letter letter(String subject) {
        return new Letter(UUID.randomUUID(), "Acme", "a@people.example", subject, "text", "<p>text</p>");
    }

    private static Mail link(Person person) {
        return Mail.withLink(MailKind.RESET_LINK, person.email(), SECRET);
    }

    private static void put(TestServer server, Person person, Mail mail) {
        server.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> server.bean(Outbox.class).put(realm(server), account(server, person), mail));
    }

    /** So many are over: the last one's turn is set back, and no longer just lent to whoever tries. */
    private static void triesAre(TestServer server, Person person, int tries) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> log(server, person).get(0).tries() == tries
                        && !turn(server, person)
                                .isAfter(server.clock().instant().plus(MailWorker.pause(tries))));
    }

    private static Instant turn(TestServer server, Person person) {
        return server.bean(JdbcClient.class)
                .sql("SELECT turn_at FROM mail WHERE account_id = ?")
                .param(person.subject())
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private static SentMail ended(TestServer server, Person person) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> log(server, person).get(0).endedAt() != null);
        return log(server, person).get(0);
    }

    private static List<SentMail> log(TestServer server, Person person) {
        return server.bean(SentMailLog.class).of(realm(server), person.subject());
    }

    private static List<byte[]> contents(TestServer server, Person person) {
        return server.bean(JdbcClient.class)
                .sql("SELECT content_sealed FROM mail WHERE account_id = ?")
                .param(person.subject())
                .query((row, number) -> row.getBytes(1))
                .list();
    }

    private static String row(TestServer server, Person person) {
        return server.bean(JdbcClient.class)
                .sql("SELECT mail::text FROM mail WHERE account_id = ?")
                .param(person.subject())
                .query(String.class)
                .single();
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Realm realm(TestServer server) {
        return server.bean(Realms.class).get(REALM);
    }

    private static Account account(TestServer server, Person person) {
        return server.bean(Accounts.class).find(realm(server), person.subject()).orElseThrow();
    }
}
