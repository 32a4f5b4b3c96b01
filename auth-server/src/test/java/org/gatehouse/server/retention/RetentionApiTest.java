package org.gatehouse.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("How long the trail keeps what is lengthened by one, shortened by two")
class RetentionApiTest {

    private static final String REALM = "globex";
    private static final String WHY = "\"why\":\"Case 12/2026\"";

    private static TestServer server;

    private final People people = People.of(server);
    private final Person first = people.createWith(REALM, "admin");
    private final Person second = people.createWith(REALM, "admin");
    private final AdminApi api = AdminApi.as(server, REALM, first);
    private final TrailProbe trail = TrailProbe.of(server, REALM);

    @BeforeAll
    static void startServer() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void changeWhenTheCallerMayOnlyReadThenRefusedWithAnEntry() {
        AdminApi auditor = AdminApi.as(server, REALM, people.createWith(REALM, "auditor"));
        trail.fresh();

        assertThat(auditor.send("PUT", "/audit/retention/rights", "{\"tier\":\"P5Y\"," + WHY + "}")
                        .status())
                .isEqualTo(403);
        assertThat(auditor.post("/audit/holds", "{\"from\":\"2026-01-01T00:00:00Z\"," + WHY + "}")
                        .status())
                .isEqualTo(403);

        assertThat(trail.freshCodes()).containsExactly("retention.changed", "log.hold-set");
        assertThat(auditor.get("/audit/retention").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tier\":\"P4Y\",\"why\":\"x\"}",
                "{\"tier\":\"P10Y\",\"why\":\"x\"}",
                "{\"why\":\"x\"}",
                "{\"tier\":\"P5Y\"}",
                "{\"tier\":\"P5Y\",\"why\":\"  \"}",
                "{\"tier\":\"P5Y\",\"why\":\"one\\nand another entry\"}",
                "{\"tier\":\"P5Y\",\"why\":\"x\",\"approved\":true}"
            })
    void keepWhenTheBodyIsWrongThenToldAndNothingChanges(String body) {
        trail.fresh();

        assertThat(api.send("PUT", "/audit/retention/rights", body).status()).isEqualTo(400);

        assertThat(trail.freshCodes()).isEmpty();
    }

    @Test
    void keepWhenThereIsNoSuchCategoryThenNotFound() {
        assertThat(api.send("PUT", "/audit/retention/everything", "{\"tier\":\"P5Y\"," + WHY + "}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void keepWhenLongerThenDoneAndTheEntrySaysFromWhatToWhat() {
        trail.fresh();

        assertThat(api.send("PUT", "/audit/retention/data-access", "{\"tier\":\"P13M\"," + WHY + "}")
                        .status())
                .isEqualTo(204);

        List<EntryView> entries = trail.fresh();
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).activity()).isEqualTo(Activity.RETENTION_CHANGED);
        assertThat(entries.get(0).detail()).containsEntry("why", "Case 12/2026");
        assertThat(entries.get(0).changes().get(0))
                .hasToString("Change[field=data-access, before=P6M, after=P13M, personal=false]");
        assertThat(api.get("/audit/retention")
                        .json()
                        .at("/categories/data-access")
                        .asString())
                .isEqualTo("P13M");
    }

    @Test
    void keepWhenShorterThenWaitsForASecondPersonAndOnlyNewEntriesAreShorter() {
        trail.fresh();

        Answer waits = api.send("PUT", "/audit/retention/configuration", "{\"tier\":\"P2Y\"," + WHY + "}");

        assertThat(waits.status()).isEqualTo(202);
        assertThat(tier("configuration")).isEqualTo("P3Y");
        String approve = "/approvals/" + waits.json("id") + "/approve";
        assertThat(api.post(approve).json("type")).endsWith("own-request");
        assertThat(AdminApi.as(server, REALM, second).post(approve).status()).isEqualTo(200);
        assertThat(tier("configuration")).isEqualTo("P2Y");
        assertThat(trail.freshCodes()).contains("approval.requested", "approval.given", "retention.changed");
    }

