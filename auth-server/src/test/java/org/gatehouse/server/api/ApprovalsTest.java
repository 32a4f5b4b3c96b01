package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Giving admin needs a second person, and one administrator always stays")
class ApprovalsTest {

    private static final String REALM = "globex"; // nobody is an administrator there but those of these tests

    private static TestServer server;

    private final SettableClock clock = server.clock();
    private final People people = People.of(server);
    private final Person first = people.createWith(REALM, "admin");
    private final Person second = people.createWith(REALM, "admin");
    private final Person candidate = people.create(REALM);
    private final String grant = "/accounts/" + candidate.subject() + "/roles/admin";

    @BeforeAll
    static void startServer() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void giveAdminThenWaitsAndWhoeverAskedCannotApprove() {
        AdminApi asking = AdminApi.as(server, REALM, first);
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer waits = asking.put(grant);

        assertThat(waits.status()).isEqualTo(202);
        assertThat(waits.json("state")).isEqualTo("pending");
        assertThat(asking.put(grant).json("id")).isEqualTo(waits.json("id"));
        Answer own = asking.post("/approvals/" + waits.json("id") + "/approve");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.json("type")).endsWith("own-request");
        assertThat(trail.freshCodes()).containsExactly("approval.requested", "approval.given");
        assertThat(isAdmin(candidate)).isFalse();
    }

    @Test
    void approveThenIsMadeOnceAlsoWhenManyApproveAtOnce() {
        String id = AdminApi.as(server, REALM, first).put(grant).json("id");
        AdminApi approving = AdminApi.as(server, REALM, second);
        TrailProbe trail = TrailProbe.of(server, REALM);

        List<Integer> statuses = Together.run(
                6, i -> approving.post("/approvals/" + id + "/approve").status());

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(trail.freshCodes()).containsExactly("approval.given", "role.granted");
        assertThat(isAdmin(candidate)).isTrue();
    }

    @Test
    void approveWhenTheSignInIsOldThenSignInAgain() {
        String id = AdminApi.as(server, REALM, first).put(grant).json("id");
        AdminApi approving = AdminApi.as(server, REALM, second);
        clock.advance(Duration.ofMinutes(6));

        Answer answer = approving.post("/approvals/" + id + "/approve");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json("type")).endsWith("sign-in-again");
        assertThat(isAdmin(candidate)).isFalse();
    }

    @Test
    void approveWhenADayHasPassedThenIsGone() {
        String id = AdminApi.as(server, REALM, first).put(grant).json("id");
        clock.advance(Duration.ofHours(24));
        AdminApi approving = AdminApi.as(server, REALM, second);

        assertThat(approving.post("/approvals/" + id + "/approve").status()).isEqualTo(409);
        assertThat(approving.get("/approvals").body()).contains("\"expired\"");
        assertThat(isAdmin(candidate)).isFalse();
    }

    @Test
    void approveWhenWhoeverAskedLostTheRightThenIsGone() {
        String id = AdminApi.as(server, REALM, first).put(grant).json("id");
        AdminApi approving = AdminApi.as(server, REALM, second);
        assertThat(approving
                        .delete("/accounts/" + first.subject() + "/roles/admin")
                        .status())
                .isEqualTo(204);

        assertThat(approving.post("/approvals/" + id + "/approve").status()).isEqualTo(409);
        assertThat(isAdmin(candidate)).isFalse();
    }

    @Test
    void refuseThenNothingIsMade() {
        String id = AdminApi.as(server, REALM, first).put(grant).json("id");
        AdminApi deciding = AdminApi.as(server, REALM, second);
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(deciding.post("/approvals/" + id + "/refuse").json("state")).isEqualTo("refused");
        assertThat(deciding.post("/approvals/" + id + "/approve").status()).isEqualTo(409);

        assertThat(trail.freshCodes()).containsExactly("approval.refused");
        assertThat(isAdmin(candidate)).isFalse();
    }

    @Test
    void leaveWhenManyAdministratorsGoAtOnceThenOneStays() {
        List<Person> all = IntStream.range(0, 6)
                .mapToObj(i -> people.createWith(REALM, "admin"))
                .toList();
        retireEverybodyBut(all);
        List<AdminApi> apis =
                all.stream().map(person -> AdminApi.as(server, REALM, person)).toList();

        List<Integer> statuses = Together.run(
                all.size(),
                i -> apis.get(i)
                        .delete("/accounts/" + all.get((i + 1) % all.size()).subject() + "/roles/admin")
                        .status());

        assertThat(administrators()).isPositive();
        assertThat(statuses).contains(204);
    }

    @Test
    void goWhenOneIsTheLastThenRefusedByEveryPath() {
        retireEverybodyBut(List.of(first));
        AdminApi last = AdminApi.as(server, REALM, first);
        String self = "/accounts/" + first.subject();

        Answer revoked = last.delete(self + "/roles/admin");

        assertThat(revoked.status()).isEqualTo(409);
        assertThat(revoked.json("type")).endsWith("last-administrator");
        assertThat(last.post(self + "/disable").status()).isEqualTo(403);
        assertThat(last.deleteSeen(self).status()).isEqualTo(403);
        assertThat(last.eraseSeen(self).status()).isEqualTo(403);
        assertThat(administrators()).isEqualTo(1);
    }

    @Test
    void giveAdminWhenNobodyElseCouldApproveThenIsMadeAtOnce() {
        retireEverybodyBut(List.of(first));

        assertThat(AdminApi.as(server, REALM, first).put(grant).status()).isEqualTo(204);
        assertThat(isAdmin(candidate)).isTrue();
    }

    @Test
    void giveAdminWhenAProgramAsksThenRefused() {
        AdminApi robot = AdminApi.asRobot(server, REALM, "roles.grant users.write");

        assertThat(robot.put(grant).status()).isEqualTo(403);
    }

    private boolean isAdmin(Person person) {
        return AdminApi.as(server, REALM, people.createWith(REALM, "user-admin"))
                .get("/accounts/" + person.subject())
                .body()
                .contains("\"admin\"");
    }

    private int administrators() {
        return server.bean(JdbcClient.class)
                .sql("""
                        SELECT count(*) FROM account_role r JOIN account a ON a.realm_id = r.realm_id AND a.id = r.account_id
                         WHERE r.role = 'admin' AND a.state = 'ACTIVE' AND a.realm_id = (SELECT id FROM realm WHERE name = ?)
                        """)
                .param(REALM)
                .query(Integer.class)
                .single();
    }

    private void retireEverybodyBut(List<Person> staying) {
        server.bean(JdbcClient.class)
                .sql("""
                        DELETE FROM account_role WHERE role IN ('admin', 'approver') AND account_id <> ALL(?)
                           AND realm_id = (SELECT id FROM realm WHERE name = ?)
                        """)
                .param(staying.stream().map(Person::subject).toArray(UUID[]::new))
                .param(REALM)
                .update();
    }
}
