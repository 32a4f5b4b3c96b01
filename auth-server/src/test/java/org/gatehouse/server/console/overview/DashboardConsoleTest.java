package org.gatehouse.server.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The console's first page, its keys and its roles: each for whoever has the right")
class DashboardConsoleTest {

    private static final String REALM = "acme";
    private static final String CONSOLE = "/console/realms/acme";
    private static final String PAGE = CONSOLE + "/dashboard";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);

    @Test
    void openThenACardOnlyForWhoeverMaySeeWhatIsBehindIt() {
        Answer manager = as("user-admin").get(PAGE);
        Answer auditor = as("auditor").get(PAGE);

        assertThat(manager.body()).contains("card-factors").doesNotContain("card-sign-ins", "card-rights", "/audit");
        assertThat(auditor.body())
                .contains("card-sign-ins", "card-rights", "card-integrity", "card-retention")
                .doesNotContain("card-factors", CONSOLE + "/accounts");
        assertThat(as("client-admin").get(PAGE).status()).isEqualTo(403);
        assertThat(as("user-admin").get(CONSOLE).location()).endsWith(PAGE);
    }

    @Test
    void openWhenSomethingHappenedThenTheFiguresAndNamesSaySo() {
        Browser browser = as("admin");
        Answer before = browser.get(PAGE);
        long refused = number(before, "Failed or refused</dt><dd><strong>");
        long without = number(before, "factor=without\">");

        Person newcomer = people.createWith(REALM, "admin");
        new Browser(server).signIn(REALM, newcomer.userName(), "wrong");
        Answer after = browser.get(PAGE);

        assertThat(number(after, "Failed or refused</dt><dd><strong>")).isEqualTo(refused + 1);
        assertThat(number(after, "factor=without\">")).isEqualTo(without + 1);
        assertThat(after.body()).contains("gave a role “admin” to Somebody " + newcomer.userName());
        assertThat(browser.get(CONSOLE + "/accounts?factor=without&q=" + newcomer.userName())
                        .body())
                .contains(newcomer.email());
        assertThat(browser.get(CONSOLE + "/accounts?factor=with&q=" + newcomer.userName())
                        .body())
                .contains("Nobody matches");
        assertThat(browser.get(CONSOLE + "/accounts?factor=maybe").status()).isEqualTo(400);
    }

    @Test
    void severalPeopleThenNamedFirstAndEachIsRefusedOrDoneByItself() {
        Person manager = people.createWith(REALM, "user-admin");
        Person above = people.createWith(REALM, "admin");
        Person one = people.create(REALM);
        Browser browser = new Browser(server);
        browser.signIn(REALM, manager.userName(), manager.password());
        Answer list = browser.get(CONSOLE + "/accounts");
        String bulk = CONSOLE + "/accounts/bulk";
        Map<String, String> chosen =
                Map.of("account", one.subject() + "," + above.subject() + "," + manager.subject(), "action", "disable");

        assertThat(list.body()).contains("form=\"bulk\"");
        assertThat(browser.submit(list, bulk, Map.of("action", "disable")).body())
                .contains("Nobody is chosen");
        assertThat(browser.submit(list, bulk, Map.of("action", "erase")).status())
                .isEqualTo(400);
        assertThat(browser.submit(list, bulk, chosen).body())
                .contains(one.userName(), above.userName(), "this is you", "to 3 people");
        assertThat(browser.get(CONSOLE + "/accounts/" + one.subject()).body()).contains("/disable\"");
        Answer done = browser.submit(list, bulk + "/apply", chosen);
        assertThat(done.body().split("badge good", -1)).hasSize(2);
        assertThat(done.body().split("badge error", -1)).hasSize(3);
        assertThat(browser.get(CONSOLE + "/accounts/" + one.subject()).body()).contains("/enable\"");
        assertThat(browser.get(CONSOLE + "/accounts/" + above.subject()).body()).doesNotContain("/enable\"");
        Browser auditor = as("auditor");
        assertThat(auditor.submit(auditor.get(CONSOLE + "/audit"), bulk, chosen).status())
                .isEqualTo(403);
    }

    @Test
    void offboardThenShownWhatEndsAndNothingIsLeft() {
        Person person = people.create(REALM);
        Browser theirs = new Browser(server);
        theirs.signIn(REALM, person.userName(), person.password());
        Browser manager = as("user-admin");
        String offboard = CONSOLE + "/accounts/" + person.subject() + "/offboard";
        Answer page = manager.get(offboard);

        assertThat(page.body()).contains("user, given directly", "<dd>1</dd>");
        assertThat(as("helpdesk").get(offboard).status()).isEqualTo(403);
        assertThat(manager.submit(page, offboard, Map.of("version", "99")).body())
                .contains("Somebody else made a change meanwhile");
        assertThat(manager.submit(page, offboard, Map.of("version", page.hidden("version")))
                        .location())
                .endsWith("?done=deleted");
        assertThat(manager.get(offboard).status()).isEqualTo(404);
        assertThat(theirs.step("/realms/acme/account").status()).isEqualTo(302);
    }

    @Test
    void rolesThenWhoCanDoItAndWhy() {
        Browser admin = as("admin");
        Person person = people.createWith(REALM, "user-admin");
        String account = CONSOLE + "/accounts/" + person.subject();

        assertThat(admin.get(CONSOLE + "/roles").body()).contains("users.write", "dispatcher");
        assertThat(admin.get(account + "/rights").body())
                .contains("make and change accounts", "user-admin, given directly")
                .doesNotContain("audit.read");
        assertThat(admin.get(CONSOLE + "/roles/holders?role=user-admin").body())
                .contains("Who has the role user-admin", "user-admin, given directly");
        assertThat(admin.get(CONSOLE + "/roles/holders?permission=users.write").body())
                .contains("Who can make and change accounts");
        assertThat(admin.get(CONSOLE + "/roles/holders").status()).isEqualTo(400);
        assertThat(admin.get(CONSOLE + "/roles/holders?role=nobody").status()).isEqualTo(400);
        assertThat(as("auditor").get(CONSOLE + "/roles").status()).isEqualTo(403);
    }

    @Test
    void keepWhenTheFormDoesNotSayWhatItShowedThenAskedFor() {
        Browser admin = as("admin");
        String page = CONSOLE + "/retention";
        Answer shown = admin.get(page + "?category=rights");
        Map<String, String> change = Map.of("tier", "P5Y", "why", "Case 12");

        assertThat(shown.body()).contains("Data location", "<bdi>Paris, France</bdi>");
        assertThat(admin.submit(shown, page + "/rights", change).status()).isEqualTo(400);
        assertThat(admin.submit(shown, page + "/rights", change, "Accept", "text/html")
                        .body())
                .contains("Send `seen`");
    }

    @Test
    void keysThenTheirAgeAndNextChangeAndNothingForWhoeverMayNot() {
        Browser reader = as("helpdesk");
        Browser admin = as("admin");
        Answer page = admin.get(CONSOLE + "/keys");

        assertThat(reader.get(CONSOLE + "/keys").status()).isEqualTo(403);
        assertThat(page.body()).contains("ES256", "Replaced by itself");
        assertThat(admin.submit(page, CONSOLE + "/keys/nothing/revoke", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(admin.submit(page, CONSOLE + "/keys/rotate", Map.of("algorithm", "none"))
                        .status())
                .isEqualTo(404);
    }

    private static long number(Answer page, String before) {
        Matcher found = Pattern.compile(Pattern.quote(before) + "([0-9,]+)<").matcher(page.body());
        assertThat(found.find()).as(page.body()).isTrue();
        return Long.parseLong(found.group(1).replace(",", ""));
    }

    private Browser as(String role) {
        Person somebody = people.createWith(REALM, role);
        Browser browser = new Browser(server);
        browser.signIn(REALM, somebody.userName(), somebody.password());
        return browser;
    }
}
