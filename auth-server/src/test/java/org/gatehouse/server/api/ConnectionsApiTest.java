package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.SECOND;

import java.util.UUID;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName(
        "Connections by API: by those who may do everything, by the realm file's rules, secrets go in and never out")
class ConnectionsApiTest {

    private static final String REALM = "acme";

    private final TestServer server = FederatedServer.shared();
    private final People people = People.of(server);
    private final AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
    private final AdminApi clientAdmin = AdminApi.as(server, REALM, people.createWith(REALM, "client-admin"));
    private final String alias = "made-" + UUID.randomUUID();
    private final String path = "/connections/" + alias;
    private TrailProbe trail = TrailProbe.of(server, REALM);

    @BeforeEach
    void behave() {
        SECOND.reset();
    }

    @AfterEach
    void cleanUp() {
        if (admin.get(path).status() == 200) {
            assertThat(admin.deleteSeen(path).status()).isEqualTo(204);
        }
    }

    /** Whoever decides whom a realm believes can be anybody in it. */
    @Test
    void anythingWhenOneMayDoLessThanEverythingThenRefusedWithItsEntry() {
        create();
        assertThat(clientAdmin.get(path).status()).isEqualTo(200);
        trail.fresh();

        assertThat(clientAdmin
                        .post("/connections", oidc("", StandInProvider.SECRET))
                        .status())
                .isEqualTo(403);
        assertThat(clientAdmin
                        .patchSeen(path, "{\"definition\":{\"displayName\":\"x\"}}")
                        .status())
                .isEqualTo(403);
        assertThat(clientAdmin.deleteSeen(path).status()).isEqualTo(403);

        assertThat(trail.fresh())
                .hasSize(3)
                .allMatch(entry -> entry.outcome() == Outcome.DENIED)
                .allMatch(entry -> entry.activity().code().equals("connection.changed"));
    }