    @Test
    void keepWhenShorterAndThereIsNoSecondPersonThenRefusedWithAnEntry() {
        String realm = "acme";
        Person alone = people.createWith(realm, "admin");
        AdminApi lonely = AdminApi.as(server, realm, alone);
        removeOtherAdministrators(realm, alone);
        TrailProbe probe = TrailProbe.of(server, realm);

        Answer refused = lonely.send("PUT", "/audit/retention/rights", "{\"tier\":\"P1M\"," + WHY + "}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json("type")).endsWith("second-person-needed");
        assertThat(probe.freshCodes()).containsExactly("retention.changed");
        assertThat(lonely.get("/audit/retention")
                        .json()
                        .at("/categories/rights")
                        .asString())
                .isEqualTo("P3Y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"why\":\"x\"}",
                "{\"from\":\"yesterday\",\"why\":\"x\"}",
                "{\"from\":\"+999999999-01-01T00:00:00Z\",\"why\":\"x\"}",
                "{\"from\":\"2026-02-01T00:00:00Z\",\"until\":\"2026-02-01T00:00:00Z\",\"why\":\"x\"}",
                "{\"from\":\"2026-02-01T00:00:00Z\"}",
                "{\"from\":\"2026-02-01T00:00:00Z\",\"account\":\"00000000-0000-4000-8000-000000000000\",\"why\":\"x\"}"
            })
    void holdWhenTheBodyIsWrongThenToldAndNothingHolds(String body) {
        int before = api.get("/audit/holds").json().at("/items").size();

        assertThat(api.post("/audit/holds", body).status()).isEqualTo(400);

        assertThat(api.get("/audit/holds").json().at("/items").size()).isEqualTo(before);
    }

    @Test
    void liftWhenTheHoldIsOfAnotherRealmThenNotFound() {
        Person administrator = people.createWith("acme", "admin");
        String hold = AdminApi.as(server, "acme", administrator)
                .post("/audit/holds", "{\"from\":\"2026-01-01T00:00:00Z\"," + WHY + "}")
                .json("id");

        assertThat(api.post("/audit/holds/" + hold + "/lift").status()).isEqualTo(404);
        assertThat(api.post("/audit/holds/" + UUID.randomUUID() + "/lift").status())
                .isEqualTo(404);
        assertThat(api.get("/audit/holds").body()).doesNotContain(hold);
    }

    @Test
    void runWhenAHoldCoversAPersonThenOnlyTheirEntriesOutliveTheirTimeUntilTwoPeopleLiftIt() {
        Person held = people.createWith(REALM, "auditor");
        AdminApi.as(server, REALM, held);
        String from = server.clock().instant().minus(Duration.ofDays(1)).toString();
        Answer hold = api.post(
                "/audit/holds", "{\"from\":\"" + from + "\",\"account\":\"" + held.subject() + "\"," + WHY + "}");
        assertThat(hold.status()).isEqualTo(201);
        assertThat(hold.json("about")).isEqualTo("person");

        assertThat(pruned().status()).as("nothing is lost yet").isEqualTo(404);
        server.clock().advance(Duration.ofDays(220));
        server.bean(RetentionRun.class).run();
        assertThat(pruned().body()).startsWith("gatehouse/pruned/v1 audit.gatehouse/local/globex/P6M\n");

        List<EntryView> kept = entries(Tier.P6M);
        assertThat(kept)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.actor().person()).isEqualTo(held.subject()));
        AdminApi again = AdminApi.as(server, REALM, first);
        Answer waits = again.post("/audit/holds/" + hold.json("id") + "/lift");
        assertThat(waits.status()).isEqualTo(202);
        assertThat(AdminApi.as(server, REALM, second)
                        .post("/approvals/" + waits.json("id") + "/approve")
                        .status())
                .isEqualTo(200);
        assertThat(entries(Tier.P6M))
                .noneMatch(entry -> held.subject().equals(entry.actor().person()));
        assertThat(trail.freshCodes()).contains("log.hold-set", "log.pruned", "log.hold-lifted");
    }

    @Test
    void keepWhenItWasSeenOtherwiseThenToldAndNothingChanges() {
        Answer stale = api.send("PUT", "/audit/retention/account", "{\"tier\":\"P5Y\",\"was\":\"P6M\"," + WHY + "}");

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json("type")).endsWith("stale");
        assertThat(tier("account")).isEqualTo("P3Y");
    }

    @Test
    void pageWhenTwoAdministratorsDecideThenAsByTheApiAndEachSeesTheOther() {
        String page = "/console/realms/" + REALM + "/retention";
        Browser browser = signedIn(first);
        Browser auditor = signedIn(people.createWith(REALM, "auditor"));
        Answer form = browser.get(page + "?category=device");
        Map<String, String> longer = Map.of("seen", form.hidden("seen"), "tier", "P5Y", "why", "Case 12/2026");

        assertThat(auditor.get(page).body()).contains("What goes next").doesNotContain("action=\"" + page);
        assertThat(auditor.submit(auditor.get(page), page + "/device", longer).body())
                .contains("You do not have the right");
        assertThat(signedIn(people.createWith(REALM, "user-admin")).get(page).status())
                .isEqualTo(403);
        api.send("PUT", "/audit/retention/device", "{\"tier\":\"P5Y\"," + WHY + "}");
        assertThat(browser.submit(form, page + "/device", longer).body())
                .contains("Somebody else changed how long this is kept");
        assertThat(browser.submit(form, page + "/support", longer).location()).endsWith("?done=kept");
        assertThat(browser.submit(form, page + "/token", with(longer, "tier", "P1M", "seen", "P6M"))
                        .location())
                .endsWith("?done=asked");
        assertThat(signedIn(second)
                        .get("/console/realms/" + REALM + "/approvals")
                        .body())
                .contains("Keep entries about Tokens only for 1 month");
        assertThat(tier("support") + tier("token")).isEqualTo("P5YP6M");
        assertThat(browser.submit(form, page + "/token", with(longer, "why", " ", "seen", "P6M"))
                        .body())
                .contains("Say why, in one line");
    }

    @Test
    void pageWhenSomebodyIsToDecideThenEachTimeIsToldWithWhatItComesTo() {
        for (int i = 0; i < 3; i++) {
            signedIn(people.create(REALM));
        }
        server.clock().advance(Duration.ofHours(2)); // what is counted are full hours
        Browser browser = signedIn(first);

        String page = browser.get("/console/realms/" + REALM + "/retention?category=sign-in")
                .body();

        assertThat(Pattern.compile("type=\"radio\" name=\"tier\"").matcher(page).results())
                .hasSize(7);
        assertThat(Pattern.compile("checked=\"checked\"").matcher(page).results())
                .hasSize(1);
        assertThat(Pattern.compile("In the end there are about [0-9,]+ entries of these, [0-9,.]+ (kB|MB)")
                        .matcher(page)
                        .results())
                .hasSize(7);
        assertThat(page)
                .contains(
                        "This is how it is now", "Shorter than now", "Longer than now", "What is written today goes on")
                .contains("The next run drops")
                .doesNotContain("a month.", "??");
        assertThat(browser.get("/console/realms/" + REALM + "/retention?category=support")
                        .body())
                .contains("None of these were written");
    }

    @Test
    void pageWhenAHoldIsAskedForThenSetByOneAndLiftedByTwo() {
        String page = "/console/realms/" + REALM + "/retention";
        Browser browser = signedIn(first);
        Answer form = browser.get(page);
        Map<String, String> hold = Map.of("from", "2026-02-01", "until", "2026-02-28", "why", "Case <b>13</b>");

        assertThat(browser.submit(form, page + "/holds", with(hold, "from", "soon", "person", "nobody-at-all"))
                        .body())
                .contains("Enter a day such as", "Nobody here has this user name", "value=\"2026-02-28\"");
        assertThat(browser.submit(form, page + "/holds", with(hold, "until", "2026-01-31"))
                        .body())
                .contains("The last day must not be before the first");
        assertThat(browser.submit(form, page + "/holds", hold).location()).endsWith("?done=held");
        Answer held = browser.get(page);
        assertThat(held.body()).contains("Case &lt;b&gt;13&lt;/b&gt;").doesNotContain("Case <b>");
        Matcher lift = Pattern.compile("action=\"(" + page + "/holds/[0-9a-f-]{36}/lift)\"")
                .matcher(held.body());
        assertThat(lift.find()).isTrue();
        assertThat(browser.submit(form, lift.group(1), Map.of()).location()).endsWith("?done=lift-asked");
        assertThat(browser.get("/console/realms/" + REALM + "/approvals").body())
                .contains("Lift the legal hold");
        assertThat(browser.submit(form, page + "/holds/" + UUID.randomUUID() + "/lift", Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void entryWhenItIsSoonGoneThenOffersAnExportUnlessALegalHoldKeepsIt() {
        Person administrator = people.createWith("acme", "admin");
        AdminApi.as(server, "acme", administrator).get("/groups");
        server.clock().advance(Duration.ofDays(179));
        Browser browser = new Browser(server);
        browser.signIn("acme", administrator.userName(), administrator.password());
        String entry = "/console/realms/acme/audit/P6M:0";
        assertThat(browser.get(entry).body())
                .contains(">soon gone<", "Export that day")
                .doesNotContain(">legal hold<");

        AdminApi.as(server, "acme", administrator)
                .post("/audit/holds", "{\"from\":\"2020-01-01T00:00:00Z\"," + WHY + "}");

        assertThat(browser.get(entry).body()).contains(">legal hold<").doesNotContain(">soon gone<");
    }

    @Test
    void pageWhenAnotherRealmGrowsThenItSaysTheSame() {
        Browser browser = signedIn(first);
        String page = "/console/realms/" + REALM + "/retention";
        String before = volumes(browser.get(page));

        people.createWith("acme", "auditor");

        assertThat(before).contains("kB");
        assertThat(volumes(browser.get(page))).isEqualTo(before);
        people.createWith(REALM, "auditor");
        assertThat(volumes(browser.get(page))).isNotEqualTo(before);
    }

    private static String volumes(Answer page) {
        String body = page.body();
        return body.substring(body.indexOf("id=\"tiers\""), body.indexOf("id=\"categories\""));
    }

    private static Map<String, String> with(Map<String, String> form, String... more) {
        Map<String, String> all = new HashMap<>(form);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static Browser signedIn(Person person) {
        Browser browser = new Browser(server);
        browser.signIn(REALM, person.userName(), person.password());
        return browser;
    }

    private static Answer pruned() {
        return new Browser(server).get("/realms/" + REALM + "/audit/P6M/pruned");
    }

    private List<EntryView> entries(Tier tier) {
        String log = REALM + "/" + tier;
        return server.bean(TrailReader.class).latest(REALM, 1_000).stream()
                .filter(entry -> entry.log().equals(log))
                .toList();
    }

    private String tier(String category) {
        return api.get("/audit/retention").json().at("/categories/" + category).asString();
    }

    private static void removeOtherAdministrators(String realm, Person alone) {
        server.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("""
                        DELETE FROM account_role r USING realm m
                         WHERE m.id = r.realm_id AND m.name = ? AND r.role = 'admin' AND r.account_id <> ?
                        """)
                .params(realm, alone.subject())
                .update();
    }
}
