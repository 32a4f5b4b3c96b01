package org.gatehouse.server.exports.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.testing.Untraced;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("An export that needs a second person, where there is none or where no entry can be written")
class UntracedExportsTest {

    private static final String REALM = "acme";
    private static final String EXPORTS = "/audit/exports";
    private static final String PAGE = "/console/realms/acme/audit/exports";
    private static final Map<String, String> FORM = Map.of("format", "csv", "what", "sign-in", "why", "Yearly audit");

    private static TestServer server;

    private final People people = People.of(server);
    private final Untraced untraced = Untraced.of(server, REALM);

    @BeforeAll
    static void startAServerToBreak() {
        server = TestServer.start(
                TestDatabase.fresh(), new SettableClock(), Map.of("gatehouse.exports.look-every", "PT10H"));
        TrailExporting.oneMayTake(server, 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void orderWhenNobodyElseCouldApproveThenRefusedByApiAndPageWithAnEntryAndNothingWaits() {
        server.bean(JdbcClient.class)
                .sql("DELETE FROM account_role WHERE role IN ('admin', 'approver')")
                .update();
        Person only = people.createWith(REALM, "admin");
        AdminApi api = AdminApi.as(server, REALM, only);
        Browser browser = signedIn(only);
        Answer page = browser.get(PAGE);
        String before = api.get(EXPORTS).body() + api.get("/approvals").body();
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer refused = api.post(EXPORTS, body());
        Answer form = browser.submit(page, PAGE, FORM);

        assertThat(refused.status()).as(refused.body()).isEqualTo(403);
        assertThat(refused.body()).contains("second-person-needed");
        assertThat(form.body()).contains("<title>Error:", "This needs a second person", "Yearly audit");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("log.exported"))
                .hasSize(2)
                .allSatisfy(entry -> {
                    assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
                    assertThat(entry.reason()).isEqualTo("second-person-needed");
                });
        assertThat(api.get(EXPORTS).body() + api.get("/approvals").body()).isEqualTo(before);
        people.createWith(REALM, "admin");
        assertThat(api.post(EXPORTS, body()).json("state")).isEqualTo("waiting");
    }

    @Test
    void waitingExportWhenNothingCanBeWrittenThenNeitherAskedForNorApprovedNorTakenBack() {
        Person auditor = people.createWith(REALM, "auditor");
        AdminApi api = AdminApi.as(server, REALM, auditor);
        AdminApi second = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
        Browser browser = signedIn(auditor);
        Answer page = browser.get(PAGE);
        String body = body();

        Answer asked = untraced.then("ask", () -> api.post(EXPORTS, body));
        assertThat(asked.json("state")).isEqualTo("waiting");
        Answer other = untraced.then("ask at the console", () -> browser.submit(page, PAGE, FORM));
        assertThat(other.location()).endsWith("?done=ordered");

        String back = api.get(EXPORTS).json().at("/items/0/id").asString();
        untraced.then("take back", () -> browser.submit(page, PAGE + "/" + back + "/delete", Map.of()));
        Answer given = untraced.then("approve", () -> second.post("/approvals/" + asked.json("approval") + "/approve"));

        assertThat(given.json("state")).isEqualTo("approved");
        assertThat(api.get(EXPORTS + "/" + asked.json("id")).json("state")).isEqualTo("running");
        assertThat(api.get(EXPORTS + "/" + back).status()).isEqualTo(404);
    }

    private static Browser signedIn(Person person) {
        Browser browser = new Browser(server);
        browser.signIn(REALM, person.userName(), person.password());
        return browser;
    }

    private static String body() {
        return TrailExporting.body("csv", server.clock().instant().minus(Duration.ofHours(20)), ",\"why\":\"Audit\"");
    }
}