    @Test
    void tokenOfAnotherRealmThenUnauthenticated() {
        assertThat(admin.at("globex").post("/connections", oidc("", "s")).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"definition\":[]}",
                "{\"definition\":{\"alias\":\"never\",\"kind\":\"oidc\",\"clientId\":\"c\"},\"clientSecret\":\"s\"}",
                "{\"definition\":{\"alias\":\"never\",\"kind\":\"oidc\",\"clientId\":\"c\",\"issuer\":\"https://id.example\"}}",
                "{\"definition\":{\"alias\":\"never\",\"kind\":\"oidc\",\"clientId\":\"c\",\"issuer\":\"https://id.example\",\"clientSecret\":\"env:PARTNER_SECRET\"}}",
                "{\"definition\":{\"alias\":\"never\",\"kind\":\"oidc\",\"clientId\":\"c\",\"issuer\":\"https://id.example\",\"clientSecret\":\"file:/etc/passwd\"},\"clientSecret\":\"s\"}",
                "{\"definition\":{\"alias\":\"never\",\"kind\":\"oidc\",\"clientId\":\"c\",\"issuer\":\"https://id.example\",\"clientSecret\":\"stored\"}}",
                "{\"definition\":{\"alias\":\"never\",\"kind\":\"oidc\",\"clientId\":\"c\",\"issuer\":\"https://id.example\",\"authMethod\":\"private_key_jwt\"},\"clientSecret\":\"s\"}",
                "{\"definition\":{\"alias\":\"never\",\"kind\":\"oidc\",\"clientId\":\"c\",\"issuer\":\"https://id.example\",\"roles\":{\"map\":{\"x\":\"no-such-role\"}}},\"clientSecret\":\"s\"}",
                "{\"definition\":{\"alias\":\"Never\",\"kind\":\"oidc\",\"clientId\":\"c\",\"issuer\":\"https://id.example\"},\"clientSecret\":\"s\"}",
                "{\"definition\":{\"alias\":\"never\",\"kind\":\"oidc\",\"clientId\":\"c\",\"issuer\":\"https://id.example\"},\"clientSecret\":\" \"}",
                "{\"definition\":{\"alias\":\"never\",\"kind\":\"oidc\",\"clientId\":\"c\",\"issuer\":\"https://id.example\"},\"clientSecret\":\"s\",\"hash\":\"x\"}"
            })
    void createWhenNotByTheRulesThenRefused(String json) {
        trail.fresh();

        Answer answer = admin.post("/connections", json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(admin.get("/connections/never").status()).isEqualTo(404);
        assertThat(trail.freshCodes()).isEmpty();
    }

    @Test
    void changeWhenItWasNotSeenThenRefused() {
        create();
        String seen = admin.get(path).header("ETag");
        assertThat(admin.patch(path, seen, "{\"definition\":{\"displayName\":\"One\"}}")
                        .status())
                .isEqualTo(200);

        assertThat(admin.patch(path, seen, "{\"definition\":{\"displayName\":\"Two\"}}")
                        .status())
                .isEqualTo(412);
        assertThat(admin.delete(path).status()).isEqualTo(428);
        assertThat(admin.delete(path, "If-Match", seen).status()).isEqualTo(412);
        assertThat(admin.patchSeen(path, "{\"definition\":{\"alias\":\"other\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.post("/connections", oidc("", "s")).status()).isEqualTo(409);
    }

    @Test
    void createWhenOneMayNotLookAtConnectionsThenItIsMadeAndSaid() {
        AdminApi writer = AdminApi.withScopes(server, REALM, people.createWith(REALM, "admin"), "realm.write");

        Answer made = writer.post("/connections", oidc("", StandInProvider.SECRET));

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json("alias")).isEqualTo(alias);
        assertThat(writer.get(path).status()).isEqualTo(403);
    }

    @Test
    void createManyAtOnceThenOneIsMade() {
        assertThat(Together.run(
                        4, number -> admin.post("/connections", oidc("", "s")).status()))
                .containsOnlyOnce(201)
                .allMatch(status -> status == 201 || status == 409);
    }

    /** Or whoever can point a connection elsewhere would have its secret sent there. */
    @Test
    void leadElsewhereWithoutASecretThenTheOneThereIsStaysWhereItIs() {
        create();

        Answer answer = admin.patchSeen(path, "{\"definition\":{\"issuer\":\"https://evil.example\"}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("for the provider it led to before");
        assertThat(admin.get(path).body()).contains(SECOND.issuer());
    }

    @Test
    void createThenPeopleComeByItAndItsSecretIsNowhere() {
        trail.fresh();

        Answer made = admin.post("/connections", oidc("\"provision\":\"just-in-time\",", StandInProvider.SECRET));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).endsWith(path);
        assertThat(made.json().at("/redirectUri").asString()).endsWith(path + "/callback");
        assertThat(made.json().at("/definition/clientSecret").asString()).isEqualTo("stored");
        Browser browser = new Browser(server);
        comeBack(browser);
        assertThat(browser.step("/realms/acme/account").status()).isEqualTo(200);
        assertThat(made.body()
                        + admin.get(path).body()
                        + admin.get("/connections").body()
                        + admin.get("/configuration").body())
                .doesNotContain(StandInProvider.SECRET);
        assertThat(server.bean(JdbcClient.class)
                        .sql(
                                "SELECT count(*) FROM connection_secret WHERE position(convert_to(?, 'UTF8') in secret) > 0")
                        .param(StandInProvider.SECRET)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("connection.changed"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.target().label()).isEqualTo("connection:" + alias);
                    assertThat(entry.toString()).contains(SECOND.issuer()).doesNotContain(StandInProvider.SECRET);
                });
    }

    @Test
    void changeThenTheEntryHasTheOldAndTheNewAndAnotherSecretIsOnlySaidToBeAnother() {
        create();
        trail.fresh();

        assertThat(admin.patchSeen(
                                path,
                                "{\"definition\":{\"displayName\":\"Another\"},\"clientSecret\":\"another-secret\"}")
                        .status())
                .isEqualTo(200);

        EntryView entry = trail.fresh().get(0);
        assertThat(entry.activity().code()).isEqualTo("connection.changed");
        assertThat(entry.changes().toString())
                .contains("displayName", "Made", "Another", "clientSecret")
                .doesNotContain("another-secret", StandInProvider.SECRET);
        comeBack(new Browser(server));
        assertThat(SECOND.asked("token"))
                .last()
                .satisfies(asked -> assertThat(asked.headers().toString()).doesNotContain(StandInProvider.SECRET));
    }

    @Test
    void putWithWhatWasReadThenNothingChangesAndNothingIsWritten() {
        Answer made = create();
        trail.fresh();
        String same = "{\"definition\":" + made.json().path("definition") + "}";

        Answer answer = admin.send("PUT", path, same, "If-Match", made.header("ETag"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo(made.header("ETag"));
        assertThat(trail.freshCodes()).isEmpty();
    }

    @Test
    void deleteThenNobodyComesByItAnyMore() {
        create();
        Browser browser = new Browser(server);
        String answer = answer(browser);

        assertThat(admin.deleteSeen(path).status()).isEqualTo(204);

        assertThat(browser.step(answer).status()).isEqualTo(404);
        assertThat(new Browser(server).get("/realms/acme/sign-in").body()).doesNotContain(alias);
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT count(*) FROM connection_secret WHERE alias = ?")
                        .param(alias)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void comeBack(Browser browser) {
        browser.step(answer(browser));
    }

    private String answer(Browser browser) {
        String away = browser.step("/realms/acme" + path).location();
        return browser.step(away).location();
    }

    private Answer create() {
        Answer made = admin.post("/connections", oidc("", StandInProvider.SECRET));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made;
    }

    private String oidc(String more, String secret) {
        return "{\"definition\":{\"alias\":\"%s\",\"kind\":\"oidc\",\"displayName\":\"Made\",%s\"issuer\":\"%s\",\"clientId\":\"%s\"},\"clientSecret\":\"%s\"}"
                .formatted(alias, more, SECOND.issuer(), StandInProvider.CLIENT_ID, secret);
    }
}
