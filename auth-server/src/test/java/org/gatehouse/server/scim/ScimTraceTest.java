package org.gatehouse.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.ScimClient;
import org.gatehouse.server.testing.Statements;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SCIM: nothing without its entry, and lists that cost the same for two as for two hundred")
class ScimTraceTest {

    private static final Statements STATEMENTS = new Statements();

    private static TestServer server;
    private static ScimClient entra;

    @BeforeAll
    static void startServer() {
        server = TestServer.start(STATEMENTS, ScimClient.settings());
        entra = ScimClient.of(server, "directory");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void changeWhenTheTrailIsAwayThenUnavailableAndNothingChanged() {
        String user = entra.post("/Users", user("trace-a")).json("id");
        String group = entra.post("/Groups", "{\"displayName\":\"Traced\"}").json("id");
        String before = seen(user, group);
        Map<String, Supplier<Answer>> changes = new LinkedHashMap<>();
        changes.put("create", () -> entra.post("/Users", user("trace-b")));
        changes.put("rename", () -> entra.patch("/Users/" + user, replace("displayName", "\"Other\"")));
        changes.put("externalId", () -> entra.patch("/Users/" + user, replace("externalId", "\"x\"")));
        changes.put("disable", () -> entra.patch("/Users/" + user, replace("active", "\"False\"")));
        changes.put("delete", () -> entra.delete("/Users/" + user));
        changes.put("group", () -> entra.post("/Groups", "{\"displayName\":\"Ghosts\"}"));
        changes.put("rename group", () -> entra.patch("/Groups/" + group, replace("displayName", "\"Other\"")));
        changes.put(
                "fill",
                () -> entra.patch(
                        "/Groups/" + group,
                        "{\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"value\":\"" + user + "\"}]}"));
        changes.put("delete group", () -> entra.delete("/Groups/" + group));
        changes.put("list", () -> entra.get("/Users"));

        changes.forEach((name, change) -> {
            Answer answer = TrailOutage.during(server, change);
            assertThat(answer.status()).as("%s: %s", name, answer.body()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).as(name).isNotEmpty();
            assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
        });
        assertThat(seen(user, group)).isEqualTo(before);
        assertThat(entra.find("/Users", "userName eq \"trace-b\"")
                        .json()
                        .path("totalResults")
                        .asInt(-1))
                .isZero();
        assertThat(entra.find("/Groups", "displayName eq \"Ghosts\"")
                        .json()
                        .path("totalResults")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void listThenAsManyStatementsForManyAsForFew() {
        String group = entra.post("/Groups", "{\"displayName\":\"Counted\"}").json("id");
        for (int i = 0; i < 12; i++) {
            String user = entra.post("/Users", user("counted-" + i)).json("id");
            entra.patch(
                    "/Groups/" + group,
                    "{\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"value\":\"" + user + "\"}]}");
            entra.post("/Groups", "{\"displayName\":\"Counted " + i + "\"}");
        }
        entra.get("/Users?count=2");

        List<String> few = STATEMENTS.during(() -> entra.get("/Users?count=2"));
        List<String> many = STATEMENTS.during(() -> entra.get("/Users?count=12"));
        List<String> fewGroups = STATEMENTS.during(() -> entra.get("/Groups?count=2"));
        List<String> manyGroups = STATEMENTS.during(() -> entra.get("/Groups?count=12"));

        assertThat(many).hasSameSizeAs(few).hasSizeLessThan(16);
        assertThat(manyGroups).hasSameSizeAs(fewGroups).hasSizeLessThan(16);
    }

    private static String seen(String user, String group) {
        return entra.get("/Users/" + user).body()
                + entra.get("/Groups/" + group).body();
    }

    private static String user(String userName) {
        return "{\"userName\":\"" + userName + "\",\"displayName\":\"Somebody\"}";
    }

    private static String replace(String path, String value) {
        return "{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":" + value + "}";
    }
}
