package org.gatehouse.server.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("The console's pages about people")
class AccountsConsoleTest {

    private static final String REALM = "acme";
    private static final String LIST = "/console/realms/acme/accounts";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person person = people.create(REALM);
    private final String page = LIST + "/" + person.subject();

    @Test
    void consoleWhenPersonHasNoPermissionThenRefused() {
        Browser browser = as("user");

        assertThat(browser.get("/console/realms/acme").status()).isEqualTo(403);
        assertThat(browser.get(LIST).status()).isEqualTo(403);
        assertThat(browser.get(page).status()).isEqualTo(403);
        assertThat(browser.get(LIST + "/new").status()).isEqualTo(403);
    }

    @Test
    void consoleWhenNobodyIsSignedInThenAsksToSignIn() {
        assertThat(new Browser(server).get(LIST).location()).contains("/realms/acme/sign-in");
    }

    @Test
    void accountWhenOfAnotherRealmThenNotFound() {
        Person elsewhere = people.create("globex");

        assertThat(as("admin").get(LIST + "/" + elsewhere.subject()).status()).isEqualTo(404);
        assertThat(as("admin").get(LIST + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void pageWhenAuditorThenShowsOnlyTheTrail() {
        Browser browser = as("auditor");

        assertThat(browser.get("/console/realms/acme").location()).endsWith("/dashboard");
        assertThat(browser.get(LIST).status()).isEqualTo(403);
        assertThat(browser.get("/console/realms/acme/audit").body()).doesNotContain(LIST);
    }

    @Test
    void changeWithoutFormTokenThenRefused() {
        assertThat(as("admin").post(page + "/disable", Map.of()).status()).isEqualTo(403);
        assertThat(as("admin").get(page).body()).contains(">active<");
    }

    @Test
    void proposedWhenThePersonMayNotListOrTypedTooLittleThenNobody() {
        String proposed = LIST + "/proposed?q=";

        assertThat(as("auditor").get(proposed + person.userName()).status()).isEqualTo(403);
        assertThat(new Browser(server).get(proposed + person.userName()).location())
                .contains("/realms/acme/sign-in");
        Browser browser = as("helpdesk");
        assertThat(browser.get(proposed + "%20s%20").body()).isEqualTo("[]");
        assertThat(browser.get(proposed + "s".repeat(101)).body()).isEqualTo("[]");
        assertThat(browser.get(proposed + "%00%25_").status()).isLessThan(500);
    }

    @Test
    void proposedThenAFewWithNameAndAddressAndTheirUserName() {
        for (int i = 0; i <= ProposedPeople.MOST; i++) {
            people.create(REALM);
        }
        Browser browser = as("helpdesk");

        Answer one = browser.get(LIST + "/proposed?q=" + person.userName());

        assertThat(one.header("Cache-Control")).contains("no-store");
        assertThat(one.json().at("/0/value").asString()).isEqualTo(person.userName());
        assertThat(one.json().at("/0/label").asString())
                .isEqualTo("Somebody " + person.userName() + ", " + person.email());
        assertThat(browser.get(LIST + "/proposed?q=so").json().size()).isEqualTo(ProposedPeople.MOST);
    }

    @Test
    void proposedWhenTheDatabaseDoesNotAnswerInTimeThenNobody() {
        Browser browser = as("helpdesk");

        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            server.bean(JdbcClient.class)
                    .sql("LOCK TABLE account_word IN ACCESS EXCLUSIVE MODE")
                    .update();
            assertThat(browser.get(LIST + "/proposed?q=so").body()).isEqualTo("[]");
        });
    }

    @Test
    void listWhenSearchedThenAddressIsTheState() {
        Browser browser = as("admin");

        assertThat(browser.get(LIST + "?q=" + person.userName()).body())
                .contains(person.email())
                .contains("value=\"" + person.userName() + "\"");
        assertThat(browser.get(LIST + "?q=" + person.userName() + "&state=disabled")
                        .body())
                .contains("Nobody matches")
                .doesNotContain(person.email());
        assertThat(browser.get(LIST + "?state=asleep").status()).isEqualTo(400);
        assertThat(browser.get(LIST + "?after=nowhere").status()).isEqualTo(400);
    }

    @Test
    void textWithMarkupThenIsEscaped() {
        String markup = "<script>alert(1)</script>";
        Browser browser = as("admin");

        assertThat(browser.get(LIST + "?q=%3Cscript%3Ealert(1)%3C/script%3E").body())
                .doesNotContain(markup);
        Answer refused = submit(browser, page + "/edit", Map.of("userName", person.userName(), "displayName", markup));
        assertThat(refused.body()).doesNotContain(markup).contains("Enter a name of one line");
    }

    @Test
    void editWhenSomebodyWasFasterThenNothingIsSavedAndNothingTypedIsLost() {
        Browser browser = as("admin");
        Answer form = browser.get(page + "/edit");
        submit(as("admin"), page + "/edit", edit("First Name"));

        Answer stale = post(browser, form, page + "/edit", edit("Second Name"));

        assertThat(stale.body())
                .contains("Somebody else made a change meanwhile")
                .contains("value=\"Second Name\"")
                .contains("Stored by now: First Name");
        assertThat(post(browser, stale, page + "/edit", edit("Second Name")).location())
                .endsWith("?done=edited");
        assertThat(browser.get(page).body()).contains("Second Name");
    }

    @Test
    void editWhenAddressChangesThenItIsNoLongerVerified() {
        Browser browser = as("admin");
        Map<String, String> fields = edit("Somebody");
        fields.put("email", "other." + person.email());

        assertThat(browser.get(page).body()).contains(">verified<");
        assertThat(submit(browser, page + "/edit", fields).location()).endsWith("?done=edited");
        assertThat(browser.get(page).body()).contains("other." + person.email()).contains(">not verified<");
    }

    @Test
    void createWhenUserNameIsTakenThenSaysSoAndKeepsWhatWasTyped() {
        Answer refused =
                submit(as("admin"), LIST + "/new", Map.of("userName", person.userName(), "displayName", "Ana Typed"));

        assertThat(refused.body()).contains("has this user name").contains("value=\"Ana Typed\"");
    }

    @Test
    void createWhenPasswordBreaksRulesThenNamesThemAndCreatesNobody() {
        Answer refused = submit(
                as("admin"), LIST + "/new", Map.of("userName", "weak-one", "displayName", "Weak", "password", "short"));

        assertThat(refused.body()).contains("at least 12 characters").doesNotContain("value=\"short\"");
        assertThat(as("admin").get(LIST + "?q=weak-one").body()).contains("Nobody matches");
    }

    @Test
    void createThenAccountExistsWithoutRoles() {
        Browser browser = as("admin");
        String name = "made-" + UUID.randomUUID();
        Answer made = submit(
                browser, LIST + "/new", Map.of("userName", name, "displayName", "Ana Made", "attributes.badge", "42"));

        assertThat(made.location()).endsWith("?done=created");
        assertThat(browser.get(made.location()).body())
                .contains("Ana Made", name, ">42<", "No role")
                .contains("The account was created.");
    }

    @Test
    void sensitiveAttributeIsMaskedUntilRevealedAndThatIsAnEntry() {
        Browser browser = as("admin");
        Map<String, String> fields = edit("Somebody");
        fields.put("attributes.nationalId", "QQ123456C");
        submit(browser, page + "/edit", fields);

        Answer masked = browser.get(page);
        assertThat(masked.body()).doesNotContain("QQ123456C").contains("Reveal");
        TrailProbe trail = TrailProbe.of(server, REALM);
        assertThat(post(browser, masked, page + "/reveal", Map.of("attribute", "nationalId", "why", " "))
                        .body())
                .as("nobody said why")
                .contains("Say why", "href=\"#why\"")
                .doesNotContain("QQ123456C");
        assertThat(trail.freshCodes()).doesNotContain("user.viewed");
        assertThat(post(browser, masked, page + "/reveal", Map.of("attribute", "nationalId", "why", "Case 12"))
                        .body())
                .contains("QQ123456C");
        EntryView entry = trail.fresh().get(0);
        assertThat(entry.activity().code()).isEqualTo("user.viewed");
        assertThat(entry.detail()).containsEntry("revealed", "nationalId").containsEntry("why", "Case 12");
        assertThat(entry.origin().client()).isEqualTo("gatehouse-console");
    }

    @Test
    void disableThenPersonCannotSignInUntilEnabled() {
        Browser browser = as("admin");

        assertThat(submit(browser, page, "/disable", Map.of()).location()).endsWith("?done=disabled");
        assertThat(new Browser(server)
                        .signIn(REALM, person.userName(), person.password())
                        .location())
                .isEmpty();
        assertThat(submit(browser, page, "/enable", Map.of()).location()).endsWith("?done=enabled");
    }

    @Test
    void actionWhenOnOneselfThenRefusedInTheReadersLanguage() {
        Person admin = people.createWith(REALM, "admin");
        Browser browser = new Browser(server);
        browser.signIn(REALM, admin.userName(), admin.password());
        String own = LIST + "/" + admin.subject();

        assertThat(submit(browser, own, "/disable", Map.of()).body()).contains("Nobody changes their own rights");
        Answer french = browser.get(own + "?lang=fr");
        assertThat(post(browser, french, own + "/disable", Map.of()).body()).contains("Personne ne modifie");
    }

    @Test
    void actionWhenTargetHasMoreRightsThenRefused() {
        Person admin = people.createWith(REALM, "admin");

        assertThat(submit(as("helpdesk"), LIST + "/" + admin.subject(), "/disable", Map.of())
                        .body())
                .contains("has rights you do not have");
    }

    @Test
    void rightsWhenARoleOrAGroupIsTriedThenSaysWhatItWouldAddAndNothingIsGiven() {
        Browser browser = as("admin");
        String rights = page + "/rights";

        assertThat(browser.get(rights + "?role=auditor").body())
                .contains("With the role auditor they could also", "audit.read", "New roles:")
                .doesNotContain("waits for a second person");
        assertThat(browser.get(rights + "?role=admin").body()).contains("waits for a second person");
        assertThat(browser.get(rights + "?role=user").body()).contains("Nothing they cannot do already.");
        assertThat(browser.get(rights + "?group=nowhere").body()).contains("No group is called that");
        assertThat(browser.get(rights + "?role=emperor").body())
                .contains("id=\"role\"")
                .doesNotContain("they could also");
        assertThat(browser.get(rights).body()).doesNotContain("audit.read");
        assertThat(as("auditor").get(rights).status()).isEqualTo(403);
    }

    @Test
    void roleWhenGivenAndTakenThenPageSaysWhy() {
        Browser browser = as("admin");

        assertThat(submit(browser, page, "/roles/give", Map.of("role", "dispatcher"))
                        .location())
                .endsWith("?done=role-given");
        assertThat(browser.get(page).body())
                .contains("<strong>dispatcher</strong>")
                .contains("given directly");
        assertThat(submit(browser, page, "/roles/take", Map.of("role", "dispatcher"))
                        .location())
                .endsWith("?done=role-taken");
        assertThat(browser.get(page).body()).doesNotContain("<strong>dispatcher</strong>");
    }

    @Test
    void roleWhenItDecidesOnRequestsThenWaitsForSomebodyElse() {
        people.createWith(REALM, "admin");

        assertThat(submit(as("admin"), page, "/roles/give", Map.of("role", "admin"))
                        .location())
                .endsWith("?done=role-asked");
        assertThat(as("admin").get(page).body()).doesNotContain("<strong>admin</strong>");
    }

    @Test
    void eraseWhenUserNameIsMistypedThenNothingHappens() {
        Browser browser = as("admin");

        assertThat(submit(browser, page, "/erase", Map.of("confirmation", "somebody else"))
                        .body())
                .contains("Type the user name exactly");
        assertThat(submit(browser, page, "/delete", Map.of()).location()).endsWith("?done=deleted");
        assertThat(submit(browser, page, "/restore", Map.of()).location()).endsWith("?done=restored");
        assertThat(submit(browser, page, "/erase", Map.of("confirmation", person.userName()))
                        .location())
                .endsWith("?done=erased");
        assertThat(browser.get(page).status()).isEqualTo(404);
    }

    private Browser as(String role) {
        Person somebody = people.createWith(REALM, role);
        Browser browser = new Browser(server);
        browser.signIn(REALM, somebody.userName(), somebody.password());
        return browser;
    }

    private Map<String, String> edit(String displayName) {
        return new LinkedHashMap<>(Map.of(
                "userName",
                person.userName(),
                "displayName",
                displayName,
                "email",
                person.email(),
                "emailVerified",
                "true"));
    }

    /** Opens the form and sends it. */
    private static Answer submit(Browser browser, String form, Map<String, String> fields) {
        return post(browser, browser.get(form), form, fields);
    }

    private static Answer submit(Browser browser, String page, String action, Map<String, String> fields) {
        return post(browser, browser.get(page), page + action, fields);
    }

    private static Answer post(Browser browser, Answer page, String action, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("version", page.hidden("version"));
        return browser.submit(page, action, form);
    }
}
