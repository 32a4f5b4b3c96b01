package org.gatehouse.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.ScimClient;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 7643 section 4.2, RFC 7644 sections 3.5 and 3.7. */
@DisplayName("SCIM: groups, and many operations in one request")
class ScimGroupsTest {

    private static final String REALM = ScimClient.REALM;

    private static TestServer server;
    private static ScimClient entra;

    @BeforeAll
    static void startServer() {
        server = ScimClient.sharedServer();
        entra = ScimClient.overEverybody(server, "overseer");
    }

    /** Else a directory, or whoever has its token, would come to every right there is by way of a group. */
    @Test
    void fillWhenTheGroupGivesMoreThanTheClientMayThenForbiddenAndTraced() {
        String inspectors = groupId("Inspectors");
        Person person = People.of(server).create(REALM);
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(entra.patch("/Groups/" + inspectors, add(person.subject().toString()))
                        .status())
                .isEqualTo(403);
        assertThat(entra.put(
                                "/Groups/" + inspectors,
                                "{\"displayName\":\"Inspectors\",\"members\":[{\"value\":\"" + person.subject()
                                        + "\"}]}")
                        .status())
                .isEqualTo(403);
        assertThat(entra.patch("/Groups/" + inspectors, rename("Mine")).status())
                .isEqualTo(403);
        assertThat(entra.patch("/Groups/" + inspectors, "{\"op\":\"Add\",\"path\":\"externalId\",\"value\":\"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(entra.delete("/Groups/" + inspectors).status()).isEqualTo(403);
        assertThat(trail.fresh())
                .hasSize(5)
                .allSatisfy(entry -> assertThat(entry.outcome().name()).isEqualTo("DENIED"));
        assertThat(members(inspectors)).isEmpty();

        ScimClient mightier = ScimClient.overEverybody(server, "mightier", "audit.read");
        assertThat(mightier.patch("/Groups/" + inspectors, add(person.subject().toString()))
                        .status())
                .as("a client the realm gives as much")
                .isEqualTo(204);
        assertThat(entra.patch("/Groups/" + inspectors, "{\"op\":\"remove\",\"path\":\"members\"}")
                        .status())
                .isEqualTo(403);
        mightier.patch("/Groups/" + inspectors, "{\"op\":\"remove\",\"path\":\"members\"}");
    }

    @Test
    void fillWhenItGivesAnOrdinaryRoleThenDone() {
        String drivers = groupId("Drivers");
        String user = user();

        assertThat(entra.patch("/Groups/" + drivers, add(user)).status()).isEqualTo(204);
        assertThat(members(drivers)).containsExactly(user);
        assertThat(entra.patch("/Groups/" + drivers, add(user)).status()).isEqualTo(204);
        entra.patch("/Groups/" + drivers, "{\"op\":\"remove\",\"path\":\"members\"}");
        assertThat(members(drivers)).isEmpty();
    }

    @Test
    void fillWhenSomebodyIsNobodyThenNothingOfItIsDone() {
        String group = group();
        String user = user();
        for (String wrong : List.of(UUID.randomUUID().toString(), "nobody", "")) {
            Answer answer = entra.patch(
                    "/Groups/" + group,
                    "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + user + "\"},{\"value\":\"" + wrong
                            + "\"}]}");

            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.json("scimType")).isEqualTo("invalidValue");
        }
        for (String empty : List.of("[]", "[{}]", "[{\"value\":null}]", "\"\"")) {
            assertThat(entra.patch(
                                    "/Groups/" + group,
                                    "{\"op\":\"Remove\",\"path\":\"members\",\"value\":" + empty + "}")
                            .status())
                    .as(empty)
                    .isEqualTo(400);
        }
        assertThat(entra.patch(
                                "/Groups/" + group,
                                "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"type\":\"Group\",\"value\":\""
                                        + group + "\"}]}")
                        .status())
                .isEqualTo(400);
        assertThat(members(group)).isEmpty();
        String stranger = foreignAccount();
        assertThat(entra.patch("/Groups/" + group, add(stranger)).status()).isEqualTo(400);
        assertThat(entra.get("/Users/" + stranger).status()).isEqualTo(404);
        assertThat(entra.patch("/Users/" + stranger, rename("Mine")).status()).isEqualTo(404);
    }

    @Test
    void replaceThenOnlyTheDifferenceIsDone() {
        String group = group();
        String first = user();
        String second = user();
        String third = user();
        entra.patch("/Groups/" + group, add(first));
        entra.patch("/Groups/" + group, add(second));
        TrailProbe trail = TrailProbe.of(server, REALM);
        entra.patch(
                "/Groups/" + group,
                "{\"op\":\"replace\",\"path\":\"members\",\"value\":[{\"value\":\"" + second + "\"},{\"value\":\""
                        + third + "\"}]}");

        assertThat(members(group)).containsExactlyInAnyOrder(second, third);
        assertThat(trail.freshCodes()).containsExactlyInAnyOrder("group.member-removed", "group.member-added");
        Answer put = entra.put(
                "/Groups/" + group,
                "{\"displayName\":\"G" + UUID.randomUUID() + "\",\"members\":[{\"value\":\"" + first + "\"}]}");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(members(group)).containsExactly(first);
        entra.patch("/Groups/" + group, "{\"op\":\"replace\",\"value\":{\"members\":[{\"value\":\"" + third + "\"}]}}");
        assertThat(members(group)).containsExactly(third);
    }

    @Test
    void nameWhenTakenOrNoneThenRefused() {
        String name = "G" + UUID.randomUUID();
        Answer first = entra.post("/Groups", "{\"displayName\":\"" + name + "\"}");
        assertThat(first.status()).isEqualTo(201);
        Answer second = entra.post("/Groups", "{\"displayName\":\"" + name.toLowerCase(java.util.Locale.ROOT) + "\"}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json("scimType")).isEqualTo("uniqueness");
        assertThat(entra.post("/Groups", "{\"displayName\":\"a/b\"}").status()).isEqualTo(400);
        assertThat(entra.post("/Groups", "{}").status()).isEqualTo(400);
        assertThat(entra.patch("/Groups/" + first.json("id"), rename("")).status())
                .isEqualTo(400);
    }

    @Test
    void versionWhenItIsNotTheOneSeenThenNothingChanges() {
        String group = group();
        String tag = entra.get("/Groups/" + group).header("ETag");
        assertThat(entra.patch("/Groups/" + group, add(user())).status()).isEqualTo(204);

        assertThat(entra.get("/Groups/" + group).header("ETag")).isNotEqualTo(tag);
        assertThat(entra.send("PATCH", "/Groups/" + group, patch(rename("X")), "If-Match", tag)
                        .status())
                .isEqualTo(412);
        assertThat(entra.delete("/Groups/" + group, "If-Match", tag).status()).isEqualTo(412);
        assertThat(entra.delete("/Groups/" + group).status()).isEqualTo(204);
    }

    @Test
    void fillWhenManyDoAtOnceThenEverybodyIsInIt() {
        String group = group();
        List<String> users =
                java.util.stream.Stream.generate(ScimGroupsTest::user).limit(8).toList();
        List<Integer> statuses = Together.run(
                4,
                i -> entra.patch("/Groups/" + group, add(users.get(2 * i)) + "," + add(users.get(2 * i + 1)))
                        .status());

        assertThat(statuses).containsOnly(204);
        assertThat(members(group)).containsExactlyInAnyOrderElementsOf(users);
    }

    @Test
    void bulkThenReferencesAreResolvedAndEachOperationStandsForItself() {
        String name = "b" + UUID.randomUUID();
        Answer bulk = entra.post("/Bulk", bulk("""
                {"method":"POST","path":"/Users","bulkId":"one","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
                  "userName":"%s","displayName":"One","active":"True"}},
                {"method":"POST","path":"/Users","bulkId":"two","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
                  "userName":"%s","displayName":"Two"}},
                {"method":"POST","path":"/Groups","bulkId":"team","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
                  "displayName":"T%s","members":[{"value":"bulkId:one"}]}}
                """.formatted(name, name, name)));

        assertThat(bulk.status()).as(bulk.body()).isEqualTo(200);
        assertThat(bulk.json()
                        .at("/Operations")
                        .valueStream()
                        .map(operation -> operation.path("status").asString()))
                .containsExactly("201", "409", "201");
        assertThat(members(groupId("T" + name))).hasSize(1);
    }

    @Test
    void bulkWhenItIsTooMuchOrWrongThenNothingIsDone() {
        String name = "c" + UUID.randomUUID();
        String good = "{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"one\",\"data\":{\"userName\":\"" + name
                + "\",\"displayName\":\"One\"}}";
        assertThat(entra.post("/Bulk", bulk(good + ",{\"method\":\"POST\",\"path\":\"/Bulk\",\"data\":{}}"))
                        .status())
                .isEqualTo(400);
        assertThat(entra.post("/Bulk", bulk(good + ",{\"method\":\"DELETE\",\"path\":\"/../../acme/scim/v2/Users/x\"}"))
                        .status())
                .isEqualTo(400);
        assertThat(entra.post("/Bulk", bulk((good + ",").repeat(100) + good)).status())
                .isEqualTo(413);
        assertThat(entra.find("/Users", "userName eq \"" + name + "\"")
                        .json()
                        .path("totalResults")
                        .asInt(-1))
                .isZero();
        Answer circle = entra.post("/Bulk", bulk("""
                {"method":"POST","path":"/Groups","bulkId":"a","data":{"displayName":"A%s","members":[{"value":"bulkId:b"}]}},
                {"method":"POST","path":"/Groups","bulkId":"b","data":{"displayName":"B%s","members":[{"value":"bulkId:a"}]}}
                """.formatted(name, name)));
        assertThat(circle.status()).as(circle.body()).isLessThan(500);
        Answer stopped = entra.post(
                "/Bulk",
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"failOnErrors\":1,\"Operations\":["
                        + "{\"method\":\"DELETE\",\"path\":\"/Users/" + UUID.randomUUID() + "\"}," + good + "]}");
        assertThat(stopped.status()).as(stopped.body()).isLessThan(500);
        assertThat(entra.find("/Users", "userName eq \"" + name + "\"")
                        .json()
                        .path("totalResults")
                        .asInt(-1))
                .isZero();
    }

    private static String patch(String operation) {
        return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[" + operation + "]}";
    }

    private static String bulk(String operations) {
        return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":[" + operations
                + "]}";
    }

    private static String add(String user) {
        return "{\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"value\":\"" + user + "\"}]}";
    }

    private static String rename(String name) {
        return "{\"op\":\"Replace\",\"path\":\"displayName\",\"value\":\"" + name + "\"}";
    }

    private static String user() {
        return entra.post("/Users", "{\"userName\":\"" + ScimUsersTest.unique() + "\",\"displayName\":\"Somebody\"}")
                .json("id");
    }

    private static String group() {
        return entra.post("/Groups", "{\"displayName\":\"G" + UUID.randomUUID() + "\"}")
                .json("id");
    }

    private static String groupId(String name) {
        return entra.find("/Groups", "displayName eq \"" + name + "\"")
                .json()
                .at("/Resources/0/id")
                .asString();
    }

    private static String foreignAccount() {
        return People.of(server).create("acme").subject().toString();
    }

    private static List<String> members(String group) {
        return entra.get("/Groups/" + group)
                .json()
                .path("members")
                .valueStream()
                .map(member -> member.path("value").asString())
                .toList();
    }
}
