package org.gatehouse.keycloak.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.keycloak.AdminApi;
import org.gatehouse.keycloak.AdminApi.Answer;
import org.gatehouse.keycloak.RunningKeycloak;
import org.gatehouse.keycloak.SharedKeycloak;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.format.RealmFormat;
import org.gatehouse.realm.keycloak.FileOfRealm;
import org.gatehouse.realm.keycloak.Gaps;
import org.gatehouse.realm.keycloak.KeycloakRealm;
import org.gatehouse.realm.keycloak.ObjectKind;
import org.gatehouse.realm.keycloak.ObjectName;
import org.gatehouse.realm.keycloak.Secrets;
import org.gatehouse.realm.keycloak.Step;
import org.gatehouse.realm.keycloak.live.Credentials;
import org.gatehouse.realm.keycloak.live.KeycloakException;
import org.gatehouse.realm.keycloak.live.LiveRealm;
import org.gatehouse.realm.keycloak.live.LiveRealm.Planned;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One realm's story in a real Keycloak, file after file; and an import of everything a realm file can say. */
@DisplayName("Realm files are imported by and applied to a real Keycloak")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealmStoriesIT {

    private static final String PASSWORD = "Correct-horse-7-battery";

    private static final Map<String, String> CHALLENGE =
            Map.of("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method", "S256");

    private static final int MANY = 200;

    private static final Secrets AT_HAND = new Secrets() {
        @Override
        public Optional<String> of(ClientDefinition client) {
            return client.secret() == null ? Optional.empty() : Optional.of("secret of " + client.id());
        }

        @Override
        public Optional<String> of(Connection connection) {
            return connection.clientSecret() == null
                    ? Optional.empty()
                    : Optional.of("secret of " + connection.alias());
        }
    };

    private static RunningKeycloak keycloak;
    private static AdminApi admin;
    private static LiveRealm story;

    @BeforeAll
    static void start() throws Exception {
        keycloak = SharedKeycloak.get();
        admin = new AdminApi(keycloak);
        story = live("story", RunningKeycloak.CLIENT_SECRET);
    }

    /** What Keycloak made of the document is what the admin API is asked for: both come from one rendering. */
    @Test
    @Order(1)
    void importThenIsAllTheFileSaysWithSecretsOfTheEnvironment() throws Exception {
        KeycloakRealm desired = KeycloakRealm.of(SharedKeycloak.imported(), new Secrets() {
            @Override
            public Optional<String> of(ClientDefinition client) {
                return Optional.ofNullable(client.secret()).map(secret -> "value of WORKSHOP_SECRET");
            }

            @Override
            public Optional<String> of(Connection connection) {
                return Optional.empty();
            }
        });
        desired.withAcceptedGaps(Gaps.of(SharedKeycloak.imported(), true));

        Planned planned = live("northwind", RunningKeycloak.CLIENT_SECRET).plan(desired, false);

        assertThat(planned.plan().steps()) // whose addresses an import cannot know
                .hasToString("[add connection partner, add mapper of connection partner/gatehouse.role.helper,"
                        + " add mapper of connection partner/gatehouse.trusted-factor]");
        assertThat(admin.get("/northwind").body().path("displayName").asString())
                .isEqualTo("Northwind Repairs");
    }

    @Test
    @Order(2)
    void openWhenTheSecretIsWrongThenSaysWhoWasRefused() {
        assertThatThrownBy(() -> live("story", "guessed"))
                .isInstanceOf(KeycloakException.class)
                .hasMessageContaining("no token (401")
                .hasMessageContaining(RunningKeycloak.CLIENT)
                .hasMessageNotContaining("guessed");
    }

    @Test
    @Order(3)
    void applyTheBeginningThenTheRealmIsThereAndPeopleCanBeAdded() throws Exception {
        tell("1-begin");

        Answer created = admin.post(
                "/story/users",
                Map.of(
                        "username",
                        "alice",
                        "enabled",
                        true,
                        "email",
                        "alice@story.example",
                        "firstName",
                        "Alice",
                        "lastName",
                        "Martin",
                        "groups",
                        List.of("/field-team/north"),
                        "credentials",
                        List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false))));
        assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
        assertAliceIsWhoSheWas();
    }

    /** Whatever changes, what does not keeps its id, and people stay who they are. */
    @ParameterizedTest
    @Order(4)
    @ValueSource(
            strings = {
                "2-add-clients-and-rename",
                "3-rotate-redirect-uris",
                "4-no-longer-name-a-role",
                "5-prune",
                "6-other-password-rules",
                "7-connect",
                "8-map-otherwise"
            })
    void applyTheNextThenOnlyThatChanges(String file) throws Exception {
        Map<ObjectName, ObjectNode> before = story.read();

        tell(file);

        Map<ObjectName, ObjectNode> after = story.read();
        after.keySet().retainAll(before.keySet());
        after.forEach((name, object) -> assertThat(object.path("id"))
                .as("%s", name)
                .isEqualTo(before.get(name).path("id")));
        assertAliceIsWhoSheWas();
    }

    @Test
    @Order(5)
    void theEndThenIsWhatTheFilesSaid() throws Exception {
        Map<ObjectName, ObjectNode> objects = story.read();

        assertThat(objects).doesNotContainKey(new ObjectName(ObjectKind.ROLE, "packer"));
        assertThat(objects.get(new ObjectName(ObjectKind.CLIENT, "forms"))
                        .path("redirectUris")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactlyInAnyOrder("https://forms.example/callback", "https://forms.example/second");
        assertThat(objects.get(new ObjectName(ObjectKind.GROUP, "field-team/north"))
                        .path("realmRoles"))
                .isEmpty();
        assertThat(admin.put(
                                "/story/users/" + aliceId() + "/reset-password",
                                Map.of("type", "password", "value", "short"))
                        .body()
                        .toString())
                .contains("at least 12 characters");
    }

    /** What was rendered is what Keycloak does, not only what it keeps. */
    @Test
    @Order(5)
    void signInThenIsHeldToWhatTheFileSays() throws Exception {
        assertThat(refusal("bank", "https://bank.example/cb", Map.of())).contains("PAR request_uri not included.");
        assertThat(refusal("app", "com.example.story:/cb", Map.of())).contains("code_challenge_method");
        HttpResponse<String> page = admin.authorize("story", request("app", "com.example.story:/cb", CHALLENGE));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(admin.authorize("story", request("app", "com.example.story:/other", CHALLENGE))
                        .statusCode())
                .isEqualTo(400);
    }

    private static String refusal(String client, String redirectUri, Map<String, String> more) throws Exception {
        HttpResponse<String> answer = admin.authorize("story", request(client, redirectUri, more));
        return answer.headers().firstValue("Location").orElse(answer.statusCode() + " " + answer.body());
    }

    private static Map<String, String> request(String client, String redirectUri, Map<String, String> more) {
        Map<String, String> request = new HashMap<>(
                Map.of("client_id", client, "response_type", "code", "scope", "openid", "redirect_uri", redirectUri));
        request.putAll(more);
        return request;
    }

    @Test
    @Order(6)
    void planWhenSomebodyChangedSomethingByHandThenSaysSoAndTheEarlierPlanHasAnotherState() throws Exception {
        String earlier = plan("8-map-otherwise").plan().state();
        ObjectNode forms = story.read().get(new ObjectName(ObjectKind.CLIENT, "forms"));
        forms.put("consentRequired", true);
        forms.putArray("redirectUris").add("https://elsewhere.example/cb");
        admin.put("/story/clients/" + forms.path("id").asString(), forms);

        Planned drifted = plan("8-map-otherwise");

        assertThat(drifted.plan().differences())
                .extracting(difference -> difference.path())
                .containsExactlyInAnyOrder("clients[forms].redirectUris", "clients[forms].consentRequired");
        assertThat(drifted.plan().state()).isNotEqualTo(earlier);
        story.apply(drifted);
        assertThat(plan("8-map-otherwise").plan().state()).isEqualTo(earlier);
    }

    @Test
    @Order(6)
    void exportThenPlansToNothing() {
        RealmDefinition exported = FileOfRealm.of(story.read());

        assertThat(planOf(RealmFormat.of(exported)).plan().differences())
                .extracting(difference -> difference.path())
                .isSubsetOf("realm.attributes.gatehouse.accepted-gaps"); // what was asked for in vain is not written
    }

    /** A role's name a step later is taken: what was done stays, is told, and a second apply goes on. */
    @Test
    @Order(7)
    void applyWhenKeycloakStopsHalfWayThenSaysWhatWasDoneAndASecondOneFinishes() throws Exception {
        Planned planned = planOf("""
                realm: story
                roles: [{name: aaa, description: First}, {name: zzz, description: Last}]
                """);
        admin.post("/story/roles", Map.of("name", "zzz"));

        assertThatThrownBy(() -> story.apply(planned))
                .isInstanceOf(KeycloakException.class)
                .hasMessageContaining("Stopped at: add role zzz.")
                .hasMessageContaining("Done until then")
                .hasMessageContaining("add role aaa");

        Planned again = planOf("""
                realm: story
                roles: [{name: aaa, description: First}, {name: zzz, description: Last}]
                """);
        assertThat(again.plan().steps())
                .extracting(Step::toString)
                .contains("change role zzz")
                .doesNotContain("add role aaa");
        story.apply(again);
    }

    @Test
    @Order(8)
    void manyClientsThenPrintsHowLongItTakes() throws Exception {
        StringBuilder file = new StringBuilder("realm: many\nclients:\n");
        for (int number = 0; number < MANY; number++) {
            file.append("  - {id: c%d, kind: web, redirectUris: ['https://c%d.example/cb'], secret: 'env:C%d'}\n"
                    .formatted(number, number, number));
        }
        LiveRealm many = live("many", RunningKeycloak.CLIENT_SECRET);
        KeycloakRealm empty = rendered(file("realm: many\n"));
        many.apply(many.plan(empty, false));
        KeycloakRealm desired = rendered(file(file.toString()));

        Instant begun = Instant.now();
        Planned planned = many.plan(desired, false);
        Instant afterPlan = Instant.now();
        many.apply(planned);
        Instant afterApply = Instant.now();
        Planned nothing = many.plan(desired, false);
        Instant afterEmpty = Instant.now();
        many.plan(desired, false);

        System.out.printf(
                "%d clients: plan %d ms, apply %d ms, empty plan %d ms, once more %d ms%n",
                MANY,
                Duration.between(begun, afterPlan).toMillis(),
                Duration.between(afterPlan, afterApply).toMillis(),
                Duration.between(afterApply, afterEmpty).toMillis(),
                Duration.between(afterEmpty, Instant.now()).toMillis());
        assertThat(nothing.plan().differences()).isEmpty();
    }

    /** Plans, applies, and finds that there is nothing left to do. */
    private static void tell(String file) throws IOException {
        Planned planned = plan(file);
        assertThat(planned.plan().isEmpty()).isFalse();
        assertThat(story.obstacles(planned.plan())).isEmpty();

        story.apply(planned);

        assertThat(plan(file).plan().differences()).isEmpty();
    }

    private static void assertAliceIsWhoSheWas() throws Exception {
        assertThat(admin.signIn("story", "alice", PASSWORD).status()).isEqualTo(200);
        assertThat(admin.get("/story/users/" + aliceId() + "/groups")
                        .body()
                        .at("/0/path")
                        .asString())
                .isEqualTo("/field-team/north");
    }

    private static String aliceId() throws Exception {
        return admin.get("/story/users?username=alice").body().at("/0/id").asString();
    }

    private static Planned plan(String file) throws IOException {
        return planOf(text("/org/gatehouse/keycloak/realm/" + file + ".yaml"));
    }

    private static Planned planOf(String text) {
        RealmFile file = file(text);
        return story.plan(rendered(file), file.prune());
    }

    private static KeycloakRealm rendered(RealmFile file) {
        return KeycloakRealm.of(file.realm(), AT_HAND).withAcceptedGaps(Gaps.of(file.realm(), false));
    }

    private static RealmFile file(String text) {
        return RealmFiles.inspect("story.yaml", text).file();
    }

    private static LiveRealm live(String realm, String secret) {
        return LiveRealm.open(
                URI.create(keycloak.url("")), realm, new Credentials("master", RunningKeycloak.CLIENT, secret));
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(RealmStoriesIT.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
