package org.gatehouse.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.testing.AdminApi;
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

/** RFC 7643 section 4.1, RFC 7644 section 3. */
@DisplayName("SCIM: users")
class ScimUsersTest {

    private static final String REALM = ScimClient.REALM;

    private static TestServer server;
    private static ScimClient entra;

    @BeforeAll
    static void startServer() {
        server = ScimClient.sharedServer();
        entra = ScimClient.overEverybody(server, "overseer");
    }

    @Test
    void createWhenItCannotBeReadThenToldWhy() {
        assertError(entra.post("/Users", ""), 400, "invalidSyntax");
        assertError(entra.post("/Users", "[]"), 400, "invalidSyntax");
        assertError(entra.post("/Users", "{\"userName\":\"a\",\"userName\":\"b\"}"), 400, "invalidSyntax");
        assertError(entra.post("/Users", "{\"userName\":\"a\"} {}"), 400, "invalidSyntax");
        assertError(entra.post("/Users", "{\"a\":".repeat(50) + "1" + "}".repeat(50)), 400, "invalidSyntax");
        assertError(entra.post("/Users", "[".repeat(100_000)), 400, "invalidSyntax");
        assertError(entra.post("/Users", "{\"userName\":\"" + "a".repeat(300_000) + "\"}"), 413, "");
        assertError(entra.send("POST", "/Users", "{}", "Content-Type", "text/plain"), 415, "");
    }

