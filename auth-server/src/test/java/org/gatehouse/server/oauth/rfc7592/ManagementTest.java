package org.gatehouse.server.oauth.rfc7592;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Registrar;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7592 section 2. */
@DisplayName("RFC 7592: a registered client reads, changes and ends its own registration, and no other")
class ManagementTest {

    private static final String REALM = "acme";
    private static final String CALLBACK = "https://app.example/cb";

    private final TestServer server = TestServer.shared();
    private final AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "client-admin"));
    private final Registrar registrar = Registrar.of(server, REALM);
    private Answer made;
    private TrailProbe trail;

    @BeforeEach
    void register() {
        made = registered();
        trail = TrailProbe.of(server, REALM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void manageWhenTheTokenIsNotThatOfTheClientThenOneAnswerForAll(String method) {
        Answer other = registered();
        String json = method.equals("PUT") ? update(made, "\"client_name\":\"Mine\"") : null;
        URI nobody = URI.create(own(made) + "0");
        URI elsewhere = URI.create(own(made).toString().replace("/realms/acme/", "/realms/globex/"));
        trail.fresh();

        Answer foreign = registrar.send(method, own(made), token(other), json);
        assertThat(foreign.status()).isEqualTo(401);
        assertThat(foreign.json("error")).isEqualTo("invalid_token");
        assertThat(registrar.send(method, nobody, token(made), json).body()).isEqualTo(foreign.body());
        assertThat(registrar.send(method, own(made), null, json).body()).isEqualTo(foreign.body());
        assertThat(registrar.send(method, elsewhere, token(made), json).status())
                .isEqualTo(401);
        assertThat(trail.fresh()).hasSize(3);
        assertThat(registrar.send("GET", own(made), token(made), null).status()).isEqualTo(200);
    }

    @Test
    void readThenWhatWasRegisteredWithoutTheSecret() {
        Answer read = registrar.send("GET", own(made), token(made), null);

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("Cache-Control")).contains("no-store");
        assertThat(read.json("client_id")).isEqualTo(made.json("client_id"));
        assertThat(read.json("registration_access_token")).isEqualTo(token(made));
        assertThat(read.body()).doesNotContain(made.json("client_secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"redirect_uris\":[\"javascript:alert(1)\"]",
                "\"scope\":\"users.write\"",
                "\"registration_access_token\":\"x\"",
                "\"registration_client_uri\":\"x\"",
                "\"client_id_issued_at\":1",
                "\"client_secret_expires_at\":0",
                "\"client_secret\":\"wrong\""
            })
    void updateWhenItIsNotTheClientsToSayThenRefusedAndNothingChanges(String more) {
        String json = "{\"client_id\":\"" + made.json("client_id") + "\","
                + (more.contains("redirect_uris") ? "" : "\"redirect_uris\":[\"" + CALLBACK + "\"],") + more + "}";

        assertThat(registrar.send("PUT", own(made), token(made), json).status()).isEqualTo(400);
        assertThat(trail.freshCodes()).containsExactly("client.changed");
        assertThat(registrar
                        .send("GET", own(made), token(made), null)
                        .json()
                        .path("redirect_uris")
                        .get(0)
                        .asString())
                .isEqualTo(CALLBACK);
    }

    @Test
    void updateWhenClientIdIsAnotherThenRefused() {
        String json = "{\"client_id\":\"web\",\"redirect_uris\":[\"" + CALLBACK + "\"]}";

        assertThat(registrar.send("PUT", own(made), token(made), json).status()).isEqualTo(400);
    }

    @Test
    void updateThenTheTokenIsAnotherTheSecretStaysAndWhatIsLeftOutGoes() {
        Answer updated = registrar.send("PUT", own(made), token(made), update(made, "\"client_name\":\"New\""));

        assertThat(updated.status()).isEqualTo(200);
        assertThat(token(updated)).isNotEqualTo(token(made));
        assertThat(registrar.send("GET", own(made), token(made), null).status()).isEqualTo(401);
        Answer read = registrar.send("GET", own(made), token(updated), null);
        assertThat(read.json("client_name")).isEqualTo("New");
        assertThat(read.json().has("tos_uri")).isFalse();
        assertThat(authenticates()).isTrue();
        assertThat(trail.fresh().get(1).toString()).contains("client_name", "New", "tos_uri");
    }

    @Test
    void updateToANativeAppThenTheSecretEnds() {
        String json = "{\"client_id\":\"" + made.json("client_id")
                + "\",\"application_type\":\"native\",\"redirect_uris\":[\"com.example.app:/cb\"]}";

        assertThat(registrar.send("PUT", own(made), token(made), json).status()).isEqualTo(200);
        assertThat(authenticates()).isFalse();
    }

    @Test
    void deleteThenTheClientIsNoClient() {
        assertThat(authenticates()).isTrue();

        assertThat(registrar.send("DELETE", own(made), token(made), null).status())
                .isEqualTo(204);

        assertThat(authenticates()).isFalse();
        assertThat(registrar.send("GET", own(made), token(made), null).status()).isEqualTo(401);
        assertThat(registrar.send("DELETE", own(made), token(made), null).status())
                .isEqualTo(401);
        assertThat(admin.get("/registered-clients/" + made.json("client_id")).status())
                .isEqualTo(404);
    }

    private Answer registered() {
        String end = server.clock().instant().plus(Duration.ofHours(1)).toString();
        String token = admin.post("/initial-access-tokens", "{\"expiresAt\":\"" + end + "\"}")
                .json("value");
        return registrar.register(
                token,
                "{\"redirect_uris\":[\"" + CALLBACK
                        + "\"],\"client_name\":\"Old\",\"tos_uri\":\"https://app.example/tos\"}");
    }

    private boolean authenticates() {
        return new Browser(server)
                        .post(
                                "/realms/acme/oauth2/introspect",
                                Map.of("token", "any"),
                                "Authorization",
                                RelyingApp.basic(made.json("client_id"), made.json("client_secret")))
                        .status()
                == 200;
    }

    private static String update(Answer client, String more) {
        return "{\"client_id\":\"" + client.json("client_id") + "\",\"redirect_uris\":[\"" + CALLBACK + "\"]," + more
                + "}";
    }

    private static URI own(Answer client) {
        return URI.create(client.json("registration_client_uri"));
    }

    private static String token(Answer client) {
        return client.json("registration_access_token");
    }
}
