package org.gatehouse.server.console.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@DisplayName("What proves the trail, in the console and by the API")
class IntegrityConsoleTest {

    private static final String REALM = "globex";
    private static final String PAGE = "/console/realms/globex/integrity";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person auditor = people.createWith(REALM, "auditor");
    private final AdminApi api = AdminApi.as(server, REALM, auditor);
    private final Browser browser = as(auditor);
    private final TrailProbe trail = TrailProbe.of(server, REALM);

    @Test
    void verifyWhenThePersonMayNotReadTheTrailThenRefused() {
        Browser manager = as(people.createWith(REALM, "user-admin"));
        Answer elsewhere = manager.get("/console/realms/globex/accounts");

        assertThat(manager.get(PAGE).status()).isEqualTo(403);
        assertThat(manager.get(PAGE + "/keys").status()).isEqualTo(403);
        assertThat(manager.submit(elsewhere, PAGE + "/verify", Map.of()).status())
                .isEqualTo(403);
        AdminApi.as(server, REALM, people.createWith(REALM, "user-admin")).post("/audit/integrity/verify");
        assertThat(trail.freshCodes()).contains("log.verified");
        assertThat(verified()).isEmpty();
    }

    @Test
    void verifyThenTheResultIsAnEntryThePageAndTheApiTell() {
        Answer page = browser.get(PAGE);

        assertThat(browser.submit(page, PAGE + "/verify", Map.of()).location()).contains(PAGE);
        await().untilAsserted(
                        () -> assertThat(check().path("intact").asBoolean()).isTrue());

        EntryView entry = find(check().path("entry").asString());
        assertThat(entry.actor().person()).isEqualTo(auditor.subject());
        assertThat(entry.detail().get("count"))
                .isEqualTo(check().path("entries").asString());
        assertThat(browser.get(PAGE).body())
                .contains("badge good", "Somebody " + auditor.userName() + " verified the audit trail: it is intact");
        Answer keys = browser.get(PAGE + "/keys");
        assertThat(keys.body()).contains("audit.gatehouse/local/globex/P6M+");
        assertThat(browser.get("/realms/globex/audit/P6M/key").body())
                .isIn(keys.body().lines().map(line -> line + "\n").toList());
        assertThat(keys.body()).doesNotContain("acme");
    }

    @Test
    void verifyWhenAnEntryWasChangedThenThePageIsRedAndNamesIt() {
        EntryView victim = server.bean(TrailReader.class).latest(REALM, 1).get(0);
        String detail = change(victim, "{\"x\":\"y\"}");
        try {
            browser.submit(browser.get(PAGE), PAGE + "/verify", Map.of());

            String fault = victim.log() + ":" + victim.index();
            await().untilAsserted(() -> assertThat(browser.get(PAGE).body())
                    .contains("role=\"alert\"", "<code>" + fault + "</code>", "not intact"));
            JsonNode first = check().at("/faults/0");
            assertThat(first.path("log").asString() + ":" + first.path("index").asString())
                    .isEqualTo(fault);
            assertThat(find(check().path("entry").asString()).outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(browser.get("/console/realms/globex/dashboard").body()).contains("badge error");
        } finally {
            change(victim, detail);
        }
        await().untilAsserted(() -> assertThat(
                        api.get("/audit/integrity").json().at("/logs").findValues("sound"))
                .allMatch(JsonNode::asBoolean));
        browser.submit(browser.get(PAGE), PAGE + "/verify", Map.of());
        await().untilAsserted(
                        () -> assertThat(check().path("intact").asBoolean()).isTrue());
    }

    private JsonNode check() {
        return api.get("/audit/integrity").json().at("/verification/last");
    }

    private List<EntryView> verified() {
        return trail.fresh().stream()
                .filter(entry -> entry.activity().code().equals("log.verified"))
                .filter(entry -> entry.outcome() == Outcome.SUCCESS)
                .toList();
    }

    private EntryView find(String reference) {
        String[] parts = reference.split(":");
        return server.bean(TrailReader.class)
                .find(REALM, Tier.valueOf(parts[0]), Long.parseLong(parts[1]))
                .orElseThrow();
    }

    /** Past the service, as whoever owns the database can. */
    private String change(EntryView entry, String detail) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        String where = """
                 WHERE idx = ? AND log_id = (SELECT h.log_id FROM audit.audit_head h JOIN audit.audit_realm r USING (realm)
                  WHERE r.name = 'globex' AND h.origin LIKE ?)
                """;
        String origin = "%/" + entry.log();
        String before = jdbc.sql("SELECT detail FROM audit.audit_entry" + where)
                .params(entry.index(), origin)
                .query(String.class)
                .single();
        jdbc.sql("UPDATE audit.audit_entry SET detail = ?" + where)
                .params(detail, entry.index(), origin)
                .update();
        return before;
    }

    private Browser as(Person person) {
        Browser signedIn = new Browser(server);
        signedIn.signIn(REALM, person.userName(), person.password());
        return signedIn;
    }
}
