package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Clients by API: within one's own rights, by the realm file's rules, with an entry each")
class ClientsApiTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
    private final AdminApi clientAdmin = AdminApi.as(server, REALM, people.createWith(REALM, "client-admin"));
    private final AdminApi auditor = AdminApi.as(server, REALM, people.createWith(REALM, "auditor"));
    private final TrailProbe trail = TrailProbe.of(server, REALM);
    private final String id = "made-" + UUID.randomUUID();

    @Test
    void anythingWhenPermissionIsMissingThenRefusedWithItsEntry() {
        assertThat(auditor.get("/clients").status()).isEqualTo(403);
        assertThat(auditor.get("/clients/web").status()).isEqualTo(403);
        assertThat(auditor.post("/clients", web(id)).status()).isEqualTo(403);
        assertThat(auditor.delete("/clients/web").status()).isEqualTo(403);
        assertThat(auditor.post("/clients/web/secrets", "{}").status()).isEqualTo(403);

        List<EntryView> refused = trail.fresh();
        assertThat(refused).hasSize(3).allMatch(entry -> entry.outcome() == Outcome.DENIED);
        assertThat(refused).allMatch(entry -> entry.activity().code().equals("client.changed"));
    }

    @Test
    void tokenOfAnotherRealmThenUnauthenticated() {
        assertThat(clientAdmin.at("globex").get("/clients").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.write", "realm.write", "audit.write", "roles.grant"})
    void createWhenClientCouldDoMoreThanOneselfThenRefused(String scope) {
        Answer answer = clientAdmin.post("/clients", service(id, "[\"" + scope + "\"]"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json("type")).isEqualTo("urn:gatehouse:problem:above-own-rights");
        assertThat(admin.get("/clients/" + id).status()).isEqualTo(404);
    }

    @Test
    void changeOfAClientAboveOneselfThenRefusedWhateverIsChanged() {
        String tag = clientAdmin.get("/clients/console").header("ETag");
        String redirects = "{\"definition\":{\"redirectUris\":[\"https://evil.example/cb\"]}}";

        assertThat(clientAdmin.patch("/clients/console", tag, redirects).status())
                .isEqualTo(403);
        assertThat(clientAdmin.post("/clients/console/secrets", "{}").status()).isEqualTo(403);
        assertThat(clientAdmin.delete("/clients/console", "If-Match", tag).status())
                .isEqualTo(403);
        assertThat(clientAdmin.post("/clients/exporter/secrets", "{}").status()).isEqualTo(403);
    }

    @Test
    void builtInClientThenNobodyFindsOrTakesItsPlace() {
        assertThat(admin.get("/clients/gatehouse-console").status()).isEqualTo(404);
        assertThat(admin.delete("/clients/gatehouse-console").status()).isEqualTo(404);
        assertThat(admin.post("/clients/gatehouse-console/secrets", "{}").status())
                .isEqualTo(404);
        assertThat(admin.post("/clients", web("gatehouse-console")).status()).isEqualTo(409);
        assertThat(admin.post("/clients", web("Gatehouse-other")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"definition\":{\"id\":\"a b\",\"kind\":\"web\"}}",
                "{\"definition\":{\"id\":\"nobody\",\"kind\":\"web\"}}",
                "{\"definition\":{\"id\":\"nobody\",\"kind\":\"web\",\"redirectUris\":[\"javascript:alert(1)\"]}}",
                "{\"definition\":{\"id\":\"nobody\",\"kind\":\"web\",\"redirectUris\":[\"http://plain.example/cb\"]}}",
                "{\"definition\":{\"id\":\"nobody\",\"kind\":\"web\",\"redirectUris\":[\"https://a.example/#f\"]}}",
                "{\"definition\":{\"id\":\"nobody\",\"kind\":\"service\",\"hash\":\"x\"}}",
                "{\"definition\":{\"id\":\"nobody\",\"kind\":\"service\",\"secret\":\"env:WEB_SECRET\"}}",
                "{\"definition\":{\"id\":\"nobody\",\"kind\":\"service\"},\"secrets\":[]}",
                "{\"definition\":[]}",
                "[]",
                "{\"definition\":{\"id\":\"nobody\",\"id\":\"nobody\",\"kind\":\"service\"}}"
            })
    void createWhenNotByTheRulesThenRefused(String json) {
        Answer answer = admin.post("/clients", json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(admin.get("/clients/nobody").status()).isEqualTo(404);
        assertThat(trail.freshCodes()).isEmpty();
    }

    @Test
    void changeWhenItWasNotSeenThenRefused() {
        admin.post("/clients", web(id));
        String seen = admin.get("/clients/" + id).header("ETag");
        admin.patch("/clients/" + id, seen, "{\"definition\":{\"displayName\":\"One\"}}");

        assertThat(admin.patch("/clients/" + id, seen, "{\"definition\":{\"displayName\":\"Two\"}}")
                        .status())
                .isEqualTo(412);
        assertThat(admin.delete("/clients/" + id).status()).isEqualTo(428);
        assertThat(admin.patchSeen("/clients/" + id, "{\"definition\":{\"id\":\"other\"}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void createThenSecretIsShownOnceAndTheClientSignsPeopleIn() {
        Answer made = clientAdmin.post("/clients", web(id));

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json().at("/definition/secret").asString()).isEqualTo("generated");
        assertThat(clientAdmin.get("/clients/" + id).body()).doesNotContain("newSecret");
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("client.changed");
            assertThat(entry.toString()).doesNotContain(secret(made));
        });
        assertThat(authenticates(id, secret(made))).isTrue();
        assertThat(authenticates(id, "another-" + secret(made))).isFalse();
        assertThat(admin.get("/configuration").body()).contains("\"" + id + "\"");
    }

    @Test
    void createWhenSentAgainWithItsKeyThenTheSecretIsNotShownAgain() {
        String key = UUID.randomUUID().toString();
        Answer first = admin.post("/clients", web(id), "Idempotency-Key", key);
        Answer again = admin.post("/clients", web(id), "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).contains(id).doesNotContain(secret(first)).doesNotContain("newSecret");
        assertThat(admin.post("/clients", web(id)).status()).isEqualTo(409);
    }

    @Test
    void changeThenTheEntryHasOldAndNewValues() {
        admin.post("/clients", web(id));
        trail.fresh();

        assertThat(admin.patchSeen("/clients/" + id, "{\"definition\":{\"displayName\":\"Forms\"}}")
                        .status())
                .isEqualTo(200);

        assertThat(trail.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.toString()).contains("displayName", "Forms"));
    }

    @Test
    void deleteThenEverythingObtainedThroughItEnds() {
        String secret = secret(admin.post("/clients", service(id, "[\"reports\"]")));
        assertThat(admin.deleteSeen("/clients/" + id).status()).isEqualTo(204);

        assertThat(authenticates(id, secret)).isFalse();
        assertThat(admin.get("/clients/" + id).status()).isEqualTo(404);
        String other = secret(admin.post("/clients", service(id, "[\"reports\"]")));
        assertThat(authenticates(id, secret)).isFalse();
        assertThat(authenticates(id, other)).isTrue();
    }

    @Test
    void listThenPagesInOrderAndFinds() {
        Answer page = clientAdmin.get("/clients?size=2");
        Answer next = clientAdmin.get("/clients?size=2&cursor=" + page.json("next"));

        assertThat(page.json().path("items")).hasSize(2);
        assertThat(next.json().at("/items/0/id").asString())
                .isGreaterThan(page.json().at("/items/1/id").asString());
        assertThat(clientAdmin
                        .get("/clients?q=ASKING%20APP")
                        .json()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo("asking");
        assertThat(clientAdmin.get("/clients?cursor=*").status()).isEqualTo(400);
    }

    @Test
    void rotateThenBothSecretsAreRightUntilTheOldOneEnds() {
        String old = secret(admin.post("/clients", service(id, "[\"reports\"]")));
        String end = server.clock().instant().plus(Duration.ofHours(1)).toString();

        Answer made = admin.post("/clients/" + id + "/secrets", "{\"oldEndsAt\":\"" + end + "\"}");
        String young = made.json("value");

        assertThat(made.status()).isEqualTo(201);
        assertThat(authenticates(id, old)).isTrue();
        assertThat(authenticates(id, young)).isTrue();
        assertThat(admin.post("/clients/" + id + "/secrets", "{}").status()).isEqualTo(409);
        server.clock().advance(Duration.ofHours(1));
        assertThat(authenticates(id, old)).isFalse();
        assertThat(authenticates(id, young)).isTrue();
    }

    @Test
    void rotateWhenTheOldOneWouldStayTooLongThenRefused() {
        admin.post("/clients", service(id, "[\"reports\"]"));
        String late = server.clock().instant().plus(Duration.ofDays(91)).toString();
        String past = server.clock().instant().minusSeconds(1).toString();

        assertThat(admin.post("/clients/" + id + "/secrets", "{\"oldEndsAt\":\"" + late + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.post("/clients/" + id + "/secrets", "{\"oldEndsAt\":\"" + past + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.post("/clients/phone/secrets", "{}").status()).isEqualTo(409);
    }

    @Test
    void endSecretThenItIsRefusedAtOnce() {
        Answer made = admin.post("/clients", service(id, "[\"reports\"]"));
        String first = made.json().at("/newSecret/id").asString();
        String young = admin.post("/clients/" + id + "/secrets", "{}").json("value");
        trail.fresh();

        assertThat(admin.delete("/clients/" + id + "/secrets/" + first).status())
                .isEqualTo(204);

        assertThat(trail.freshCodes()).containsExactly("client.changed");
        assertThat(authenticates(id, secret(made))).isFalse();
        assertThat(authenticates(id, young)).isTrue();
        assertThat(admin.delete("/clients/" + id + "/secrets/" + first).status())
                .isEqualTo(404);
    }

    @Test
    void rotateManyAtOnceThenNeverMoreThanTwo() {
        admin.post("/clients", service(id, "[\"reports\"]"));

        List<Answer> answers = Together.run(6, number -> admin.post("/clients/" + id + "/secrets", "{}"));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(admin.get("/clients/" + id).json().path("secrets")).hasSize(2);
    }

    private boolean authenticates(String client, String secret) {
        Answer answer = new Browser(server)
                .post(
                        "/realms/acme/oauth2/introspect",
                        Map.of("token", "any"),
                        "Authorization",
                        RelyingApp.basic(client, secret));
        return answer.status() == 200;
    }

    private static String secret(Answer made) {
        return made.json().at("/newSecret/value").asString();
    }

    private static String web(String id) {
        return "{\"definition\":{\"id\":\"" + id
                + "\",\"kind\":\"web\",\"redirectUris\":[\"https://made.example/cb\"]}}";
    }

    private static String service(String id, String scopes) {
        return "{\"definition\":{\"id\":\"" + id + "\",\"kind\":\"service\",\"scopes\":" + scopes + "}}";
    }
}
