package org.gatehouse.server.console.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Exports of the trail in the console")
class TrailExportsConsoleTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/console/realms/acme/audit/exports";
    private static final Pattern FILE = Pattern.compile("action=\"(" + PAGE + "/[0-9a-f-]{36}/file)\"");

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person auditor = people.createWith(REALM, "auditor");
    private final Person person = people.create(REALM);
    private final Browser browser = new Browser(server);
    private final TrailProbe trail = TrailProbe.of(server, REALM);

    TrailExportsConsoleTest() {
        browser.signIn(REALM, auditor.userName(), auditor.password());
    }

    @Test
    void openWhenThePersonMayNotExportThenRefusedAndNoLinkLeadsThere() {
        Person helper = people.createWith(REALM, "helpdesk");
        Browser other = new Browser(server);
        other.signIn(REALM, helper.userName(), helper.password());
        Answer elsewhere = other.get("/console/realms/acme/accounts");

        assertThat(other.get(PAGE).status()).isEqualTo(403);
        assertThat(other.submit(elsewhere, PAGE, Map.of("format", "csv")).status())
                .isEqualTo(403);
    }

    @Test
    void orderWhenItCannotBeReadThenSaysSoAndNothingIsMade() {
        Answer page = browser.get(PAGE);
        trail.fresh();

        assertThat(browser.submit(page, PAGE, Map.of("format", "docx")).body()).contains("Choose one of the list");
        assertThat(browser.submit(page, PAGE, Map.of("format", "csv", "from", "soon"))
                        .body())
                .contains("Enter a day");
        assertThat(browser.submit(page, PAGE, Map.of("format", "csv", "from", "2199-01-01"))
                        .body())
                .contains("This is yet to come");
        assertThat(browser.submit(page, PAGE + "/00000000-0000-0000-0000-000000000000/file", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(trail.fresh())
                .noneMatch(entry -> entry.activity().code().equals("log.exported")
                        && entry.outcome().name().equals("SUCCESS"));
    }

    @Test
    void orderWhenTheSignInIsOldThenAskedAgainAndNothingIsMade() {
        Answer page = browser.get(PAGE);
        server.clock().advance(Duration.ofMinutes(16));

        assertThat(browser.submit(page, PAGE, Map.of("format", "csv")).location())
                .contains("/sign-in");
    }

    @Test
    void orderThenExactlyWhatTheSearchShowsAndEachStepIsAnEntry() {
        new Browser(server).signIn(REALM, person.userName(), "wrong");
        new Browser(server).signIn(REALM, person.userName(), person.password());
        String search = "?actor=" + person.subject() + "&what=sign-in&without=outcome:success";
        Answer trailPage = browser.get("/console/realms/acme/audit" + search);
        Answer page = browser.get(PAGE + search.replace(person.subject().toString(), person.userName()));
        trail.fresh();

        assertThat(trailPage.body()).contains("href=\"" + PAGE + "?actor=" + person.subject());
        assertThat(page.body()).contains("One entry.").contains("<bdi>" + person.userName() + "</bdi>");
        Answer ordered = browser.submit(
                page,
                PAGE,
                Map.of("format", "csv", "actor", person.userName(), "what", "sign-in", "without", "outcome:success"));
        assertThat(ordered.location()).endsWith("?done=ordered");
        Answer file = browser.submit(page, ready(), Map.of());

        assertThat(file.header("Content-Type")).startsWith("text/csv");
        assertThat(file.header("Content-Disposition")).contains("attachment", ".csv");
        assertThat(file.body().lines()).hasSize(2);
        assertThat(file.body()).contains("auth.login").contains("failure");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("log.exported"))
                .hasSize(2)
                .allMatch(entry -> auditor.subject().equals(entry.actor().person()));
        Answer gone = browser.submit(page, lastFile(browser.get(PAGE)).replace("/file", "/delete"), Map.of());
        assertThat(gone.location()).endsWith("?done=deleted");
    }

    /** The newest export's file; whoever makes it needs a moment. */
    private String ready() {
        await().untilAsserted(() -> assertThat(browser.get(PAGE).body()).contains("One entry, "));
        return lastFile(browser.get(PAGE));
    }

    private static String lastFile(Answer page) {
        Matcher file = FILE.matcher(page.body());
        assertThat(file.find()).as(page.body()).isTrue();
        return file.group(1);
    }
}
