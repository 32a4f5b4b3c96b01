package org.gatehouse.server.console.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.EntryProof;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("The console's pages about the trail")
class TrailConsoleTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/console/realms/acme/audit";
    private static final Pattern REFERENCE = Pattern.compile("<code>(P[0-9]+[MY]:[0-9]+)</code>");

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person auditor = people.createWith(REALM, "auditor");
    private final Person person = people.create(REALM);
    private final Browser browser = new Browser(server);

    TrailConsoleTest() {
        browser.signIn(REALM, auditor.userName(), auditor.password());
    }

    @Test
    void trailWhenReaderLacksThePermissionThenRefused() {
        Person helper = people.createWith(REALM, "helpdesk");
        Browser other = new Browser(server);
        other.signIn(REALM, helper.userName(), helper.password());

        assertThat(other.get(PAGE).status()).isEqualTo(403);
        assertThat(other.get(PAGE).body()).as("which right is missing").contains("Missing: audit.read");
        assertThat(other.get(PAGE + "/P3Y:0").status()).isEqualTo(403);
        assertThat(other.get("/console/realms/acme").location()).endsWith("/dashboard");
    }

    @Test
    void entryWhenThereIsNoneThenNotFound() {
        for (String reference : new String[] {"P3Y:99999999", "P9Y:1", "nothing", "P3Y:-1", "P3Y:1e3"}) {
            assertThat(browser.get(PAGE + "/" + reference).status())
                    .as(reference)
                    .isEqualTo(404);
        }
    }

    @Test
    void filterWhenItCannotBeReadThenSaysSoAndShowsNothing() {
        assertThat(browser.get(PAGE + "?person=nobody-at-all").body())
                .contains("Nobody here has this user name")
                .doesNotContain("<table");
        assertThat(browser.get(PAGE + "?from=yesterday").body()).contains("Enter a day");
        assertThat(browser.get(PAGE + "?from=+1000000-01-01&to=-0001-01-01").body())
                .contains("Enter a day");
        assertThat(browser.get(PAGE + "?from=now-5s&to=2026-12-31T25:00Z").body())
                .contains("Enter a day")
                .doesNotContain("<svg viewBox=\"0 0 600");
        assertThat(browser.get(PAGE + "?what=everything").body()).contains("Choose one of the list");
        assertThat(browser.get(PAGE + "?outcome=maybe").body()).contains("Choose one of the list");
        assertThat(browser.get(PAGE + "?client=" + "x".repeat(201)).body()).contains("up to 200 characters");
        assertThat(browser.get(PAGE + "?session=a%00b").status()).isEqualTo(400);
        assertThat(browser.get(PAGE + "?object=form").body()).contains("a kind and an id");
        assertThat(browser.get(PAGE + "?text=x").body()).contains("2 to 200 characters");
        assertThat(browser.get(PAGE + "?address=localhost").body()).contains("Enter an address such as");
        assertThat(browser.get(PAGE + "?from=2199-01-01").body()).contains("This is yet to come");
        assertThat(browser.get(PAGE + "?zone=Middle-earth").body()).contains("Enter a time zone");
        assertThat(browser.get(PAGE + "?without=colour:red").body()).contains("Character 1: there is no “colour:”");
        assertThat(browser.get(PAGE + "?before=now").status()).isEqualTo(400);
    }

    @Test
    void barsThenOneForEachTimeSomethingHappenedAndEachNarrowsTheSearchToIt() {
        new Browser(server).signIn(REALM, person.userName(), "wrong");

        Answer page = browser.get(PAGE + "?person=" + person.subject() + "&from=now-1h&outcome=failure");
        Matcher bar =
                Pattern.compile("<a href=\"(audit[?][^\"]+)\" tabindex=\"-1\">").matcher(page.body());

        assertThat(page.body())
                .contains("1 failed or refused", "As a table")
                .doesNotContain("<td>1</td>")
                .contains("aria-current=\"true\"");
        assertThat(bar.find()).isTrue();
        assertThat(browser.get(PAGE + "?person=" + person.subject() + "&from=now-1h&outcome=failure&figures")
                        .body())
                .contains("<td>1</td>");
        String narrower = "/console/realms/acme/" + bar.group(1).replace("&amp;", "&");
        assertThat(narrower).contains("person=" + person.subject(), "outcome=failure", "from=2", "to=2");
        assertThat(browser.get(narrower).body())
                .contains("<code>auth.login</code>")
                .containsOnlyOnce("class=\"room\"");
        assertThat(browser.get(PAGE + "?person=" + person.subject() + "&to=now-1d")
                        .body())
                .as("before they existed")
                .contains("No entries")
                .doesNotContain("As a table");
    }

    @Test
    void entryThenItsProofIsCheckedAndAnybodyCanCheckItAgain() {
        new Browser(server).signIn(REALM, person.userName(), person.password());
        String path = PAGE + "/" + newest("?actor=" + person.subject() + "&what=auth.login");
        awaitProof(path);

        Answer proof = browser.get(path + "/proof");
        assertThat(proof.header("Content-Disposition")).contains(".tlog-proof");
        String tier = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf(':'));
        String key = browser.get("/realms/acme/audit/" + tier + "/key").body();
        assertThat(EntryProof.parse(proof.body()).isValid(VerificationKey.parse(key.strip())))
                .isTrue();
        assertThat(browser.get(PAGE + "/" + tier + ":99999999/proof").status()).isEqualTo(404);
    }

    @Test
    void entryWhenItsRowWasChangedPastTheServiceThenTheProofIsBroken() {
        new Browser(server).signIn(REALM, person.userName(), person.password());
        String path = PAGE + "/" + newest("?actor=" + person.subject() + "&what=auth.login");
        awaitProof(path);
        Tier tier = Tier.find(path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf(':')))
                .orElseThrow();
        long index = Long.parseLong(path.substring(path.lastIndexOf(':') + 1));
        String change = """
                UPDATE audit.audit_entry e SET detail = replace(detail, ?, ?)
                  FROM audit.audit_head h JOIN audit.audit_realm r USING (realm)
                 WHERE r.name = 'acme' AND h.tier = ? AND e.log_id = h.log_id AND e.tier = h.tier AND e.idx = ?
                """;

        server.bean(JdbcClient.class)
                .sql(change)
                .params("pwd", "otp", tier.id(), index)
                .update();
        Answer page = browser.get(path);
        server.bean(JdbcClient.class)
                .sql(change)
                .params("otp", "pwd", tier.id(), index)
                .update();

        assertThat(page.body()).contains("something was changed past the service");
        assertThat(browser.get(path).body()).contains("it leads to the root that was signed for");
    }

    /** Pages are not compressed, so that no secret beside them shows in their length; their scripts and styles are. */
    @Test
    void openThenThePageIsSmall() {
        for (int i = 0; i < 20; i++) {
            browser.get(PAGE + "/nothing");
            new Browser(server).signIn(REALM, person.userName(), person.password());
        }

        assertThat(browser.get(PAGE).body().length()).isLessThan(90_000);
    }

    @Test
    void filterWithMarkupThenIsEscaped() {
        assertThat(browser.get(PAGE + "?actor=%22%3E%3Cscript%3E").body())
                .doesNotContain("\"><script>")
                .contains("&quot;&gt;&lt;script&gt;");
    }

    @Test
    void filterThenOnlyEntriesThatMatchAndTheAddressIsTheState() {
        new Browser(server).signIn(REALM, person.userName(), person.password());

        Answer about = browser.get(PAGE + "?person=" + person.subject());
        assertThat(about.body())
                .contains("<code>auth.login</code>", "<code>user.created</code>")
                .contains("value=\"" + person.userName() + "\"")
                .doesNotContain("<code>log.read</code>");
        assertThat(browser.get(PAGE + "?actor=" + person.userName() + "&what=sign-in")
                        .body())
                .contains("<code>auth.login</code>")
                .doesNotContain("<code>user.created</code>");
        assertThat(browser.get(PAGE + "?target=" + person.email() + "&what=user.created&outcome=success")
                        .body())
                .contains("<code>user.created</code>");
        assertThat(browser.get(PAGE + "?actor=" + person.userName() + "&outcome=denied")
                        .body())
                .contains("No entry matches");
        assertThat(browser.get(PAGE + "?actor=" + person.userName() + "&to=2001-01-01")
                        .body())
                .as("the third of the empty pages")
                .contains("Nothing of that time is kept any more", "are kept for five years", "Look at any time");
    }

    @Test
    void filterByRequestAndTextThenOnlyEntriesThatMatchAndTheAddressIsTheState() {
        new Browser(server).signIn(REALM, person.userName(), person.password());
        String signIn = "?person=" + person.subject() + "&what=auth.login";
        Matcher link = Pattern.compile("/audit\\?request=([^\"]+)\"")
                .matcher(browser.get(PAGE + "/" + newest(signIn)).body());
        assertThat(link.find()).isTrue();

        assertThat(browser.get(PAGE + "?request=" + link.group(1)).body())
                .contains("<code>auth.login</code>", "value=\"" + link.group(1) + "\"")
                .doesNotContain("<code>user.created</code>");
        assertThat(browser.get(PAGE + signIn + "&request=another").body()).contains("No entry matches");
        assertThat(browser.get(PAGE + signIn + "&session=another").body()).contains("No entry matches");
        assertThat(browser.get(PAGE + signIn + "&client=another").body()).contains("No entry matches");
        assertThat(browser.get(PAGE + signIn + "&object=form:1").body()).contains("No entry matches");
        assertThat(browser.get(PAGE + signIn + "&text=no-such-text").body()).contains("No entry matches");
        assertThat(browser.get(PAGE + "?text=o&client=&object=").body()).contains("2 to 200 characters");
    }

    @Test
    void entryThenTellsWhoWhatWhereAndHowLongItIsKept() {
        new Browser(server).signIn(REALM, person.userName(), person.password());
        String entry = browser.get(PAGE + "/" + newest("?actor=" + person.userName() + "&what=auth.login"))
                .body();

        assertThat(entry)
                .contains("Somebody " + person.userName() + " signed in")
                .contains("auth.login", "127.0.0.1", "acme/P6M", "Kept at least until")
                .contains("&quot;activity&quot; : &quot;auth.login&quot;");
    }

    @Test
    void entryWhenAnAccountChangedThenShowsBeforeAndAfterToAdministratorsWithALink() {
        Person admin = people.createWith(REALM, "admin");
        Browser other = new Browser(server);
        other.signIn(REALM, admin.userName(), admin.password());
        String account = "/console/realms/acme/accounts/" + person.subject();
        Answer form = other.get(account + "/edit");
        other.submit(
                form,
                account + "/edit",
                Map.of(
                        "version",
                        form.hidden("version"),
                        "userName",
                        person.userName(),
                        "displayName",
                        "Renamed",
                        "email",
                        person.email(),
                        "emailVerified",
                        "true",
                        "locale",
                        "fr"));
        String reference = newest("?target=" + person.userName() + "&what=user.updated");

        assertThat(other.get(PAGE + "/" + reference).body())
                .contains("<bdi>Somebody " + person.userName() + "</bdi></del>", "<bdi>Renamed</bdi></ins>", ">added<")
                .contains("href=\"" + account + "\"");
        assertThat(browser.get(PAGE + "/" + reference).body())
                .contains("<bdi>Renamed</bdi></ins>")
                .doesNotContain("href=\"" + account + "\"");
    }

    @Test
    void readingThenIsOneEntryAnHour() {
        browser.get("/console/realms/acme");
        TrailProbe trail = TrailProbe.of(server, REALM);

        browser.get(PAGE);
        browser.get(PAGE + "?what=rights");
        browser.get(PAGE + "/" + newest(""));

        assertThat(trail.freshCodes()).containsExactly("log.read");
    }

    /** The next checkpoint is not a second away. */
    private void awaitProof(String path) {
        await().untilAsserted(() ->
                assertThat(browser.get(path).body()).contains("it leads to the root that was signed for"));
    }

    private String newest(String query) {
        Matcher found = REFERENCE.matcher(browser.get(PAGE + query).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
