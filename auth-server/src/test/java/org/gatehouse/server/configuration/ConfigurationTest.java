package org.gatehouse.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A realm becomes what a file says, whole and traced, or stays as it is")
class ConfigurationTest {

    private static final String REALM = "acme";
    private static final String SECRET = "p8Wc3vNq7RtY1zLk5Xs9Bd2Fh6Jm4GaE";

    private static TestServer server;

    private People people;
    private AdminApi admin;
    private String original;

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

    @Test
    void applyWhenCallerFileStateOrConsentIsWrongThenRefusesAndChangesNothing() {
        AdminApi other = AdminApi.as(server, REALM, people.createWith(REALM, "user-admin"));
        String before = admin.get("/configuration").body();
        String state = state();

        assertThat(other.get("/configuration").status()).isEqualTo(403);
        assertThat(other.post("/configuration/plan", body(file -> {})).status()).isEqualTo(403);
        assertThat(apply(other, state, body(file -> file.put("displayName", "Mine")))
                        .status())
                .isEqualTo(403);

        String renamed = body(file -> file.put("displayName", "Other"));
        assertThat(admin.send("PUT", "/configuration", renamed).status()).isEqualTo(428);
        assertThat(apply(admin, "\"0123456789abcdef0123456789abcdef\"", renamed).status())
                .isEqualTo(412);
        assertThat(apply(admin, "*", renamed).status()).isEqualTo(400);
        assertThat(refused(body(file -> file.put("realm", "globex")))).isEqualTo("400 other-realm");
        assertThat(refused(body(file -> file.put("secondFactor", "always")))).isEqualTo("400 invalid-file");
        assertThat(refused(body(file -> client(file, "web").put("secret", "literal"))))
                .isEqualTo("400 invalid-file");
        assertThat(refused("{\"file\":{\"realm\":\"acme\"},\"admin\":true}")).isEqualTo("400 invalid-request");
        assertThat(refused("{}")).isEqualTo("400 invalid-request");
        assertThat(refused("{\"file\":" + "[".repeat(200) + "]".repeat(200) + "}"))
                .isEqualTo("400 invalid-request");
        assertThat(refused("{\"file\":{\"realm\":\"" + "x".repeat(3_000_000) + "\"}}"))
                .isEqualTo("413 too-large");

        assertThat(admin.get("/configuration").body()).isEqualTo(before);
    }

    @Test
    void applyWhenAConnectionComesThenItsSecretComesWithIt() {
        String added = body(ConfigurationTest::connect);

        assertThat(plan(added).at("/obstacles/0").asString())
                .contains("The secret of connection 'partner'", "env:PARTNER");
        assertThat(apply(admin, state(), added).status()).isEqualTo(409);
        String foreign = withConnectionSecret(body(file -> {}), "partner");
        assertThat(apply(admin, state(), withConnectionSecret(added, "elsewhere"))
                        .status())
                .isEqualTo(409);

        assertThat(apply(admin, state(), withConnectionSecret(added, "partner")).status())
                .isEqualTo(200);
        assertThat(plan(foreign).at("/changes")).isEmpty();
        assertThat(sealed("partner")).isNotEmpty().doesNotContain(SECRET);
    }

    @Test
    void planWhenAConnectionsSecretIsAnotherThenSaysSoWithoutTellingIt() {
        apply(admin, state(), withConnectionSecret(body(ConfigurationTest::connect), "partner"));
        String other = withConnectionSecret(body(file -> {}), "partner").replace(SECRET, SECRET + "2");

        assertThat(plan(other).at("/changes/0/path").asString()).isEqualTo("connections[partner].clientSecret value");
        assertThat(plan(other).toString()).doesNotContain(SECRET);
        assertThat(apply(admin, state(), other).status()).isEqualTo(200);
        assertThat(plan(other).at("/changes")).isEmpty();
    }

