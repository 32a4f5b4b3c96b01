package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Disabling, deleting and erasing end everything at once; restoring brings rights back")
class LifecycleTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
    private final Person person = people.create(REALM);
    private final String path = "/accounts/" + person.subject();
    private final RelyingApp phone = RelyingApp.phone(server, REALM);

    @Test
    void disableThenSessionTokensAndSignInEnd() {
        Browser browser = new Browser(server);
        browser.signIn(REALM, person.userName(), person.password());
        Answer tokens = phone.tokens(person);
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(admin.post(path + "/disable").json("state")).isEqualTo("disabled");

        assertThat(phone.refresh(tokens.json("refresh_token")).status()).isEqualTo(400);
        assertThat(phone.userInfo(tokens.json("access_token")).status()).isEqualTo(401);
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(new Browser(server)
                        .signIn(REALM, person.userName(), person.password())
                        .status())
                .isNotEqualTo(302);
        assertThat(trail.freshCodes()).contains("user.disabled", "session.ended");
        assertThat(admin.post(path + "/enable").json("state")).isEqualTo("active");
        assertThat(phone.refresh(tokens.json("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void disableWhenDisabledThenNothingHappensTwice() {
        admin.post(path + "/disable");
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(admin.post(path + "/disable").status()).isEqualTo(200);

        assertThat(trail.freshCodes()).doesNotContain("user.disabled");
    }

    @Test
    void deleteThenIsHiddenWithoutRightsAndRestoreBringsThemBack() {
        String group = admin.post("/groups", "{\"name\":\"keep-" + person.userName() + "\"}")
                .json("id");
        admin.put("/groups/" + group + "/members/" + person.subject());
        admin.put(path + "/roles/helpdesk");
        Answer tokens = phone.tokens(person);
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(admin.deleteSeen(path).status()).isEqualTo(204);

        assertThat(trail.freshCodes())
                .contains("user.soft-deleted", "role.revoked", "group.member-removed", "session.ended");
        assertThat(phone.refresh(tokens.json("refresh_token")).status()).isEqualTo(400);
        assertThat(admin.get("/accounts?q=" + person.userName()).json().path("items"))
                .isEmpty();
        assertThat(admin.get("/accounts?state=deleted&q=" + person.email())
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(AdminApi.as(server, REALM, people.createWith(REALM, "helpdesk"))
                        .get(path)
                        .status())
                .isEqualTo(404);
        assertThat(admin.get(path + "/rights").status()).isEqualTo(404);
        assertThat(admin.patchSeen(path, "{\"displayName\":\"No\"}").status()).isEqualTo(404);
        assertThat(admin.post("/accounts", "{\"userName\":\"" + person.userName() + "\",\"displayName\":\"X\"}")
                        .status())
                .isEqualTo(409);

        Answer restored = admin.post(path + "/restore");

        assertThat(restored.status()).as(restored.body()).isEqualTo(200);
        assertThat(restored.json().path("roles").toString()).contains("helpdesk", "user");
        assertThat(restored.json().path("groups").toString()).contains(group);
        assertThat(trail.freshCodes()).contains("user.restored", "role.granted", "group.member-added");
        assertThat(admin.post(path + "/restore").status()).isEqualTo(409);
        assertThat(new Browser(server)
                        .signIn(REALM, person.userName(), person.password())
                        .status())
                .isEqualTo(302);
    }

    @Test
    void eraseThenNoRowIsLeftAndTheTrailNamesNobodyAndIsWhole() {
        Browser browser = new Browser(server);
        browser.signIn(REALM, person.userName(), person.password());
        Answer tokens = phone.tokens(person);
        admin.patchSeen(
                path,
                "{\"phone\":\"+33612345678\",\"attributes\":{\"nationalId\":\"N1\",\"employeeNo\":\"E-"
                        + person.userName() + "\"}}");
        assertThat(readable()).isTrue();

        assertThat(admin.eraseSeen(path).status()).isEqualTo(204);

        assertThat(rowsThatName(person)).isEmpty();
        assertThat(readable()).isFalse();
        assertThat(entries()).anyMatch(entry -> entry.activity().code().equals("user.erased"));
        assertThat(phone.userInfo(tokens.json("access_token")).status()).isEqualTo(401);
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(admin.post("/accounts", "{\"userName\":\"" + person.userName() + "\",\"displayName\":\"X\"}")
                        .status())
                .isEqualTo(201);
    }

    /** Every table of the service with a column that could hold an account's id. */
    private List<String> rowsThatName(Person gone) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        return jdbc.sql("""
                        SELECT table_name || '.' || column_name FROM information_schema.columns
                         WHERE table_schema = 'public'
                           AND (column_name IN ('account_id', 'requested_by', 'decided_by', 'principal_name', 'viewer', 'caller',
                                                'change')
                                OR table_name = 'account' AND column_name = 'id')
                        """).query(String.class).list().stream()
                .filter(column -> !jdbc.sql("SELECT 1 FROM " + column.split("\\.")[0] + " WHERE "
                                + column.split("\\.")[1] + "::text LIKE ? LIMIT 1")
                        .param("%" + gone.subject() + "%")
                        .query(Integer.class)
                        .list()
                        .isEmpty())
                .toList();
    }

    private boolean readable() {
        return entries().stream().anyMatch(entry -> names(entry.actor()) || names(entry.target()));
    }

    private boolean names(Party party) {
        return party != null && party.label().contains(person.userName());
    }

    private List<EntryView> entries() {
        return server.bean(TrailReader.class).latest(REALM, 1_000);
    }

    @Test
    void deleteWhenOnlyPathIsKnownThenTheTagIsNeeded() {
        assertThat(admin.delete(path).status()).isEqualTo(428);
        assertThat(admin.send("POST", path + "/erase", null).status()).isEqualTo(428);
        assertThat(admin.get(path).status()).isEqualTo(200);
    }
}
