package org.gatehouse.server.console.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Questions of the trail that people keep")
class TrailViewsConsoleTest {

    private static final String REALM = "acme";
    private static final String TRAIL = "/console/realms/acme/audit";
    private static final String PAGE = TRAIL + "/views";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person auditor = people.createWith(REALM, "auditor");
    private final Person about = people.create(REALM);
    private final Browser browser = signedIn(auditor);
    private final String name = "About " + auditor.userName();

    @Test
    void openWhenReaderLacksThePermissionThenRefused() {
        Browser helper = signedIn(people.createWith(REALM, "helpdesk"));

        assertThat(helper.get(PAGE).status()).isEqualTo(403);
        assertThat(helper.submit(helper.get("/console/realms/acme/accounts"), PAGE, Map.of("name", "x"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void keepWhenItHasNoNameOrIsTooLongThenSaysSo() {
        Answer page = browser.get(PAGE + "?what=rights");

        assertThat(page.body()).contains("Keep this question", "<bdi>rights</bdi>");
        for (String bad : List.of("", " ", "x".repeat(81), "two\nlines")) {
            assertThat(browser.submit(page, PAGE, Map.of("name", bad, "what", "rights"))
                            .body())
                    .contains("Enter a name of up to 80 characters");
        }
        assertThat(browser.submit(page, PAGE, Map.of("name", "x", "text", "é".repeat(1_000)))
                        .body())
                .contains("too long to be kept");
        assertThat(browser.get(PAGE).body()).doesNotContain("/remove");
    }

    @Test
    void keepForOneselfThenNobodyElseSeesItAndItIsNoEntry() {
        TrailProbe trail = TrailProbe.of(server, REALM);
        keep(false, "actor", about.subject().toString());

        assertThat(browser.get(TRAIL).body())
                .contains("<bdi>" + name + "</bdi>", "/audit?actor=" + about.subject() + "\"");
        Browser other = signedIn(people.createWith(REALM, "admin"));
        assertThat(other.get(PAGE).body()).doesNotContain(name);
        assertThat(other.submit(other.get(PAGE + "?what=rights"), removal(browser), Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(entries(trail)).isEmpty();
        assertThat(sealed()).doesNotContain(name, about.subject().toString());
        browser.submit(browser.get(PAGE + "?what=rights"), removal(browser), Map.of());
        assertThat(browser.get(PAGE).body()).doesNotContain(name);
    }

    @Test
    void shareThenEverybodySeesItOnlyWhoMayRemovesItAndBothAreEntries() {
        TrailProbe trail = TrailProbe.of(server, REALM);
        keep(true, "what", "rights");
        Browser other = signedIn(people.createWith(REALM, "auditor"));

        assertThat(other.get(TRAIL).body()).contains("<bdi>" + name + "</bdi>");
        String path = removal(browser);
        assertThat(other.get(PAGE).body()).doesNotContain(path);
        assertThat(other.submit(other.get(PAGE + "?what=rights"), path, Map.of())
                        .status())
                .isEqualTo(404);
        Browser administrator = signedIn(people.createWith(REALM, "admin"));
        administrator.submit(administrator.get(PAGE + "?what=rights"), path, Map.of());
        assertThat(browser.get(TRAIL).body()).doesNotContain("<bdi>" + name + "</bdi>");
        assertThat(entries(trail))
                .hasSize(2)
                .anySatisfy(entry -> assertThat(entry.changes().get(0).after()).isEqualTo(name))
                .anySatisfy(entry -> assertThat(entry.changes().get(0).before()).isEqualTo(name));
    }

    @Test
    void eraseSomebodyThenTheirQuestionsAndThoseAboutThemAreGone() {
        keep(false, "actor", about.subject().toString());
        keep(false, "what", "rights");

        erase(about.subject());
        assertThat(browser.get(PAGE).body())
                .containsOnlyOnce("/remove\"")
                .contains("?what=rights")
                .doesNotContain(about.subject().toString());
        erase(auditor.subject());
        assertThat(browser.get(PAGE).body()).doesNotContain("/remove\"");
    }

    private void erase(UUID account) {
        server.beans(AccountErasure.class).stream()
                .filter(each -> each.getClass().getName().contains("TrailViewRows"))
                .forEach(each -> each.erase(server.bean(Realms.class).get(REALM), account));
    }

    private void keep(boolean shared, String field, String value) {
        Answer page = browser.get(PAGE + "?" + field + "=" + value);
        Map<String, String> form =
                shared ? Map.of("name", name, field, value, "shared", "true") : Map.of("name", name, field, value);
        assertThat(browser.submit(page, PAGE, form).location()).endsWith("?done=kept");
    }

    private static String removal(Browser browser) {
        Matcher found = Pattern.compile("action=\"(" + PAGE + "/[0-9a-f-]{36}/remove)\"")
                .matcher(browser.get(PAGE).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** What the database has of it. */
    private String sealed() {
        return server.bean(JdbcClient.class)
                .sql("SELECT string_agg(encode(content_sealed, 'escape'), ' ') FROM trail_view WHERE account_id = ?")
                .param(auditor.subject())
                .query(String.class)
                .single();
    }

    private List<EntryView> entries(TrailProbe trail) {
        return trail.fresh().stream()
                .filter(entry -> entry.activity().code().equals("realm.changed"))
                .filter(entry -> entry.changes().stream()
                        .anyMatch(change -> change.field().startsWith("trail/view/")))
                .toList();
    }

    private Browser signedIn(Person who) {
        Browser signedIn = new Browser(server);
        signedIn.signIn(REALM, who.userName(), who.password());
        signedIn.get("/console/realms/acme");
        return signedIn;
    }
}
