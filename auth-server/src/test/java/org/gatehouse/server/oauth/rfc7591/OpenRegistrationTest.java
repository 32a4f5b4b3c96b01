package org.gatehouse.server.oauth.rfc7591;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.registration.NeverUsedClients;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Assertion;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.ClientKeys;
import org.gatehouse.server.testing.KeyPublisher;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Registrar;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** RFC 7591 section 3 with open registration, on two nodes; OpenID Connect Registration section 5. */
@DisplayName("RFC 7591 section 5: registration that is open to everybody keeps its bounds")
class OpenRegistrationTest {

    /** What another node believes it believes for five seconds; this machine may be busy beside. */
    private static final Duration SOON = Duration.ofSeconds(8);

    private static TestServer server;
    private static TestServer otherNode;
    private static final KeyPublisher PUBLISHER = new KeyPublisher();

    private final Registrar registrar = Registrar.of(server, "acme");

    @BeforeAll
    static void start() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        SettableClock clock = new SettableClock();
        String file = OpenRegistrationTest.class
                .getResource("/realms/registering.yaml")
                .toURI()
                .getPath();
        Map<String, String> settings = Map.of(
                "gatehouse.realms[0]",
                file,
                "gatehouse.outgoing.allow[0]",
                "127.0.0.1",
                "gatehouse.master.key",
                "file:" + masterKey());
        server = TestServer.start(database, clock, settings);
        otherNode = TestServer.start(database, clock, settings);
        PUBLISHER.publish("/good", "[\"https://partner.example/cb\",\"https://partner.example/other\"]");
        PUBLISHER.publish("/other", "[\"https://partner.example/other\"]");
        PUBLISHER.publish("/broken", "{\"not\":\"a list\"}");
    }

    /** Two nodes of one installation have one. */
    private static Path masterKey() throws IOException {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Files.writeString(
                Files.createTempFile("gatehouse", "key"), Base64.getEncoder().encodeToString(key));
    }

    @AfterAll
    static void stop() {
        otherNode.close();
        server.close();
    }

    @Test
    void registerOnAHostThatIsNotAllowedThenRefused() {
        assertThat(registrar.register(null, web("https://evil.example/cb")).json("error"))
                .isEqualTo("invalid_redirect_uri");
        assertThat(registrar
                        .register(null, web("https://sub.partner.example/cb"))
                        .status())
                .isEqualTo(400);
        assertThat(registrar
                        .register(null, "{\"redirect_uris\":[\"https://partner.example/cb\"],\"scope\":\"email\"}")
                        .json("error"))
                .isEqualTo("invalid_client_metadata");
    }

    @Test
    void registerWithAWrongTokenWhereNoneIsNeededThenStillRefused() {
        assertThat(registrar
                        .register("wrong", web("https://partner.example/cb"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void sectorWhenItDoesNotNameTheRedirectUriOrIsNoListThenRefused() {
        for (String path : List.of("other", "broken")) {
            Answer answer = registrar.register(null, withSector(path));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json("error")).isEqualTo("invalid_client_metadata");
        }
    }

    @Test
    void registerManyAtOnceThenNeverMoreThanTheRealmHas() {
        clear();

        List<Answer> answers = Together.run(8, number -> registrar.register(null, web("https://partner.example/cb")));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
        assertThat(answers).filteredOn(answer -> answer.status() == 403).hasSize(5);
    }

    @Test
    void sectorWhenItNamesEachRedirectUriThenRegistered() {
        clear();

        assertThat(registrar.register(null, withSector("good")).status()).isEqualTo(201);
    }

    @Test
    void registerWithPublishedOrWrittenKeysThenTheClientSignsToAuthenticate() {
        clear();
        JWK key = ClientKeys.rsa("first");
        PUBLISHER.publish("/jwks", key.toPublicJWK());
        String published = "\"jwks_uri\":\"" + PUBLISHER.address("/jwks") + "\"";
        String written = "\"jwks\":{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}";

        for (String keys : List.of(published, written)) {
            Answer made = registrar.register(
                    null,
                    "{\"redirect_uris\":[\"https://partner.example/cb\"],\"token_endpoint_auth_method\":"
                            + "\"private_key_jwt\"," + keys + "}");

            assertThat(made.status()).isEqualTo(201);
            assertThat(made.json().has("client_secret")).isFalse();
            Assertion assertion = Assertion.of(server, "acme", made.json("client_id"), key);
            assertThat(new Browser(server)
                            .post("/realms/acme/oauth2/introspect", assertion.on(Map.of("token", "any")))
                            .status())
                    .isEqualTo(200);
        }
        String both = "{\"redirect_uris\":[\"https://partner.example/cb\"]," + published + "," + written + "}";
        assertThat(registrar.register(null, both).status()).isEqualTo(400);
        String secret =
                "{\"redirect_uris\":[\"https://partner.example/cb\"],\"jwks\":{\"keys\":[" + key.toJSONString() + "]}}";
        assertThat(registrar.register(null, secret).status()).isEqualTo(400);
    }

    @Test
    void authorizeWhenTheRegisteredQueryIsMissingOtherOrLongerThenNoRedirect() {
        clear();
        Answer made = registrar.register(null, web("https://partner.example/cb?a=b"));
        Map<String, String> request = RelyingApp.web(server, "acme").authorization();
        request.put("client_id", made.json("client_id"));
        request.put("scope", "openid");

        for (String uri : List.of("", "?a=c", "?a=b&c=d", "?a=b&", "?A=b")) {
            request.put("redirect_uri", "https://partner.example/cb" + uri);
            Answer answer = RelyingApp.web(server, "acme").authorize(new Browser(server), request);
            assertThat(answer.status()).isEqualTo(400);
        }
        request.put("redirect_uri", "https://partner.example/cb?a=b");
        assertThat(RelyingApp.web(server, "acme")
                        .authorize(new Browser(server), request)
                        .location())
                .contains("/sign-in");
    }

    @Test
    void registerThenTheOtherNodeKnowsTheClientAndItsEnd() {
        clear();
        Answer made = registrar.register(null, web("https://partner.example/cb"));
        String basic = RelyingApp.basic(made.json("client_id"), made.json("client_secret"));
        assertThat(introspects(otherNode, basic)).isTrue();

        registrar.send(
                "DELETE",
                server.uri("/realms/acme/connect/register/" + made.json("client_id")),
                made.json("registration_access_token"),
                null);

        assertThat(introspects(server, basic)).isFalse();
        await().atMost(SOON).until(() -> !introspects(otherNode, basic));
    }

    @Test
    void rotateASecretThenTheOtherNodeFollowsWithinSeconds() {
        AdminApi admin = AdminApi.withScopes(
                server, "acme", People.of(server).createWith("acme", "client-admin"), "clients.read clients.write");
        String id = "made-" + UUID.randomUUID();
        Answer made = admin.post("/clients", "{\"definition\":{\"id\":\"" + id + "\",\"kind\":\"service\"}}");
        String old = RelyingApp.basic(id, made.json().at("/newSecret/value").asString());
        await().atMost(SOON).until(() -> introspects(otherNode, old));

        String young = RelyingApp.basic(
                id, admin.post("/clients/" + id + "/secrets", "{}").json("value"));
        admin.delete(
                "/clients/" + id + "/secrets/" + made.json().at("/newSecret/id").asString());

        assertThat(introspects(server, young)).isTrue();
        assertThat(introspects(server, old)).isFalse();
        await().atMost(SOON).until(() -> !introspects(otherNode, old));
        assertThat(introspects(otherNode, young)).isTrue();
    }

    /** Else strangers could fill a realm up for good. */
    @Test
    void removeWhenNobodyUsedAClientForAMonthThenItGoesWithAnEntryAndTheUsedOneStays() {
        clear();
        Answer unused = registrar.register(null, web("https://partner.example/cb"));
        Answer used = registrar.register(null, web("https://partner.example/cb"));
        NeverUsedClients neverUsed = server.bean(NeverUsedClients.class);
        server.clock().advance(NeverUsedClients.KEPT.minusMinutes(1));
        String basic = RelyingApp.basic(used.json("client_id"), used.json("client_secret"));
        assertThat(introspects(server, basic)).isTrue();
        neverUsed.remove();
        assertThat(registered()).contains(unused.json("client_id"));
        TrailProbe trail = TrailProbe.of(server, "acme");

        server.clock().advance(Duration.ofMinutes(2));
        neverUsed.remove();

        assertThat(registered()).containsExactly(used.json("client_id"));
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("client.changed");
            assertThat(entry.reason()).isEqualTo("never-used");
            assertThat(entry.toString()).contains(unused.json("client_id"));
        });
    }

    @Test
    void removeWhenNoEntryCanBeWrittenThenTheClientStaysUntilOneCan() {
        clear();
        Answer unused = registrar.register(null, web("https://partner.example/cb"));
        NeverUsedClients neverUsed = server.bean(NeverUsedClients.class);
        server.clock().advance(NeverUsedClients.KEPT.plusDays(1));
        TrailProbe trail = TrailProbe.of(server, "acme");

        TrailOutage.during(server, () -> {
            neverUsed.remove();
            return null;
        });

        assertThat(registered()).containsExactly(unused.json("client_id"));
        assertThat(trail.fresh()).isEmpty();
        neverUsed.remove();
        assertThat(registered()).isEmpty();
        assertThat(trail.fresh()).hasSize(1);
    }

    /** An administrator wanted it: its use is theirs to judge. */
    @Test
    void removeWhenAClientCameWithATokenThenItStays() {
        clear();
        Answer made = registrar.register(null, web("https://partner.example/cb"));
        server.bean(JdbcClient.class)
                .sql("UPDATE registered_client SET initial_token = gen_random_uuid()")
                .update();
        server.clock().advance(NeverUsedClients.KEPT.plusDays(1));

        server.bean(NeverUsedClients.class).remove();

        assertThat(registered()).containsExactly(made.json("client_id"));
    }

    private static List<String> registered() {
        return server.bean(JdbcClient.class)
                .sql("SELECT client_id FROM registered_client")
                .query(String.class)
                .list();
    }

    private static boolean introspects(TestServer node, String basic) {
        return new Browser(node)
                        .post("/realms/acme/oauth2/introspect", Map.of("token", "any"), "Authorization", basic)
                        .status()
                == 200;
    }

    private static void clear() {
        server.bean(JdbcClient.class).sql("DELETE FROM registered_client").update();
    }

    private static String web(String uri) {
        return "{\"redirect_uris\":[\"" + uri + "\"]}";
    }

    private static String withSector(String path) {
        return "{\"redirect_uris\":[\"https://partner.example/cb\"],\"sector_identifier_uri\":\""
                + PUBLISHER.address("/" + path) + "\"}";
    }
}
