package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change of the directory whose entry cannot be written is not made")
class NoChangeWithoutTraceTest {

    private static final String REALM = "acme";

    private static final String REPORT = "{\"activity\":\"data.read\",\"target\":{\"kind\":\"form\",\"id\":\"1\"}}";

    private static TestServer server;

    @BeforeAll
    static void startServer() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Somebody else's transaction holds the logs: a program is told to come back, and holds no connection meanwhile. */
    @Test
    void reportWhenTheLogsAreHeldThenUnavailableAndNotStored() throws SQLException {
        AdminApi app = AdminApi.asRobot(server, REALM, "audit.write");
        app.post("/audit/entries", REPORT);
        Answer answer;
        try (Connection holder = server.database().dataSource().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT * FROM audit.audit_head FOR UPDATE");
            answer = app.post("/audit/entries", REPORT, "Idempotency-Key", "held");
        }

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(app.post("/audit/entries", REPORT, "Idempotency-Key", "held").header("Idempotent-Replayed"))
                .isEqualTo("false");
    }

    @Test
    void changeWhenTheTrailIsAwayThenUnavailableAndNothingChanged() {
        People people = People.of(server);
        AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
        Person person = people.create(REALM);
        String path = "/accounts/" + person.subject();
        String group = "/groups/" + admin.post("/groups", "{\"name\":\"team\"}").json("id");
        Authenticator.of(server, REALM, person.subject());
        String factors = path + "/factors";
        String factor = admin.get(factors).json().at("/factors/0/id").asString();
        String tag = admin.get(path).header("ETag");
        String before = admin.get(path).body()
                + admin.get(factors).body()
                + admin.get(group).body()
                + admin.get(group + "/members").body();

        Map<String, Supplier<Answer>> changes = new LinkedHashMap<>();
        changes.put("create", () -> admin.post("/accounts", "{\"userName\":\"ghost\",\"displayName\":\"Ghost\"}"));
        changes.put("edit", () -> admin.patch(path, tag, "{\"displayName\":\"Other\",\"attributes\":{\"badge\":3}}"));
        changes.put("disable", () -> admin.post(path + "/disable"));
        changes.put("delete", () -> admin.delete(path, "If-Match", tag));
        changes.put("erase", () -> admin.send("POST", path + "/erase", null, "If-Match", tag));
        changes.put("grant", () -> admin.put(path + "/roles/helpdesk"));
        changes.put("revoke", () -> admin.delete(path + "/roles/user"));
        changes.put("removeFactor", () -> admin.delete(factors + "/" + factor));
        changes.put("resetFactors", () -> admin.delete(factors, "If-Match", tag));
        changes.put("join", () -> admin.put(group + "/members/" + person.subject()));
        changes.put("group", () -> admin.post("/groups", "{\"name\":\"ghosts\"}"));
        changes.put("groupRole", () -> admin.put(group + "/roles/dispatcher"));
        AdminApi app = AdminApi.asRobot(server, REALM, "audit.write");
        changes.put("report", () -> app.post("/audit/entries", REPORT, "Idempotency-Key", "outage"));
        changes.put("export", () -> admin.get("/exports/accounts"));
        assertUnavailable(changes);

        assertThat(admin.get(path).body()
                        + admin.get(factors).body()
                        + admin.get(group).body()
                        + admin.get(group + "/members").body())
                .isEqualTo(before);
        assertThat(admin.get("/accounts?q=ghost").json().path("items")).isEmpty();
        assertThat(admin.get("/groups").body()).doesNotContain("ghosts");
        assertThat(app.post("/audit/entries", REPORT, "Idempotency-Key", "outage")
                        .header("Idempotent-Replayed"))
                .isEqualTo("false");
    }

    /** What takes away, gives back or looks, and what needs something to be there first. */
    @Test
    void changeOfWhatIsThereWhenTheTrailIsAwayThenUnavailableAndNothingChanged() {
        People people = People.of(server);
        AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
        AdminApi second = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
        Person person = people.create(REALM);
        Person disabled = people.create(REALM);
        Person deleted = people.create(REALM);
        String path = "/accounts/" + person.subject();
        String off = "/accounts/" + disabled.subject();
        String gone = "/accounts/" + deleted.subject();
        admin.post(off + "/disable");
        admin.deleteSeen(gone);
        Browser browser = new Browser(server);
        browser.signIn(REALM, person.userName(), person.password());
        String group = "/groups/" + admin.post("/groups", "{\"name\":\"kept\"}").json("id");
        admin.put(group + "/members/" + person.subject());
        admin.put(group + "/roles/dispatcher");
        String empty =
                "/groups/" + admin.post("/groups", "{\"name\":\"empty\"}").json("id");
        String approval = "/approvals/" + admin.put(path + "/roles/admin").json("id");
        String tag = admin.get(group).header("ETag");
        String emptyTag = admin.get(empty).header("ETag");
        String before = seen(admin, path, off, gone, group, empty, path + "/sessions", "/approvals");

        Map<String, Supplier<Answer>> changes = new LinkedHashMap<>();
        changes.put("enable", () -> admin.post(off + "/enable"));
        changes.put("restore", () -> admin.post(gone + "/restore"));
        changes.put("temporaryPassword", () -> admin.post(path + "/temporary-password"));
        changes.put("requireChange", () -> admin.post(path + "/require-password-change"));
        changes.put("endSessions", () -> admin.delete(path + "/sessions"));
        changes.put("leave", () -> admin.delete(group + "/members/" + person.subject()));
        changes.put("takeFromGroup", () -> admin.delete(group + "/roles/dispatcher"));
        changes.put("changeGroup", () -> admin.patch(group, tag, "{\"name\":\"other\"}"));
        changes.put("removeGroup", () -> admin.delete(empty, "If-Match", emptyTag));
        changes.put("approve", () -> second.post(approval + "/approve"));
        changes.put("refuse", () -> second.post(approval + "/refuse"));
        changes.put("view", () -> second.get(path));
        for (String part : List.of("sessions", "slowed", "factors", "rights", "mail", "identities")) {
            changes.put(part, () -> second.get(off + "/" + part));
        }
        assertUnavailable(changes);

        assertThat(seen(admin, path, off, gone, group, empty, path + "/sessions", "/approvals"))
                .isEqualTo(before);
    }

    private static String seen(AdminApi admin, String... paths) {
        return Stream.of(paths).map(path -> admin.get(path).body()).collect(Collectors.joining());
    }

    private static void assertUnavailable(Map<String, Supplier<Answer>> changes) {
        changes.forEach((name, change) -> {
            Answer answer = TrailOutage.during(server, change);
            assertThat(answer.status()).as(name).isEqualTo(503);
            assertThat(answer.header("Retry-After")).as(name).isNotEmpty();
        });
    }
}
