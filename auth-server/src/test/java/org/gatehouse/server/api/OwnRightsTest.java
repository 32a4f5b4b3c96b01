package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Nobody raises themselves or anybody above themselves, by any path")
class OwnRightsTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person manager = people.createWith(REALM, "user-admin");
    private final AdminApi managing = AdminApi.as(server, REALM, manager);
    private final AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
    private final Person somebody = people.create(REALM);

    @ParameterizedTest
    @ValueSource(strings = {"admin", "auditor", "client-admin", "approver"})
    void giveRoleWhenItHoldsMoreThanOnesOwnThenRefused(String role) {
        Answer answer = managing.put(account(somebody) + "/roles/" + role);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json("type")).isEqualTo("urn:gatehouse:problem:above-own-rights");
        assertThat(roles(somebody)).doesNotContain(role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dispatcher", "helpdesk", "user", "admin"})
    void giveRoleToOneselfThenRefusedEvenAnInnocentOne(String role) {
        assertThat(managing.put(account(manager) + "/roles/" + role).status()).isEqualTo(403);
        assertThat(roles(manager)).containsExactly("user-admin");
    }

    @Test
    void editSomebodyAboveThenRefusedWhateverIsDone() {
        Person above = people.createWith(REALM, "admin");
        String path = account(above);
        String tag = admin.get(path).header("ETag");

        assertThat(managing.patch(path, tag, "{\"email\":\"mine@evil.example\"}")
                        .status())
                .isEqualTo(403);
        assertThat(managing.post(path + "/disable").status()).isEqualTo(403);
        assertThat(managing.delete(path, "If-Match", tag).status()).isEqualTo(403);
        assertThat(managing.delete(path + "/roles/admin").status()).isEqualTo(403);
        assertThat(managing.put(path + "/roles/user").status()).isEqualTo(403);
        assertThat(admin.get(path).json("state")).isEqualTo("active");
    }

    @Test
    void joinGroupOneselfThenRefused() {
        String group = group("{\"name\":\"" + fresh() + "\"}");

        assertThat(managing.put(group + "/members/" + manager.subject()).status())
                .isEqualTo(403);
    }

    @Test
    void putSomebodyIntoAGroupThatMayMoreThanOneselfThenRefusedAlsoWhenItIsInheritedFromAbove() {
        String above = group("{\"name\":\"" + fresh() + "\"}");
        assertThat(admin.put(above + "/roles/auditor").status()).isEqualTo(204);
        String below = group("{\"name\":\"" + fresh() + "\",\"parent\":\"" + id(above) + "\"}");

        assertThat(managing.put(above + "/members/" + somebody.subject()).status())
                .isEqualTo(403);
        assertThat(managing.put(below + "/members/" + somebody.subject()).status())
                .isEqualTo(403);
        assertThat(admin.put(below + "/members/" + somebody.subject()).status()).isEqualTo(204);
        assertThat(admin.get(account(somebody) + "/rights").body()).contains("audit.read");
    }

    @Test
    void moveAGroupUnderOneThatMayMoreThenRefused() {
        String above = group("{\"name\":\"" + fresh() + "\"}");
        admin.put(above + "/roles/auditor");
        String mine = group("{\"name\":\"" + fresh() + "\"}");
        admin.put(mine + "/members/" + somebody.subject());

        Answer answer = managing.patchSeen(mine, "{\"parent\":\"" + id(above) + "\"}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(roles(somebody)).doesNotContain("auditor");
    }

    @Test
    void giveARoleToAGroupOneIsInThenRefusedAlsoThroughAGroupBelow() {
        String above = group("{\"name\":\"" + fresh() + "\"}");
        String below = group("{\"name\":\"" + fresh() + "\",\"parent\":\"" + id(above) + "\"}");
        assertThat(admin.put(below + "/members/" + manager.subject()).status()).isEqualTo(204);

        assertThat(managing.put(below + "/roles/dispatcher").status()).isEqualTo(403);
        assertThat(managing.put(above + "/roles/dispatcher").status()).isEqualTo(403);
    }

    @Test
    void giveAGroupAdminThenRefusedForEverybody() {
        String group = group("{\"name\":\"" + fresh() + "\"}");

        assertThat(admin.put(group + "/roles/admin").status()).isEqualTo(400);
    }

    @Test
    void makeGroupsACircleOrTooDeepThenRefused() {
        String top = group("{\"name\":\"" + fresh() + "\"}");
        String deepest = top;
        for (int level = 2; level <= 8; level++) {
            deepest = group("{\"name\":\"level\",\"parent\":\"" + id(deepest) + "\"}");
        }

        assertThat(admin.post("/groups", "{\"name\":\"level\",\"parent\":\"" + id(deepest) + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.patchSeen(top, "{\"parent\":\"" + id(deepest) + "\"}").status())
                .isEqualTo(400);
        assertThat(admin.patchSeen(top, "{\"parent\":\"" + id(top) + "\"}").status())
                .isEqualTo(400);
        assertThat(admin.patchSeen(top, "{\"parent\":\"" + UUID.randomUUID() + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void restoreSomebodyWhoHadMoreThenRefused() {
        Person above = people.createWith(REALM, "auditor");
        assertThat(admin.deleteSeen(account(above)).status()).isEqualTo(204);

        assertThat(managing.post(account(above) + "/restore").status()).isEqualTo(403);
        assertThat(admin.post(account(above) + "/restore").status()).isEqualTo(200);
        assertThat(roles(above)).contains("auditor");
    }

    @Test
    void endOneselfThenRefused() {
        assertThat(managing.post(account(manager) + "/disable").status()).isEqualTo(403);
        assertThat(managing.deleteSeen(account(manager)).status()).isEqualTo(403);
    }

    @Test
    void giveRoleWithinOnesRightsThenHasItWithAnEntry() {
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(managing.put(account(somebody) + "/roles/helpdesk").status()).isEqualTo(204);
        assertThat(managing.put(account(somebody) + "/roles/helpdesk").status()).isEqualTo(204);

        assertThat(roles(somebody)).contains("helpdesk");
        assertThat(trail.freshCodes()).containsOnlyOnce("role.granted");
        assertThat(managing.get("/holders?permission=users.write&size=200").body())
                .contains(somebody.subject().toString());
        assertThat(managing.delete(account(somebody) + "/roles/helpdesk").status())
                .isEqualTo(204);
        assertThat(roles(somebody)).doesNotContain("helpdesk");
        assertThat(trail.freshCodes()).contains("role.revoked");
    }

    @Test
    void rightsThenNameThePath() {
        String name = fresh();
        String above = group("{\"name\":\"" + name + "\"}");
        String below = group("{\"name\":\"north\",\"parent\":\"" + id(above) + "\"}");
        admin.put(above + "/roles/dispatcher");
        admin.put(below + "/members/" + somebody.subject());

        assertThat(admin.get(account(somebody) + "/rights").body())
                .contains("{\"role\":\"dispatcher\",\"path\":[\"north\",\"" + name + "\"]}");
        assertThat(admin.get("/holders?role=dispatcher&size=200").body())
                .contains(somebody.subject().toString());
    }

    @Test
    void deleteGroupWhileSomebodyIsInItThenRefused() {
        String group = group("{\"name\":\"" + fresh() + "\"}");
        admin.put(group + "/members/" + somebody.subject());

        assertThat(admin.deleteSeen(group).status()).isEqualTo(409);
        admin.delete(group + "/members/" + somebody.subject());
        assertThat(admin.deleteSeen(group).status()).isEqualTo(204);
        assertThat(admin.get(group).status()).isEqualTo(404);
    }

    @Test
    void groupWhenNameIsTakenInThePlaceOrIsNoneThenRefused() {
        String name = fresh();
        group("{\"name\":\"" + name + "\"}");

        assertThat(admin.post("/groups", "{\"name\":\"" + name + "\"}").status())
                .isEqualTo(409);
        for (String bad : List.of("", "a/b", "<b>x</b>", "x".repeat(101), "a\\u0007")) {
            assertThat(admin.post("/groups", "{\"name\":\"" + bad + "\"}").status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void memberAddedManyTimesAtOnceThenOneEntry() {
        String group = group("{\"name\":\"" + fresh() + "\"}");
        TrailProbe trail = TrailProbe.of(server, REALM);

        Together.run(8, i -> admin.put(group + "/members/" + somebody.subject()));

        assertThat(trail.freshCodes().stream().filter("group.member-added"::equals))
                .hasSize(1);
    }

    private List<String> roles(Person person) {
        return admin.get(account(person) + "/rights").json().path("roles").findValuesAsString("role");
    }

    private String group(String json) {
        Answer made = admin.post("/groups", json);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return "/groups/" + made.json("id");
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String account(Person person) {
        return "/accounts/" + person.subject();
    }

    private static String fresh() {
        return "g" + UUID.randomUUID().toString().substring(0, 12);
    }
}