    /** Whoever decides whom the realm believes could sign in as its administrators. */
    @Test
    void applyWhenSomebodyMayLessThanAnAdministratorThenConnectionsStayAsTheyAre() {
        AdminApi robot = AdminApi.asRobot(server, REALM, "realm.read realm.write");

        assertThat(apply(robot, state(), withConnectionSecret(body(ConfigurationTest::connect), "partner"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void applyWhenAConnectionGoesThenItsSecretGoes() {
        apply(admin, state(), withConnectionSecret(body(ConfigurationTest::connect), "partner"));

        apply(admin, state(), confirmed(original, REALM));

        assertThat(sealed("partner")).isEmpty();
    }

    private static void connect(ObjectNode file) {
        file.putArray("connections")
                .addObject()
                .put("alias", "partner")
                .put("kind", "oidc")
                .put("issuer", "https://id.partner.example")
                .put("clientId", "acme")
                .put("clientSecret", "env:PARTNER");
    }

    private static String withConnectionSecret(String body, String alias) {
        return with(
                body,
                "connectionSecrets",
                JsonMapper.shared().createObjectNode().put(alias, SECRET));
    }

    /** What the database holds of it, as far as it is text. */
    private static String sealed(String alias) {
        return server.bean(JdbcClient.class)
                .sql("SELECT secret FROM connection_secret WHERE alias = ?")
                .param(alias)
                .query(byte[].class)
                .optional()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .orElse("");
    }

    @Test
    void applyWhenItDeletesThenOnlyAfterTheRealmIsNamed() {
        String pruned = body(file -> {
            file.put("prune", true);
            remove(file, "clients", "phone");
        });

        Answer refusal = apply(admin, state(), pruned);

        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.json("type")).endsWith("deletion-not-confirmed");
        assertThat(refusal.json().at("/details/0").asString()).isEqualTo("client phone");
        assertThat(apply(admin, state(), confirmed(pruned, "globex")).status()).isEqualTo(409);
        assertThat(apply(admin, state(), confirmed(pruned, REALM)).status()).isEqualTo(200);
    }

    @Test
    void applyWhenClientGoesThenItsTokensEndWithAnEntryAndItIsUnknown() {
        Person person = people.create(REALM);
        RelyingApp phone = RelyingApp.phone(server, REALM);
        Answer tokens = phone.tokens(person);
        String pruned = body(file -> {
            file.put("prune", true);
            remove(file, "clients", "phone");
        });
        assertThat(plan(pruned).at("/risks/0").asString()).isEqualTo("1 sign-in ends with the client 'phone'.");
        TrailProbe trail = TrailProbe.of(server, REALM);

        apply(admin, state(), confirmed(pruned, REALM));

        assertThat(phone.refresh(tokens.json("refresh_token")).status()).isGreaterThanOrEqualTo(400);
        assertThat(phone.userInfo(tokens.json("access_token")).status()).isEqualTo(401);
        assertThat(trail.freshCodes()).contains("client.changed", "device.removed");
    }

    @Test
    void applyWhenPeopleWouldLoseWhatCannotBeUndoneThenSaysWhy() {
        Person person = people.create(REALM);
        admin.patchSeen("/accounts/" + person.subject(), "{\"attributes\":{\"badge\":7}}");
        people.createWith(REALM, "dispatcher");

        assertThat(obstacle(body(file -> entry(file, "attributes", "badge").put("type", "string"))))
                .contains("badge");
        assertThat(obstacle(body(file -> entry(file, "roles", "dispatcher")
                        .putArray("permissions")
                        .add("approvals.decide"))))
                .contains("dispatcher");
        assertThat(obstacle(body(file ->
                        ((ObjectNode) file.at("/trail")).putObject("retention").put("sign-in", "P1M"))))
                .contains("sign-in")
                .contains("not shorter");
        assertThat(obstacle(body(file -> addClient(file, "late", "env:LATE_SECRET"))))
                .contains("late")
                .contains("not sent along");
        assertThat(obstacle(withSecret(body(file -> {}), "phone"))).contains("phone");
    }

    @Test
    void applyWhenAnActivityOfItsOwnChangesThenItKeepsItsCategoryAndForEverItsNumber() {
        String code = "x.work-order.signed";
        CustomActivity before = own(code);
        assertThat(obstacle(body(file -> entry(file, "/trail/activities", code).put("category", "rights"))))
                .contains(code)
                .contains("keeps the category 'data-change'");
        String without = body(file -> {
            file.put("prune", true);
            remove(file, "/trail/activities", code);
        });
        assertThat(plan(without).at("/risks/0").asString()).contains("no longer report '" + code + "'");
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(apply(admin, state(), without).status()).isEqualTo(200);

        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("realm.changed"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.changes())
                        .anyMatch(change -> change.field().equals("trail.activities/" + code)
                                && String.valueOf(change.before()).contains("data-change")
                                && change.after() == null));
        assertThat(own(code)).isEqualTo(before);
        apply(admin, state(), body(file -> {
            ObjectNode other = file.withArray("/trail/activities").addObject();
            other.put("id", "x.other").put("category", "support");
            other.putObject("title").put("en", "other").put("fr", "autre");
        }));
        assertThat(own("x.other").id()).isEqualTo(before.id() + 1);
        apply(admin, state(), confirmed(original, REALM));
        assertThat(own(code)).isEqualTo(before);
    }

    private static CustomActivity own(String code) {
        return server.bean(TrailReader.class).customActivities(REALM).stream()
                .filter(activity -> activity.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void applyWhenItTouchesRightsAboveOnesOwnThenRefuses() {
        apply(admin, state(), body(file -> {
            ObjectNode role = file.withArray("roles").addObject();
            role.put("name", "configurator").put("description", "Changes the realm");
            role.putArray("permissions").add("realm.read").add("realm.write");
        }));
        AdminApi configurator = AdminApi.as(server, REALM, people.createWith(REALM, "configurator"));

        assertThat(apply(configurator, state(), body(file -> file.put("displayName", "Fine")))
                        .status())
                .isEqualTo(200);
        TrailProbe trail = TrailProbe.of(server, REALM);
        assertThat(refusedTo(
                        configurator,
                        file -> entry(file, "roles", "configurator")
                                .withArray("permissions")
                                .add("users.erase")))
                .isEqualTo("403 above-own-rights");
        assertThat(trail.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.activity().code() + " " + entry.outcome() + " " + entry.reason())
                        .isEqualTo("realm.changed DENIED above-own-rights"));
        assertThat(refusedTo(
                        configurator, file -> entry(file, "roles", "helpdesk").put("description", "Mine")))
                .isEqualTo("403 above-own-rights");
        assertThat(refusedTo(
                        configurator,
                        file -> client(file, "robot").withArray("scopes").add("users.erase")))
                .isEqualTo("403 above-own-rights");
        assertThat(refusedTo(
                        configurator,
                        file -> client(file, "console")
                                .withArray("redirectUris")
                                .add("https://elsewhere.example/cb")))
                .as("where administrators' codes go")
                .isEqualTo("403 above-own-rights");
        assertThat(refusedTo(configurator, file -> {
                    ObjectNode group = file.withArray("groups").addObject().put("name", "mine");
                    group.putArray("roles").add("helpdesk");
                }))
                .isEqualTo("403 above-own-rights");
        assertThat(refusedTo(configurator, file -> connect(file, "roles", "helpdesk")))
                .as("a provider the author controls would say they have the role")
                .isEqualTo("403 above-own-rights");
        assertThat(refusedTo(
                        configurator,
                        file -> connection(file).putObject("guests").put("role", "helpdesk")))
                .isEqualTo("403 above-own-rights");
        assertThat(refusedTo(configurator, file -> connection(file).put("link", "verified-email")))
                .as("a provider the author controls would say they have somebody's address")
                .isEqualTo("403 above-own-rights");
        assertThat(apply(admin, state(), body(file -> connect(file, "groups", "clerks/north")))
                        .status())
                .isEqualTo(200);
        assertThat(refusedTo(
                        configurator,
                        file -> entry(file, "connections", "partner").put("issuer", "https://elsewhere.example")))
                .as("whoever says who the provider is says who has what it gives")
                .isEqualTo("403 above-own-rights");
        assertThat(apply(configurator, state(), withSecret(body(file -> {}), "robot"))
                        .status())
                .isEqualTo(403);
        String unchanged = with(
                body(file -> file.put("displayName", "Fine again")),
                "secrets",
                JsonMapper.shared().createObjectNode().put("robot", TestServer.secret("ROBOT_SECRET")));
        assertThat(apply(configurator, state(), unchanged).status())
                .as("a secret that stays is sent along with every file")
                .isEqualTo(200);
    }

    /** Raising oneself by import: what is refused by hand is refused by file, whatever the role is good for. */
    @Test
    void applyWhenItChangesWhatAGroupOfItsAuthorGivesThenRefusedAsByHand() {
        apply(admin, state(), body(file -> {
            ObjectNode role = file.withArray("roles").addObject();
            role.put("name", "configurator").put("description", "Changes the realm");
            role.putArray("permissions").add("realm.read").add("realm.write");
            ObjectNode group = file.withArray("groups").addObject().put("name", "crew");
            group.putArray("groups").addObject().put("name", "north");
        }));
        Person author = people.createWith(REALM, "configurator");
        String north = admin.get("/groups")
                .json()
                .path("items")
                .valueStream()
                .filter(group -> group.path("path").asString().equals("crew/north"))
                .map(group -> group.path("id").asString())
                .findFirst()
                .orElseThrow();
        assertThat(admin.put("/groups/" + north + "/members/" + author.subject())
                        .status())
                .isEqualTo(204);
        AdminApi configurator = AdminApi.as(server, REALM, author);
        Consumer<ObjectNode> give =
                file -> entry(file, "groups", "crew").putArray("roles").add("dispatcher");
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(refusedTo(configurator, give)).isEqualTo("403 own-rights");

        assertThat(trail.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.activity().code() + " " + entry.outcome() + " " + entry.reason())
                        .isEqualTo("realm.changed DENIED own-rights"));
        assertThat(refusedTo(configurator, file -> {
                    file.put("prune", true);
                    remove(file, "groups", "crew");
                }))
                .isEqualTo("403 own-rights");
        assertThat(apply(configurator, state(), body(file -> file.put("displayName", "Fine")))
                        .status())
                .as("nothing of theirs")
                .isEqualTo(200);
        assertThat(apply(admin, state(), body(give)).status())
                .as("a colleague may")
                .isEqualTo(200);
        assertThat(admin.get("/accounts/" + author.subject() + "/rights").body())
                .contains("dispatcher");
    }

    /** Two people for the dangerous, by import too: no role comes to decide on requests while somebody has it. */
    @Test
    void applyWhenARoleSomebodyHasIsToDecideOnRequestsThenRefused() {
        people.createWith(REALM, "dispatcher");

        assertThat(refused(body(file -> entry(file, "roles", "dispatcher")
                        .putArray("permissions")
                        .add("approvals.decide"))))
                .isEqualTo("409 obstacle");
        assertThat(refused(body(file -> {
                    ObjectNode group = file.withArray("groups").addObject().put("name", "deciders");
                    group.putArray("roles").add("admin");
                })))
                .isEqualTo("400 invalid-file");
    }

    @Test
    void applyWhenTheTrailIsAwayThenUnavailableAndNothingChanged() {
        String state = state();
        String renamed = body(file -> file.put("displayName", "Other"));

        Answer answer = TrailOutage.during(server, () -> apply(admin, state, renamed));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(state()).isEqualTo(state);
    }

    @Test
    void applyWhenClientIsNewThenItWorksAtOnceAndApplyingAgainDoesNothing() {
        String file = withSecret(body(changed -> addClient(changed, "late", "env:LATE_SECRET")), "late");
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer first = apply(admin, state(), file);

        assertThat(first.json().at("/changes/0/path").asString()).isEqualTo("clients[late]");
        assertThat(first.body()).doesNotContain(SECRET);
        assertThat(token("late", SECRET).status()).isEqualTo(200);
        EntryView entry = trail.fresh().stream()
                .filter(view -> view.activity().code().equals("client.changed"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.toString()).contains("late").doesNotContain(SECRET);

        TrailProbe quiet = TrailProbe.of(server, REALM);
        assertThat(apply(admin, state(), file).json().path("changes")).isEmpty();
        assertThat(quiet.freshCodes()).isEmpty();

        String next = file.replace(SECRET, SECRET + "x");
        assertThat(plan(next).at("/changes/0/path").asString()).isEqualTo("clients[late].secret value");
        assertThat(AdminApi.asRobot(server, REALM, "realm.read")
                        .post("/configuration/plan", next)
                        .json()
                        .path("changes"))
                .as("whoever may only read cannot try secrets out")
                .isEmpty();
        apply(admin, state(), next);
        assertThat(token("late", SECRET).status()).isEqualTo(401);
        assertThat(token("late", SECRET + "x").status()).isEqualTo(200);
    }

    @Test
    void planWhenSomebodyChangedGroupsByHandThenShowsTheDrift() {
        apply(admin, state(), body(file -> {
            ObjectNode team = file.withArray("groups").addObject().put("name", "team");
            team.putArray("roles").add("dispatcher");
        }));
        String file = body(same -> {});
        String group = admin.get("/groups").json().at("/items/0/id").asString();
        Person member = people.create(REALM);
        admin.put("/groups/" + group + "/members/" + member.subject());
        admin.send("DELETE", "/groups/" + group + "/roles/dispatcher", null);
        admin.post("/groups", "{\"name\":\"by-hand\"}");

        assertThat(plan(file).path("changes").toString())
                .contains("groups[team].roles[dispatcher]")
                .doesNotContain("by-hand");
        assertThat(plan(file.replace("{\"file\":{", "{\"file\":{\"prune\":true,"))
                        .path("deletions"))
                .extracting(JsonNode::asString)
                .containsExactly("group by-hand");
        assertThat(plan(body(exported -> {})).path("changes")).isEmpty();

        apply(admin, state(), file);

        assertThat(admin.get("/groups/" + group).body()).contains("dispatcher");
        assertThat(admin.get("/groups").body()).contains("by-hand");
    }

    @Test
    void applyWhenRoleAndGroupGoThenPeopleLoseThemWithAnEntryEach() {
        apply(admin, state(), body(file -> {
            file.withArray("roles").addObject().put("name", "packer").put("description", "Packs");
            ObjectNode team = file.withArray("groups").addObject().put("name", "team");
            team.putArray("roles").add("packer");
        }));
        Person holder = people.createWith(REALM, "packer");
        Person member = people.create(REALM);
        String group = admin.get("/groups").json().at("/items/0/id").asString();
        admin.put("/groups/" + group + "/members/" + member.subject());
        String pruned = body(file -> {
            file.put("prune", true);
            remove(file, "roles", "packer");
            remove(file, "groups", "team");
        });
        assertThat(plan(pruned).path("risks"))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder(
                        "2 people lose the role 'packer'.", "1 person loses the membership of the group 'team'.");
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(apply(admin, state(), confirmed(pruned, REALM)).status()).isEqualTo(200);

        assertThat(trail.freshCodes())
                .contains("role.revoked", "group.member-removed", "object.deleted", "realm.changed");
        assertThat(admin.get("/accounts/" + holder.subject()).body()).doesNotContain("packer");
        assertThat(admin.get("/groups").json().path("items")).isEmpty();
    }

    @Test
    void applyWhenManyAtOnceFromTheSameStateThenOneIsMade() {
        String state = state();

        long made = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> apply(admin, state, body(file -> file.put("displayName", "Name " + i))))
                .filter(answer -> answer.status() == 200)
                .count();

        assertThat(made).isEqualTo(1);
    }

    private String state() {
        return admin.get("/configuration").header("ETag");
    }

    private JsonNode plan(String body) {
        Answer answer = admin.post("/configuration/plan", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static Answer apply(AdminApi as, String state, String body) {
        return as.send("PUT", "/configuration", body, "If-Match", state);
    }

    private String refused(String body) {
        return problem(apply(admin, state(), body));
    }

    /** A connection that maps something to a role, or to a group whose role is that of the group it is in. */
    private static void connect(ObjectNode file, String what, String to) {
        if (what.equals("groups")) {
            ObjectNode group = file.withArray("groups").addObject().put("name", "clerks");
            group.putArray("roles").add("helpdesk");
            group.putArray("groups").addObject().put("name", "north");
        }
        connection(file).putObject(what).putObject("map").put("Their", to);
    }

    private static ObjectNode connection(ObjectNode file) {
        return file.putArray("connections")
                .addObject()
                .put("alias", "partner")
                .put("kind", "oidc")
                .put("issuer", "https://id.partner.example")
                .put("clientId", "acme")
                .put("authMethod", "private_key_jwt");
    }

    private String refusedTo(AdminApi as, Consumer<ObjectNode> edit) {
        return problem(apply(as, state(), body(edit)));
    }

    private static String problem(Answer answer) {
        String type = answer.json("type");
        return answer.status() + " " + type.substring(type.lastIndexOf(':') + 1);
    }

    private String obstacle(String body) {
        assertThat(problem(apply(admin, state(), body))).isEqualTo("409 obstacle");
        return plan(body).at("/obstacles/0").asString();
    }

    /** The realm as it is, edited. */
    private String body(Consumer<ObjectNode> edit) {
        ObjectNode file = (ObjectNode) admin.get("/configuration").json();
        edit.accept(file);
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.set("file", file);
        return body.toString();
    }

    private static String confirmed(String body, String realm) {
        return with(
                body, "confirmDeletion", JsonMapper.shared().createObjectNode().stringNode(realm));
    }

    private static String withSecret(String body, String client) {
        return with(body, "secrets", JsonMapper.shared().createObjectNode().put(client, SECRET));
    }

    private static String with(String body, String name, JsonNode value) {
        ObjectNode object = (ObjectNode) JsonMapper.shared().readTree(body);
        object.set(name, value);
        return object.toString();
    }

    private static ObjectNode client(ObjectNode file, String id) {
        return entry(file, "clients", id);
    }

    private static ObjectNode entry(ObjectNode file, String list, String name) {
        for (JsonNode entry : file.withArray(list)) {
            if (name.equals(entry.path("id")
                    .asString(entry.path("name").asString(entry.path("alias").asString(""))))) {
                return (ObjectNode) entry;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static void addClient(ObjectNode file, String id, String secret) {
        ObjectNode client = file.withArray("clients").addObject();
        client.put("id", id).put("kind", "service").put("secret", secret);
        client.putArray("scopes").add("reports");
    }

    private static void remove(ObjectNode file, String list, String name) {
        ArrayNode entries = file.withArray(list);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).equals(entry(file, list, name))) {
                entries.remove(i);
                return;
            }
        }
    }

    private Answer token(String client, String secret) {
        return new Browser(server)
                .post(
                        "/realms/acme/oauth2/token",
                        Map.of("grant_type", "client_credentials", "scope", "reports"),
                        "Authorization",
                        RelyingApp.basic(client, secret));
    }
}
