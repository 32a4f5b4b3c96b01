package org.gatehouse.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A realm file hands on no secret, and gives nobody more than its author has")
class ConfigurationLimitsTest extends Configuring {

    @Test
    void applyWhenAConnectionComesThenItsSecretComesWithIt() {
        String added = body(ConfigurationLimitsTest::connect);

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
        apply(admin, state(), withConnectionSecret(body(ConfigurationLimitsTest::connect), "partner"));
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

        assertThat(apply(robot, state(), withConnectionSecret(body(ConfigurationLimitsTest::connect), "partner"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void applyWhenAConnectionGoesThenItsSecretGoes() {
        apply(admin, state(), withConnectionSecret(body(ConfigurationLimitsTest::connect), "partner"));

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
}