    @Test
    void createWhenValuesCannotBeThenToldWhich() {
        assertError(entra.post("/Users", "{\"displayName\":\"Nobody\"}"), 400, "");
        assertError(entra.post("/Users", user("a\\u0000b", "")), 400, "invalidValue");
        assertError(entra.post("/Users", user("x".repeat(255), "")), 400, "invalidValue");
        assertError(
                entra.post("/Users", user(unique(), ",\"emails\":[{\"type\":\"work\",\"value\":\"no address\"}]")),
                400,
                "");
        assertError(
                entra.post("/Users", user(unique(), ",\"externalId\":\"" + "x".repeat(257) + "\"")),
                400,
                "invalidValue");
        assertError(
                entra.post(
                        "/Users",
                        user(
                                unique(),
                                ",\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":{\"employeeNumber\":\"twelve\"}")),
                400,
                "invalidValue");
    }

    @Test
    void createWhenMoreIsSentThanADirectoryMaySayThenItIsNotBelieved() {
        String name = unique();
        Answer made = entra.post("/Users", user(name, """
                        ,"id":"11111111-1111-4111-8111-111111111111","password":"Chosen-by-somebody-else-1",
                        "roles":[{"value":"admin"}],"entitlements":[{"value":"admin"}],"emailVerified":true,
                        "groups":[{"value":"%s"}],"meta":{"version":"W/\\"99\\"","created":"2001-01-01T00:00:00Z"},
                        "emails":[{"value":"%s@corp.example","verified":true}],"attributes":{"division":"x"},
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"division":"hidden"}
                        """.formatted(groupId("Drivers"), name)));

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        AdminApi admin = AdminApi.withScopes(server, REALM, admin(), "users.read");
        Answer seen = admin.get("/accounts/" + made.json("id"));
        assertThat(made.json("id")).isNotEqualTo("11111111-1111-4111-8111-111111111111");
        assertThat(seen.json().path("roles")).isEmpty();
        assertThat(seen.json().path("groups")).isEmpty();
        assertThat(seen.json().path("emailVerified").asBoolean(true)).isFalse();
        assertThat(seen.json().path("attributes")).isEmpty();
        assertThat(seen.json("createdAt")).doesNotStartWith("2001");
        assertThat(made.body()).doesNotContain("Chosen-by-somebody-else");
    }

    @Test
    void createWhenTheNameIsTakenThenConflict() {
        String name = unique();
        String first = create(name);

        assertError(entra.post("/Users", user(name.toUpperCase(java.util.Locale.ROOT), "")), 409, "uniqueness");
        String other = create(unique());
        assertError(entra.patch("/Users/" + other, replace("userName", "\"" + name + "\"")), 409, "uniqueness");
        entra.delete("/Users/" + first);
        assertError(entra.post("/Users", user(name, "")), 409, "uniqueness");
    }

    @Test
    void createWhenTwoDoAtOnceThenOneOfThem() {
        for (int round = 0; round < 5; round++) {
            String name = unique();
            List<Integer> statuses =
                    Together.run(4, i -> entra.post("/Users", user(name, "")).status());

            assertThat(statuses).containsOnlyOnce(201);
            assertThat(statuses.stream().filter(status -> status == 409)).hasSize(3);
        }
    }

    @Test
    void externalIdThenEachClientsOwnAndNobodysTwice() {
        ScimClient other = ScimClient.overEverybody(server, "mightier");
        String external = UUID.randomUUID().toString();
        String id = entra.post("/Users", user(unique(), ",\"externalId\":\"" + external + "\""))
                .json("id");

        assertError(entra.post("/Users", user(unique(), ",\"externalId\":\"" + external + "\"")), 409, "uniqueness");
        assertThat(other.get("/Users/" + id).json("externalId")).isEmpty();
        assertThat(other.find("/Users", "externalId eq \"" + external + "\"")
                        .json()
                        .path("totalResults")
                        .asInt(-1))
                .isZero();
        assertThat(other.patch("/Users/" + id, replace("externalId", "\"" + external + "\""))
                        .json("externalId"))
                .isEqualTo(external);
        assertThat(entra.find("/Users", "externalId eq \"" + external.toUpperCase(java.util.Locale.ROOT) + "\"")
                        .json()
                        .path("totalResults")
                        .asInt(-1))
                .as("upper and lower case differ")
                .isZero();
    }

    @Test
    void changeWhenSomebodyStandsAboveTheClientThenForbiddenAndTraced() {
        Person boss = admin();
        Person auditor = People.of(server).createWith(REALM, "reader");
        TrailProbe trail = TrailProbe.of(server, REALM);

        for (Person person : List.of(boss, auditor)) {
            String path = "/Users/" + person.subject();
            assertError(entra.patch(path, replace("userName", "\"" + unique() + "\"")), 403, "");
            assertError(entra.patch(path, replace("active", "false")), 403, "");
            assertError(entra.put(path, user(unique(), "")), 403, "");
            assertError(entra.delete(path), 403, "");
            assertThat(trail.fresh())
                    .hasSize(4)
                    .allSatisfy(entry -> assertThat(entry.outcome().name()).isEqualTo("DENIED"));
        }
        ScimClient mightier = ScimClient.overEverybody(server, "mightier", "audit.read");
        assertThat(mightier.patch("/Users/" + auditor.subject(), replace("active", "false"))
                        .status())
                .as("a client the realm gives as much")
                .isEqualTo(200);
    }

    @Test
    void disableThenSessionsAndTokensEndAtOnce() {
        Person person = People.of(server).create(REALM);
        AdminApi theirs = AdminApi.withScopes(server, REALM, person, "users.read");
        assertThat(theirs.get("/accounts").status()).isEqualTo(403);

        assertThat(entra.patch("/Users/" + person.subject(), replace("active", "\"False\""))
                        .status())
                .isEqualTo(200);

        assertThat(theirs.get("/accounts").status()).isEqualTo(401);
    }

    @Test
    void versionWhenItIsNotTheOneSeenThenNothingChanges() {
        String id = create(unique());
        Answer seen = entra.get("/Users/" + id);
        String tag = seen.header("ETag");
        Answer changed = entra.patch("/Users/" + id, replace("displayName", "\"Second\""), "If-Match", tag);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(seen.json().at("/meta/version").asString()).isEqualTo(tag);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
        assertError(entra.patch("/Users/" + id, replace("displayName", "\"Third\""), "If-Match", tag), 412, "");
        assertError(entra.put("/Users/" + id, user(unique(), ""), "If-Match", tag), 412, "");
        assertError(entra.delete("/Users/" + id, "If-Match", tag), 412, "");
        assertThat(entra.get("/Users/" + id).json("displayName")).isEqualTo("Second");
        String now = entra.get("/Users/" + id).header("ETag");
        assertThat(entra.send("GET", "/Users/" + id, null, "If-None-Match", now).status())
                .isEqualTo(304);
        assertThat(entra.delete("/Users/" + id, "If-Match", "*").status()).isEqualTo(204);
    }

    @Test
    void putThenWhatIsNotSaidIsTakenAway() {
        String name = unique();
        String id = entra.post(
                        "/Users",
                        user(
                                name,
                                ",\"emails\":[{\"value\":\"x@corp.example\"}],\"preferredLanguage\":\"fr\",\"externalId\":\"e-"
                                        + name + "\""))
                .json("id");
        Answer put = entra.put("/Users/" + id, user(name, ""));

        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.json().has("emails")).isFalse();
        assertThat(put.json().has("preferredLanguage")).isFalse();
        assertThat(put.json().has("externalId")).isFalse();
        assertThat(put.json().path("active").asBoolean()).isTrue();
    }

