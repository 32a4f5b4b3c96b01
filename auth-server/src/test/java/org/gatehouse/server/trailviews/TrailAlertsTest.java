package org.gatehouse.server.trailviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.mail.SentMailLog;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Mailbox.Received;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName(
        "A kept question writes to its owner: of each new entry once, not too often, and while they may read the trail")
class TrailAlertsTest {

    private static final String PAGE = "/console/realms/acme/audit/views";
    private static final Duration A_LOOK = Duration.ofMinutes(6);

    private final TestServer server = TestServer.shared();
    private final Realm realm = server.bean(Realms.class).get("acme");
    private final People people = People.of(server);
    private final Person auditor = people.createWith("acme", "auditor");
    private final Person admin = people.createWith("acme", "admin");
    private final Person about = people.create("acme");
    private final Browser browser = signedIn(auditor);
    private final Browser desk = signedIn(admin);

    @Test
    void alertThenHowManyAndWhereAndNeverMoreThanOneLetterInTheTime() {
        TrailProbe trail = TrailProbe.of(server, "acme");
        keep("hour");
        assertThat(switches(trail)).singleElement().satisfies(entry -> {
            assertThat(entry.changes().get(0).after()).isEqualTo("hour");
            assertThat(entry.actor().person()).isEqualTo(auditor.subject());
        });
        passes(A_LOOK);
        assertThat(letters(auditor)).as("nothing happened yet").isEmpty();

        act("/disable");
        act("/enable");
        passes(A_LOOK);
        assertThat(letters(auditor)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("New entries in the trace log of Acme Field Services");
            assertThat(letter.text())
                    .contains("New entries: \u20682\u2069")
                    .doesNotContain(about.userName(), about.email());
            assertThat(letter.text() + letter.html())
                    .doesNotContain("Mine", about.subject().toString());
        });

        act("/disable");
        passes(Duration.ofMinutes(50));
        assertThat(letters(auditor)).as("within the hour").hasSize(1);
        passes(Duration.ofMinutes(11));
        passes(Duration.ofMinutes(90));
        assertThat(letters(auditor)).hasSize(2);
        Received second = letters(auditor).get(1);
        assertThat(second.text()).contains("New entries: \u20681\u2069");
        Answer shown = read(second);
        assertThat(shown.body()).contains("<code>user.disabled</code>").doesNotContain("<code>user.enabled</code>");
    }

    @Test
    void alertWhenSeveralNodesLookAtOnceThenOneLetterInTheLanguageOfItsReader() {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET locale = 'fr' WHERE id = ?")
                .param(auditor.subject())
                .update();
        keep("day");
        act("/disable");
        server.clock().advance(A_LOOK);
        Together.run(4, number -> {
            server.bean(TrailAlerts.class).run();
            return number;
        });

        assertThat(letters(auditor)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).contains("Nouvelles entrées dans le journal des traces");
            assertThat(letter.text()).contains("Nouvelles entrées", "\u20681\u2069");
        });
    }

    @Test
    void alertWhenTheRightToReadIsLostThenItEndsByAnEntry() {
        keep("hour");
        TrailProbe trail = TrailProbe.of(server, "acme");
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            Account account =
                    server.bean(Accounts.class).lock(realm, auditor.subject()).orElseThrow();
            server.bean(Accounts.class).revoke(account, Set.of("auditor"));
        });
        act("/disable");
        passes(A_LOOK);
        passes(Duration.ofHours(2));

        assertThat(letters(auditor)).isEmpty();
        assertThat(switches(trail)).singleElement().satisfies(entry -> {
            assertThat(entry.changes().get(0).after()).isNull();
            assertThat(entry.actor().person()).isNull();
        });
    }

    @Test
    void alertWhenItIsNotOnesOwnOrNoAddressIsProvenThenRefused() {
        String view = keep("");
        Browser others = signedIn(people.createWith("acme", "auditor"));
        Answer theirs = others.get(PAGE + "?what=rights");

        assertThat(others.submit(theirs, view + "/alert", Map.of("pace", "hour"))
                        .status())
                .isEqualTo(404);
        assertThat(others.get(view).status()).isEqualTo(404);
        assertThat(submit(view + "/alert", Map.of("pace", "second")).status()).isEqualTo(400);
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET email_verified = false WHERE id = ?")
                .param(auditor.subject())
                .update();
        assertThat(submit(view + "/alert", Map.of("pace", "hour")).body())
                .contains("role=\"alert\"", "an e-mail address that you have confirmed");
        act("/disable");
        passes(Duration.ofHours(2));
        assertThat(letters(auditor)).isEmpty();
    }

    @Test
    void endOrRemoveThenNoMoreLettersAndBothAreEntries() {
        String first = keep("hour");
        TrailProbe trail = TrailProbe.of(server, "acme");
        assertThat(submit(first + "/alert", Map.of("pace", "")).location()).endsWith("?done=alert-off");
        submit(first + "/alert", Map.of("pace", "day"));
        submit(first + "/remove", Map.of());

        assertThat(switches(trail)).hasSize(3);
        act("/disable");
        passes(Duration.ofDays(2));
        assertThat(letters(auditor)).isEmpty();
    }

    /** A question about somebody; gives its address. */
    private String keep(String pace) {
        String query = "?target=" + about.subject() + "&what=user.disabled,user.enabled";
        Map<String, String> form =
                Map.of("name", "Mine", "target", about.subject().toString(), "what", "user.disabled,user.enabled");
        browser.submit(browser.get(PAGE + query), PAGE, form);
        Matcher found = Pattern.compile("action=\"(" + PAGE + "/[0-9a-f-]{36})/remove\"")
                .matcher(browser.get(PAGE).body());
        assertThat(found.find()).isTrue();
        if (!pace.isEmpty()) {
            assertThat(submit(found.group(1) + "/alert", Map.of("pace", pace)).location())
                    .endsWith("?done=alert-on");
        }
        return found.group(1);
    }

    private Answer submit(String address, Map<String, String> fields) {
        return browser.submit(browser.get(PAGE), address, fields);
    }

    private void act(String what) {
        String account = "/console/realms/acme/accounts/" + about.subject();
        desk.signIn("acme", admin.userName(), admin.password());
        assertThat(desk.submit(desk.get(account), account + what, Map.of()).location())
                .contains("done=");
    }

    private void passes(Duration time) {
        server.clock().advance(time);
        server.bean(TrailAlerts.class).run();
    }

    /** As many as were put out, once they have come. */
    private List<Received> letters(Person person) {
        long count = server.bean(SentMailLog.class).of(realm, person.subject()).stream()
                .filter(mail -> mail.kind().equals("trail-alert"))
                .count();
        return TestServer.mail().of(person.email(), (int) count);
    }

    private Answer read(Received letter) {
        browser.signIn("acme", auditor.userName(), auditor.password());
        browser.get("/console/realms/acme/audit");
        return browser.get(browser.get(letter.link()).location());
    }

    private static List<EntryView> switches(TrailProbe trail) {
        return trail.fresh().stream()
                .filter(entry -> entry.activity().code().equals("realm.changed"))
                .filter(entry -> entry.changes().get(0).field().endsWith("/alert"))
                .toList();
    }

    private Browser signedIn(Person person) {
        Browser browser = new Browser(server);
        browser.signIn("acme", person.userName(), person.password());
        return browser;
    }
}
