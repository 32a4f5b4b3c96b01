package org.gatehouse.server.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Mailbox;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("People are told when somebody tries to get into their account")
class SlowedMailTest {

    private static final String SUBJECT = "Somebody tries to sign in as you at Acme Field Services";

    private static TestServer server;

    private final Person person = People.of(server).create("acme");

    @BeforeAll
    static void start() {
        server = TestServer.start(
                TestDatabase.fresh(), new SettableClock(), TestServer.mail().settings());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void guessWhenSlowedDownThenTheOwnerIsToldOnceADay() {
        guess();
        Mailbox.Received letter = TestServer.mail().only(person.email());
        assertThat(letter.subject()).isEqualTo(SUBJECT);
        assertThat(letter.text()).contains("127.0.0.1").doesNotContain("??", "mail.");
        guess();
        server.clock().advance(Duration.ofHours(23));
        guess();
        server.bean(SlowedMail.class).run();
        assertThat(TestServer.mail().of(person.email())).hasSize(1);

        server.clock().advance(Duration.ofHours(2));
        guess();

        assertThat(TestServer.mail().of(person.email(), 2))
                .extracting(Mailbox.Received::subject)
                .isEqualTo(List.of(SUBJECT, SUBJECT));
    }

    @Test
    void askForLettersAllTheTimeThenNobodyIsToldOfGuesses() {
        Browser browser = new Browser(server);
        for (int i = 0; i < 8; i++) {
            browser.submit(
                    browser.get("/realms/acme/sign-in/forgotten"),
                    "/realms/acme/sign-in/forgotten",
                    Map.of("username", person.userName()));
        }
        server.bean(SlowedMail.class).run();

        assertThat(TestServer.mail().of(person.email(), 5))
                .extracting(Mailbox.Received::subject)
                .doesNotContain(SUBJECT);
    }

    /** Whose address cannot be read, for example. */
    @Test
    void guessWhenSomebodyBeforeCannotBeToldThenTheOthersAre() {
        Person broken = People.of(server).create("acme");
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("UPDATE account SET email_sealed = '\\x00' WHERE id = ?")
                .param(broken.subject())
                .update();
        jdbc.sql("""
                        INSERT INTO slowed_try (realm_id, bucket, account_id, kind, known, address_sealed, until)
                        SELECT realm_id, 'broken', id, 'PASSWORD', false, '\\x00', '2020-01-01' FROM account WHERE id = ?
                        """).param(broken.subject()).update();

        guess();
        server.bean(SlowedMail.class).run();

        assertThat(TestServer.mail().only(person.email()).subject()).isEqualTo(SUBJECT);
    }

    private void guess() {
        for (int i = 0; i < 6; i++) {
            new Browser(server).signIn("acme", person.userName(), "wrong-" + i);
        }
    }
}
