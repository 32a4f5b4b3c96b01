package org.gatehouse.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A realm that is changed by its file, and brought back after each test. */
abstract class Configuring {

    static final String REALM = "acme";
    static final String SECRET = "p8Wc3vNq7RtY1zLk5Xs9Bd2Fh6Jm4GaE";
    static TestServer server;
    People people;
    AdminApi admin;
    String original;

    @BeforeAll
    static void startServer() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void lookAtTheRealm() {
        people = People.of(server);
        admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
        original = body(file -> file.put("prune", true));
    }

    /** Which is a test of its own: whatever was changed, a file brings it back. */
    @AfterEach
    void bringTheRealmBack() {
        assertThat(apply(admin, state(), confirmed(original, REALM)).status()).isIn(200, 409);
    }

    String state() {
        return admin.get("/configuration").header("ETag");
    }

    JsonNode plan(String body) {
        Answer answer = admin.post("/configuration/plan", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    static Answer apply(AdminApi as, String state, String body) {
        return as.send("PUT", "/configuration", body, "If-Match", state);
    }

    String refused(String body) {
        return problem(apply(admin, state(), body));
    }

    static String problem(Answer answer) {
        String type = answer.json("type");
        return answer.status() + " " + type.substring(type.lastIndexOf(':') + 1);
    }

    String obstacle(String body) {
        assertThat(problem(apply(admin, state(), body))).isEqualTo("409 obstacle");
        return plan(body).at("/obstacles/0").asString();
    }

    /** The realm as it is, edited. */
    String body(Consumer<ObjectNode> edit) {
        ObjectNode file = (ObjectNode) admin.get("/configuration").json();
        edit.accept(file);
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.set("file", file);
        return body.toString();
    }

    static String confirmed(String body, String realm) {
        return with(
                body, "confirmDeletion", JsonMapper.shared().createObjectNode().stringNode(realm));
    }

    static String withSecret(String body, String client) {
        return with(body, "secrets", JsonMapper.shared().createObjectNode().put(client, SECRET));
    }

    static String with(String body, String name, JsonNode value) {
        ObjectNode object = (ObjectNode) JsonMapper.shared().readTree(body);
        object.set(name, value);
        return object.toString();
    }

    static ObjectNode client(ObjectNode file, String id) {
        return entry(file, "clients", id);
    }

    static ObjectNode entry(ObjectNode file, String list, String name) {
        for (JsonNode entry : file.withArray(list)) {
            if (name.equals(entry.path("id")
                    .asString(entry.path("name").asString(entry.path("alias").asString(""))))) {
                return (ObjectNode) entry;
            }
        }
        throw new IllegalArgumentException(name);
    }

    static void remove(ObjectNode file, String list, String name) {
        ArrayNode entries = file.withArray(list);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).equals(entry(file, list, name))) {
                entries.remove(i);
                return;
            }
        }
    }
}
