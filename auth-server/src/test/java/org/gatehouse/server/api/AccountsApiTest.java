package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AccountsApiTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));

    // ---- Refusals

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state",
                "roles",
                "id",
                "version",
                "passwordHash",
                "createdAt",
                "realm",
                "permissions",
                "groups",
                "__proto__"
            })
    void createWhenBodyNamesWhatMayNotBeSetThenRefusedByName(String name) {
        Answer answer = admin.post(
                "/accounts", "{\"userName\":\"mass\",\"displayName\":\"Mass\",\"" + name + "\":[\"admin\"]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json("type")).isEqualTo("urn:gatehouse:problem:invalid-request");
        assertThat(answer.json("detail")).startsWith("Unknown: ").contains(name.equals("__proto__") ? "" : name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"userName\":\"a\\u0000b\",\"displayName\":\"X\"}|userName",
                "{\"userName\":\"<script>x\",\"displayName\":\"X\"}|userName",
                "{\"userName\":\"x1\",\"displayName\":\"<b>X</b>\"}|displayName",
                "{\"userName\":\"x1\",\"displayName\":\"\"}|displayName",
                "{\"userName\":\"x1\",\"displayName\":\"X\",\"email\":\"nobody\"}|email",
                "{\"userName\":\"x1\",\"displayName\":\"X\",\"phone\":\"0612345678\"}|phone",
                "{\"userName\":\"x1\",\"displayName\":\"X\",\"locale\":\"tlh\"}|locale",
                "{\"userName\":\"x1\",\"displayName\":\"X\",\"attributes\":{\"unknown\":1}}|attributes.unknown",
                "{\"userName\":\"x1\",\"displayName\":\"X\",\"attributes\":{\"badge\":\"seven\"}}|attributes.badge",
                "{\"userName\":\"x1\",\"displayName\":\"X\",\"attributes\":{\"employeeNo\":\"<img src=x>\"}}|attributes.employeeNo"
            })
    void createWhenValueIsWrongThenNamesTheField(String body, String field) {
        Answer answer = admin.post("/accounts", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"userName\":",
                "{\"userName\":\"a\",\"userName\":\"b\",\"displayName\":\"X\"}",
                "{\"userName\":\"a\",\"displayName\":\"X\"} {}",
                "{\"userName\":1,\"displayName\":\"X\"}",
                "{\"displayName\":\"X\"}",
                "{\"userName\":\"a\",\"displayName\":\"X\",\"attributes\":{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":1}}}}}}}}}",
                "{\"userName\":\"a\",\"displayName\":\"X\",\"attributes\":[1]}",
                "{\"userName\":\"a\",\"displayName\":\"X\",\"attributes\":{\"badge\":1.5}}"
            })
    void createWhenBodyIsNoGoodObjectThenInvalidRequest(String body) {
        Answer answer = admin.post("/accounts", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json("reference")).isNotEmpty();
    }

    @Test
    void createWhenBodyIsHugeThenTooLarge() {
        Answer answer = admin.post("/accounts", "{\"userName\":\"a\",\"displayName\":\"" + "x".repeat(70_000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void createWhenPasswordBreaksRulesThenNamesThemAndMakesNobody() {
        String name = fresh();

        Answer answer =
                admin.post("/accounts", "{\"userName\":\"" + name + "\",\"displayName\":\"X\",\"password\":\"acme\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("detail")).contains("at least 12 characters").contains("not the company");
        assertThat(find("q=" + name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size=1000000000",
                "size=0",
                "size=-1",
                "size=x",
                "cursor=%00",
                "cursor=zzz",
                "state=gone",
                "group=1",
                "attribute=unknown:1",
                "attribute=employeeNo"
            })
    void listWhenParameterIsWrongThenInvalidRequest(String query) {
        assertThat(admin.get("/accounts?" + query).status()).isEqualTo(400);
    }

    @Test
    void editWhenTagIsMissingStaleOrWildThenRefusedAndNothingChanges() {
        String path = "/accounts/" + create("{}");
        String seen = admin.get(path).header("ETag");
        assertThat(admin.patch(path, seen, "{\"displayName\":\"First\"}").status())
                .isEqualTo(200);

        assertThat(admin.send("PATCH", path, "{\"displayName\":\"No\"}").status())
                .isEqualTo(428);
        assertThat(admin.patch(path, seen, "{\"displayName\":\"No\"}").status()).isEqualTo(412);
        assertThat(admin.patch(path, "*", "{\"displayName\":\"No\"}").status()).isEqualTo(400);
        assertThat(admin.delete(path, "If-Match", seen).status()).isEqualTo(412);
        assertThat(admin.send("POST", path + "/erase", null, "If-Match", seen).status())
                .isEqualTo(412);

        assertThat(admin.get(path).json("displayName")).isEqualTo("First");
    }

    @Test
    void createWhenNameOrUniqueAttributeIsTakenThenConflict() {
        String name = fresh();
        String number = fresh();
        admin.post(
                "/accounts",
                "{\"userName\":\"" + name + "\",\"displayName\":\"X\",\"attributes\":{\"employeeNo\":\"" + number
                        + "\"}}");

        Answer sameName = admin.post(
                "/accounts", "{\"userName\":\"" + name.toUpperCase(Locale.ROOT) + "\",\"displayName\":\"Y\"}");
        Answer sameNumber = admin.post(
                "/accounts",
                "{\"userName\":\"" + fresh() + "\",\"displayName\":\"Y\",\"attributes\":{\"employeeNo\":\"" + number
                        + "\"}}");

        assertThat(sameName.status()).isEqualTo(409);
        assertThat(sameNumber.status()).isEqualTo(409);
        assertThat(sameNumber.body()).doesNotContain(number);
    }

    @Test
    void anythingWhenIdIsNobodysThenNotFound() {
        String nobody = "/accounts/" + UUID.randomUUID();

        assertThat(admin.get(nobody).status()).isEqualTo(404);
        assertThat(admin.patch(nobody, "\"0\"", "{}").status()).isEqualTo(404);
        assertThat(admin.post(nobody + "/disable").status()).isEqualTo(404);
        assertThat(admin.delete(nobody, "If-Match", "\"0\"").status()).isEqualTo(404);
        assertThat(admin.put(nobody + "/roles/user").status()).isEqualTo(404);
        assertThat(admin.get(nobody + "/rights").status()).isEqualTo(404);
        assertThat(admin.get("/accounts/1").status()).isEqualTo(400);
    }

    // ---- Creating and finding

    @Test
    void createThenSignsInAndIsFoundByEverything() {
        String name = fresh();
        Answer made = admin.post("/accounts", """
                {"userName":"%1$s","displayName":"Zoé Ørsted-%1$s","email":"%1$s@find.example","emailVerified":true,
                 "phone":"+33 6 12 34 56 78","locale":"fr","password":"Long-enough-phrase-9",
                 "attributes":{"employeeNo":"E-%1$s","badge":7,"nationalId":"N-%1$s"}}
                """.formatted(name));

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String id = made.json("id");
        assertThat(made.location()).isEqualTo("/api/realms/acme/accounts/" + id);
        assertThat(made.header("ETag")).matches("\"\\d+\"");
        assertThat(made.json("phone")).isEqualTo("+33612345678");
        assertThat(made.json().path("attributes").path("badge").asLong()).isEqualTo(7);
        assertThat(made.body()).doesNotContain("N-" + name).doesNotContain("password");
        assertThat(new Browser(server)
                        .signIn(REALM, name, "Long-enough-phrase-9")
                        .status())
                .isEqualTo(302);
        assertThat(find("q=" + name.substring(0, 6))).contains(id);
        assertThat(find("q=zoe+orst")).isEmpty(); // ø is a letter of its own
        assertThat(find("q=ZOE+" + name)).containsExactly(id);
        assertThat(find("q=" + name + "@FIND.example")).containsExactly(id);
        assertThat(find("q=%2B33612345678")).contains(id);
        assertThat(find("attribute=employeeNo:E-" + name)).containsExactly(id);
        assertThat(find("attribute=nationalId:N-" + name)).containsExactly(id);
        assertThat(find("attribute=nationalId:N-")).isEmpty();
    }

    @Test
    void createWhenRepeatedWithOneKeyThenMakesOneAccountAlsoAtOnce() {
        String body = "{\"userName\":\"" + fresh() + "\",\"displayName\":\"Once\"}";
        String key = fresh();

        List<Answer> answers = Together.run(8, i -> admin.post("/accounts", body, "Idempotency-Key", key));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers.stream().map(answer -> answer.json("id")).distinct()).hasSize(1);
        assertThat(admin.post("/accounts", body.replace("Once", "Other"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void createWhenManyWantOneNameThenOneGetsIt() {
        String body = "{\"userName\":\"" + fresh() + "\",\"displayName\":\"Race\"}";

        List<Integer> statuses =
                Together.run(8, i -> admin.post("/accounts", body).status());

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void listThenPagesCoverEverybodyOnceInOrder() {
        String family = "Pager" + fresh();
        for (int i = 0; i < 7; i++) {
            create("{\"displayName\":\"" + family + " " + (6 - i) + "\"}");
        }
        List<String> names = new ArrayList<>();
        String cursor = "";

        do {
            JsonNode page = admin.get("/accounts?size=3&q=" + family + cursor).json();
            page.path("items")
                    .forEach(item -> names.add(item.path("displayName").asString()));
            cursor = page.path("next").isString()
                    ? "&cursor=" + page.path("next").asString()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(names).hasSize(7).isSorted();
    }

    // ---- Looking and changing

    @Test
    void viewThenIsOneEntryForViewerAndHour() {
        String path = "/accounts/" + create("{}");
        TrailProbe trail = TrailProbe.of(server, REALM);

        admin.get(path);
        admin.get(path);

        assertThat(trail.freshCodes()).containsOnlyOnce("user.viewed");
    }

    @Test
    void revealThenShowsTheValueAndIsAnEntryEachTime() {
        String path = "/accounts/" + create("{\"attributes\":{\"nationalId\":\"1850275\"}}");
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(admin.get(path).body()).doesNotContain("1850275");
        assertThat(admin.get(path + "?reveal=employeeNo").status()).isEqualTo(400);
        assertThat(admin.get(path + "?reveal=nationalId").status()).isEqualTo(400);
        assertThat(admin.get(path + "?reveal=nationalId&why=" + "x".repeat(301)).status())
                .isEqualTo(400);
        Answer revealed = admin.get(path + "?reveal=nationalId&why=Case%2012");
        admin.get(path + "?reveal=nationalId&why=Case%2012");

        assertThat(revealed.json().path("attributes").path("nationalId").asString())
                .isEqualTo("1850275");
        assertThat(trail.fresh().stream()
                        .filter(entry -> "nationalId".equals(entry.detail().get("revealed"))
                                && "Case 12".equals(entry.detail().get("why"))))
                .hasSize(2);
    }

    @Test
    void editThenEntryHasOldAndNewValuesButNoSensitiveOne() {
        String path = "/accounts/"
                + create("{\"displayName\":\"Before\",\"email\":\"old@edit.example\",\"emailVerified\":true,"
                        + "\"attributes\":{\"nationalId\":\"secret-1\"}}");
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer edited = admin.patchSeen(
                path,
                "{\"displayName\":\"After\",\"email\":\"new@edit.example\",\"attributes\":{\"nationalId\":\"secret-2\"}}");

        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
        assertThat(edited.json().path("emailVerified").asBoolean()).isFalse();
        EntryView entry = trail.fresh().stream()
                .filter(found -> found.activity().code().equals("user.updated"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.changes())
                .contains(
                        Change.personal("displayName", "Before", "After"),
                        Change.personal("email", "old@edit.example", "new@edit.example"),
                        Change.of("emailVerified", "true", "false"));
        assertThat(entry.changes()).anyMatch(change -> change.field().equals("attributes.nationalId"));
        assertThat(entry.changes().toString()).doesNotContain("secret-");
    }

    @Test
    void editWhenNothingIsDifferentThenNoEntryAndTheSameTag() {
        String path = "/accounts/" + create("{\"displayName\":\"Same\"}");
        Answer seen = admin.get(path);
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer edited = admin.patch(path, seen.header("ETag"), "{\"displayName\":\"Same\"}");

        assertThat(edited.header("ETag")).isEqualTo(seen.header("ETag"));
        assertThat(trail.freshCodes()).isEmpty();
    }

    @Test
    void editWhenManyHoldOneTagThenOneWins() {
        String path = "/accounts/" + create("{}");
        String seen = admin.get(path).header("ETag");

        List<Integer> statuses = Together.run(
                8,
                i -> admin.patch(path, seen, "{\"displayName\":\"Winner " + i + "\"}")
                        .status());

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void editWhenNameChangesThenOldWordsFindNobody() {
        String before = "Vorher" + fresh();
        String id = create("{\"displayName\":\"" + before + "\"}");

        admin.patchSeen("/accounts/" + id, "{\"displayName\":\"Nachher" + before.substring(6) + "\"}");

        assertThat(find("q=" + before)).isEmpty();
        assertThat(find("q=Nachher" + before.substring(6))).containsExactly(id);
    }

    private List<String> find(String query) {
        List<String> ids = new ArrayList<>();
        admin.get("/accounts?" + query)
                .json()
                .path("items")
                .forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    private String create(String json) {
        String rest = json.substring(1);
        String names = "{\"userName\":\"" + fresh() + "\""
                + (rest.contains("displayName") ? "" : ",\"displayName\":\"Somebody\"")
                + (rest.equals("}") ? "" : ",");
        Answer made = admin.post("/accounts", names + rest);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json("id");
    }

    private static String fresh() {
        return "n" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
