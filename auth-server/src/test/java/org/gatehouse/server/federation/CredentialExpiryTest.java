package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.gatehouse.server.federation.certificate.OldCertificate;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("That a secret or certificate ends is said in good time, once, and wherever somebody looks")
class CredentialExpiryTest {

    private static final String REALM = "acme";

    private final TestServer server = FederatedServer.shared();
    private final Person chief = People.of(server).createWith(REALM, "admin");
    private final AdminApi admin = AdminApi.as(server, REALM, chief);
    private final String alias = "ends-" + UUID.randomUUID();
    private final String path = "/connections/" + alias;
    private final LocalDate today = LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC);
    private TrailProbe trail;

    @AfterEach
    void cleanUp() {
        assertThat(admin.deleteSeen(path).status()).isEqualTo(204);
    }

    @Test
    void secretThenToldOnceWhenItsEndIsNearAndOnceWhenItIsThere() {
        create("\"clientSecretExpires\":\"" + today.plusDays(31) + "\"}", ",\"clientSecret\":\"s\"");
        assertThat(told()).isEmpty();

        ends(today.plusDays(30));
        assertThat(told()).isEqualTo("ends-soon " + today.plusDays(31) + "T00:00:00Z");
        assertThat(told()).as("said already").isEmpty();
        ends(today.minusDays(1));
        assertThat(told()).isEqualTo("has-ended " + today + "T00:00:00Z");
        assertThat(told()).isEmpty();
    }

    @Test
    void certificateThenToldInTheTrailTheListAndTheFindings() {
        create("\"authMethod\":\"certificate\"}", "");
        assertThat(told()).isEmpty();
        OldCertificate.use(
                server,
                server.bean(Realms.class).get(REALM),
                alias,
                server.clock().instant().minus(Duration.ofDays(345)));

        assertThat(told()).startsWith("ends-soon ");
        assertThat(finding("certificate-expiry")).isEqualTo("warning");
        Browser console = new Browser(server);
        console.signIn(REALM, chief.userName(), chief.password());
        assertThat(console.get("/console/realms/acme/connections").body()).containsPattern("in (19|20|21) days");
        OldCertificate.use(
                server,
                server.bean(Realms.class).get(REALM),
                alias,
                server.clock().instant().minus(Duration.ofDays(400)));
        assertThat(told()).startsWith("has-ended ");
        assertThat(finding("certificate-expiry")).isEqualTo("problem");
    }

    /** Empty when nothing new was told of the connection. */
    private String told() {
        server.bean(CredentialExpiryWarning.class).warn();
        return trail.fresh().stream()
                .filter(entry -> entry.activity().code().equals("connection.expiring"))
                .filter(entry -> String.valueOf(entry.target()).contains(alias))
                .map(entry -> entry.reason() + " " + entry.detail().get("until"))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    private String finding(String check) {
        Answer diagnosis = admin.get(path + "/diagnosis");
        for (var finding : diagnosis.json().path("findings")) {
            if (finding.path("check").asString().equals(check)) {
                return finding.path("state").asString();
            }
        }
        return "";
    }

    private void ends(LocalDate day) {
        Answer answer = admin.patchSeen(path, "{\"definition\":{\"clientSecretExpires\":\"" + day + "\"}}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void create(String more, String secret) {
        Answer made = admin.post(
                "/connections",
                "{\"definition\":{\"alias\":\"" + alias
                        + "\",\"kind\":\"oidc\",\"clientId\":\"c\",\"issuer\":\"https://id.example\"," + more + secret
                        + "}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        trail = TrailProbe.of(server, REALM);
    }
}