    @Test
    void patchWhenItCannotBeThenNothingOfItIsDone() {
        String id = create(unique());
        for (String operations : new String[] {
            "{\"op\":\"explode\",\"path\":\"displayName\",\"value\":\"X\"}",
            "{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"X\"},{\"op\":\"replace\",\"path\":\"userName\",\"value\":\"\"}",
            "{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"X\"},{\"op\":\"replace\",\"path\":\"id\",\"value\":\"x\"}",
            "{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"X\"},{\"op\":\"remove\",\"path\":\"userName\"}",
            "{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"X\"},{\"op\":\"remove\"}",
            "{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"X\"},{\"op\":\"replace\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"none\"}",
            "{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"X\"},{\"op\":\"replace\",\"path\":\"[[[\",\"value\":\"x\"}",
            "{\"op\":\"replace\",\"path\":\"displayName\"}",
            "{\"op\":\"replace\",\"path\":\"emails[type eq\",\"value\":\"x\"}",
            "{\"op\":\"replace\",\"path\":\"active\",\"value\":\"perhaps\"}",
        }) {
            Answer answer = entra.patch("/Users/" + id, operations);

            assertThat(answer.status()).as("%s: %s", operations, answer.body()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
            assertThat(entra.get("/Users/" + id).json("displayName")).isEqualTo("Somebody");
        }
        assertThat(entra.send("PATCH", "/Users/" + id, "{\"Operations\":[]}").status())
                .isEqualTo(400);
        assertThat(entra.patch(
                                "/Users/" + id,
                                "{\"op\":\"add\",\"path\":\"title\",\"value\":\"X\"},".repeat(1_000)
                                        + "{\"op\":\"add\",\"path\":\"title\",\"value\":\"X\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void patchWhenAnAddressIsThereOrNotThenItIsSet() {
        String id = create(unique());
        for (String op : new String[] {"Add", "Replace"}) {
            for (String value : new String[] {"one@corp.example", "two@corp.example"}) {
                Answer answer = entra.patch(
                        "/Users/" + id,
                        "{\"op\":\"" + op + "\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"" + value
                                + "\"}");
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(answer.json().at("/emails/0/value").asString()).isEqualTo(value);
            }
            Answer none =
                    entra.patch("/Users/" + id, "{\"op\":\"Remove\",\"path\":\"emails[type eq \\\"work\\\"].value\"}");
            assertThat(none.status()).as(none.body()).isEqualTo(200);
            assertThat(none.json().has("emails")).as(none.body()).isFalse();
        }
        Answer whole = entra.patch(
                "/Users/" + id,
                "{\"op\":\"Add\",\"path\":\"emails\",\"value\":[{\"type\":\"work\",\"primary\":\"True\",\"value\":\"three@corp.example\"}]}");
        assertThat(whole.json().at("/emails/0/value").asString()).isEqualTo("three@corp.example");
        Answer phone = entra.patch(
                "/Users/" + id,
                "{\"op\":\"Add\",\"path\":\"phoneNumbers[type eq \\\"mobile\\\"].value\",\"value\":\"+33 1 99 00 00 08\"}");
        assertThat(phone.json().at("/phoneNumbers/0/value").asString())
                .as(phone.body())
                .isEqualTo("+33199000008");
    }

    @Test
    void listThenPagesAreCountedFromOneAndBounded() {
        String prefix = "paged" + UUID.randomUUID().toString().substring(0, 8);
        for (int i = 0; i < 5; i++) {
            create(prefix + i);
        }
        String filter = "userName sw \"" + prefix + "\"";

        Answer page = entra.find("/Users?startIndex=2&count=2", filter);
        assertThat(page.json().path("totalResults").asInt()).isEqualTo(5);
        assertThat(page.json().path("startIndex").asInt()).isEqualTo(2);
        assertThat(page.json().path("itemsPerPage").asInt()).isEqualTo(2);
        assertThat(page.json().path("Resources")).hasSize(2);
        assertThat(page.json().at("/Resources/0/userName").asString()).isEqualTo(prefix + "1");
        assertThat(entra.find("/Users?count=0", filter)
                        .json()
                        .path("totalResults")
                        .asInt())
                .isEqualTo(5);
        assertThat(entra.find("/Users?startIndex=-5&count=1000000000", filter)
                        .json()
                        .path("Resources"))
                .hasSize(5);
        assertThat(entra.find("/Users?startIndex=9223372036854775807", filter)
                        .json()
                        .path("totalResults")
                        .asInt())
                .isEqualTo(5);
        assertThat(entra.get("/Users?count=1e9").status()).isEqualTo(400);
        assertThat(entra.get("/Users?count=99999999999999").status()).isEqualTo(400);
        assertThat(entra.get("/Users?count=1&count=2").status()).isEqualTo(400);
        Answer narrow = entra.find("/Users?attributes=userName", filter);
        assertThat(narrow.json().at("/Resources/0").has("displayName")).isFalse();
        assertThat(narrow.json().at("/Resources/0").has("id")).isTrue();
        Answer searched = entra.post(
                "/Users/.search",
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"],\"filter\":\"userName sw \\\""
                        + prefix + "\\\"\",\"count\":1}");
        assertThat(searched.json().path("totalResults").asInt())
                .as(searched.body())
                .isEqualTo(5);
    }

    @Test
    void listWhenTheFilterIsNoneOfOursThenInvalidFilter() {
        for (String filter : new String[] {
            "userName co \"a\"",
            "userName eq",
            "userName eq \"a\" and",
            "not (userName eq \"a\")",
            "nonsense eq \"a\"",
            "meta.created gt \"2020-01-01T00:00:00Z\"",
            "userName eq true",
            "active eq \"x\"",
            "'; DROP TABLE account; --",
            "userName eq \"a\" or ".repeat(200),
        }) {
            Answer answer = entra.find("/Users", filter);

            assertThat(answer.status()).as("%s: %s", filter, answer.body()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
        }
        assertThat(entra.find("/Users", "userName eq \"a' OR 1=1 --\"")
                        .json()
                        .path("totalResults")
                        .asInt(-1))
                .isZero();
        assertThat(entra.find("/Users", "(".repeat(900) + "userName eq \"a\"" + ")".repeat(900))
                        .status())
                .isEqualTo(200);
        assertThat(entra.find("/Users", "id eq \"nonsense\"")
                        .json()
                        .path("totalResults")
                        .asInt(-1))
                .isZero();
    }

    /** A list of whole accounts is data taken away, and looking at one is looking at somebody. */
    @Test
    void listThenWhatWasShownIsTraced() {
        String id = create(unique());
        create(unique());
        TrailProbe trail = TrailProbe.of(server, REALM);
        entra.get("/Users?count=2");
        assertThat(trail.freshCodes()).containsExactly("data.exported");
        for (String counting : List.of("/Users?count=0", "/Users?startIndex=1000000")) {
            entra.get(counting); // how many meet a condition tells who does, a letter at a time
            assertThat(trail.fresh()).as(counting).singleElement().satisfies(entry -> {
                assertThat(entry.activity().code()).isEqualTo("data.exported");
                assertThat(entry.detail()).containsEntry("rows", "0");
            });
        }
        entra.find("/Users?count=0", "userName eq \"" + unique() + "\"");
        assertThat(trail.fresh()).isEmpty();
        entra.get("/Users/" + id);
        entra.get("/Users/" + id);
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("user.viewed");
            assertThat(entry.actor().label()).isEqualTo("overseer");
        });
    }

    static String unique() {
        return "u" + UUID.randomUUID();
    }

    private static String create(String userName) {
        Answer made = entra.post("/Users", user(userName, ""));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json("id");
    }

    private static String user(String userName, String more) {
        return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"" + userName
                + "\",\"displayName\":\"Somebody\"" + more + "}";
    }

    private static String replace(String path, String value) {
        return "{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":" + value + "}";
    }

    private static String groupId(String name) {
        return entra.find("/Groups", "displayName eq \"" + name + "\"")
                .json()
                .at("/Resources/0/id")
                .asString();
    }

    private static Person admin() {
        return People.of(server).createWith(REALM, "admin");
    }

    private static void assertError(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
        assertThat(answer.json("status")).isEqualTo(String.valueOf(status));
        if (!type.isEmpty()) {
            assertThat(answer.json("scimType")).as(answer.body()).isEqualTo(type);
        }
    }
}
