package org.gatehouse.server.federation.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.federation.doctor.ClinicAtAcme.finding;

import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.time.Duration;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.StandInProvider.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The doctor names what is wrong with a connection, why it matters and what to do about it. */
class DiagnosisTest {

    private static final String PARTNER = "/connections/partner/diagnosis";

    private static ClinicAtAcme clinic;
    private static AdminApi admin;

    @BeforeAll
    static void open() {
        clinic = new ClinicAtAcme();
        admin = clinic.api("admin");
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    @BeforeEach
    void reset() {
        clinic.provider.reset();
    }

    @Test
    void lookWithoutThePermissionThenRefused() {
        AdminApi helper = clinic.api("helpdesk");

        assertThat(helper.get("/connections").status()).isEqualTo(403);
        assertThat(helper.get("/connections/partner").status()).isEqualTo(403);
        assertThat(helper.get(PARTNER).status()).isEqualTo(403);
        assertThat(new Browser(clinic.server)
                        .get("/api/realms/acme/connections")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void lookWhenOfAnotherRealmOrNoneThenNothingIsThere() {
        assertThat(admin.at("globex").get(PARTNER).status()).isIn(401, 403);
        assertThat(admin.get("/connections/nobody").status()).isEqualTo(404);
        assertThat(admin.get("/connections/nobody/diagnosis").status()).isEqualTo(404);
    }

    @Test
    void lookThenDefinitionIsAsInTheFileAndHoldsNoSecret() {
        Answer answer = admin.get("/connections/partner");

        assertThat(answer.json().at("/definition/clientSecret").asString()).isEqualTo("env:PARTNER_SECRET");
        assertThat(answer.json("redirectUri"))
                .isEqualTo(clinic.server.issuer("acme") + "/connections/partner/callback");
        assertThat(answer.body() + admin.get(PARTNER).body()).doesNotContain(StandInProvider.SECRET);
        assertThat(admin.get("/connections").json().path("items").size()).isEqualTo(3);
    }

    @Test
    void diagnosisWhenProviderHangsThenFindingsWithinFiveSeconds() {
        clinic.provider.reply("metadata", Reply.hanging());
        long begun = System.nanoTime();

        Answer answer = admin.get(PARTNER);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(answer.json("state")).isEqualTo("problem");
        assertThat(finding(answer, "metadata").path("seen").asString()).contains("did not answer in time");
        assertThat(finding(answer, "keys").path("state").asString()).isEqualTo("not-looked-at");
        assertThat(finding(answer, "secret").path("state").asString()).isEqualTo("ok");
    }

    @Test
    void diagnosisWhenAddressIsPrivateThenSaysWhichPropertyAllowsIt() {
        Answer answer = admin.get("/connections/inside/diagnosis");

        assertThat(finding(answer, "metadata").path("fix").asString()).contains("gatehouse.outgoing.allow");
    }

    @Test
    void diagnosisWhenIssuerIsAnotherThenNamesBoth() {
        clinic.provider.metadata("issuer", "https://other.example");

        Answer answer = admin.get(PARTNER);

        assertThat(finding(answer, "issuer").path("state").asString()).isEqualTo("problem");
        assertThat(finding(answer, "issuer").path("seen").asString())
                .contains("https://other.example", clinic.provider.issuer());
    }

    @Test
    void diagnosisWhenNoKeyOrMethodIsAcceptedThenSaysSo() {
        clinic.provider
                .reply("jwks", Reply.json("{\"keys\":[" + new OctetSequenceKey.Builder(new byte[32]).build() + "]}"))
                .metadata("token_endpoint_auth_methods_supported", java.util.List.of("tls_client_auth"));

        Answer answer = admin.get(PARTNER);

        assertThat(finding(answer, "keys").path("state").asString()).isEqualTo("problem");
        assertThat(finding(answer, "keys").path("fix").asString()).contains("RS256");
        assertThat(finding(answer, "client-auth").path("state").asString()).isEqualTo("problem");
        assertThat(finding(answer, "client-auth").path("seen").asString()).contains("tls_client_auth");
    }

    @Test
    void diagnosisWhenMetadataIsNoneThenSaysWhereToLook() {
        clinic.provider.reply("metadata", Reply.redirect("https://elsewhere.example"));
        assertThat(finding(admin.get(PARTNER), "metadata").path("seen").asString())
                .contains("redirect");

        clinic.provider.reply("metadata", Reply.json("[1, 2]"));
        assertThat(finding(admin.get(PARTNER), "metadata").path("state").asString())
                .isEqualTo("problem");
    }

    @Test
    void diagnosisWhenAllIsWellThenCountsTheDaysOfTheSecretAndGivesTheRedirectUri() {
        Answer answer = admin.get(PARTNER);

        assertThat(finding(answer, "metadata").path("state").asString()).isEqualTo("ok");
        assertThat(finding(answer, "keys").path("state").asString()).isEqualTo("ok");
        assertThat(finding(answer, "answer-issuer").path("state").asString()).isEqualTo("ok");
        assertThat(finding(answer, "endpoints").path("state").asString()).isEqualTo("warning"); // no TLS in tests
        assertThat(finding(answer, "secret-expiry").path("seen").asString()).contains("in 12 days");
        assertThat(finding(answer, "redirect-uri").path("copy").asString()).endsWith("/connections/partner/callback");
        assertThat(answer.json("state")).isEqualTo("warning");
        assertThat(answer.body()).doesNotContain("doctor.");
    }

    @Test
    void diagnosisWhenFrenchIsAskedForThenFrench() {
        Answer page = clinic.browser(clinic.somebody("admin"))
                .get(ClinicAtAcme.CONSOLE + "/partner", "Accept-Language", "fr");

        assertThat(page.body()).contains("Clés de signature").doesNotContain("doctor.");
    }
}
