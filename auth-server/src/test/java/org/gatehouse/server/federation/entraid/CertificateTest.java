package org.gatehouse.server.federation.entraid;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.X509CertUtils;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.federation.certificate.OldCertificate;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.testing.Untraced;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** RFC 7523 section 2.2 as Entra ID wants it: PS256, {@code x5t#S256}, and the token endpoint as the audience. */
@DisplayName(
        "A connection is known by a certificate that somebody uploads, and replaces it without anybody being kept out")
class CertificateTest {

    private static final String CERTIFICATES = "/connections/certified/certificates";
    private static final String PAGE = "/console/realms/acme/connections/certified";

    private final ContosoAtAcme house = ContosoAtAcme.shared();
    private final Person chief = People.of(house.server).createWith("acme", "admin");
    private final AdminApi admin = AdminApi.as(house.server, "acme", chief);
    private TrailProbe trail;

    /** With one certificate, which nobody has uploaded. */
    @BeforeEach
    void begin() {
        house.uploaded.clear();
        all().stream()
                .filter(one -> !one.path("state").asString().equals("in-use"))
                .forEach(one -> assertThat(
                                admin.delete(CERTIFICATES + "/" + id(one)).status())
                        .isEqualTo(204));
        trail = TrailProbe.of(house.server, "acme");
    }

    @Test
    void comeWhenNobodyUploadedItThenNobodyIsSignedIn() {
        Browser browser = house.browser();

        Answer page = house.come(browser, "certified", house.somebody());

        assertThat(page.status()).isBetween(400, 599);
        assertThat(trail.fresh()).anySatisfy(entry -> assertThat(entry.reason()).isEqualTo("client-refused"));
        assertThat(house.isSignedIn(browser)).isFalse();
    }

    @Test
    void comeWhenItIsUploadedThenIsSignedIn() {
        upload(inUse());
        Browser browser = house.browser();

        house.come(browser, "certified", house.somebody());

        assertThat(house.isSignedIn(browser)).isTrue();
    }

    /** The new one is uploaded beside the old one, and nobody notices. Whoever is too quick has a way back. */
    @Test
    void replaceThenTheOldOneSignsUntilTheNewOneIsUsed() {
        JsonNode old = inUse();
        upload(old);
        assertThat(admin.post(CERTIFICATES).status()).isEqualTo(204);
        JsonNode next = state("next");
        assertThat(signsIn()).isTrue();

        assertThat(admin.post(CERTIFICATES + "/" + id(next) + "/use").status()).isEqualTo(204);
        assertThat(signsIn()).as("not uploaded yet").isFalse();
        assertThat(id(state("former"))).isEqualTo(id(old));
        assertThat(admin.post(CERTIFICATES + "/" + id(old) + "/use").status()).isEqualTo(204);
        assertThat(signsIn()).as("the way back").isTrue();
        upload(next);
        assertThat(admin.post(CERTIFICATES + "/" + id(next) + "/use").status()).isEqualTo(204);
        house.uploaded.removeIf(one -> one.equals(certificate(old)));
        assertThat(signsIn()).isTrue();

        assertThat(admin.delete(CERTIFICATES + "/" + id(old)).status()).isEqualTo(204);
        assertThat(all()).singleElement().satisfies(one -> assertThat(id(one)).isEqualTo(id(next)));
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("key.rotated"))
                .extracting(entry -> entry.reason() + " " + entry.detail().get("connection"))
                .containsExactly( // the latest first
                        "certificate-removed certified",
                        "certificate-used certified",
                        "certificate-used certified",
                        "certificate-used certified",
                        "certificate-made certified");
    }

    @Test
    void changeWhenItIsTheOneInUseOrNoneThenNotFoundAndNothingChanges() {
        String id = id(inUse());

        assertThat(admin.delete(CERTIFICATES + "/" + id).status()).isEqualTo(404);
        assertThat(admin.post(CERTIFICATES + "/" + id + "/use").status()).isEqualTo(404);
        assertThat(admin.post(CERTIFICATES + "/none/use").status()).isEqualTo(404);
        assertThat(admin.post("/connections/contoso/certificates").status())
                .as("known by a secret")
                .isEqualTo(404);
        assertThat(admin.get("/connections/nobody/certificates").status()).isEqualTo(404);

        assertThat(all()).hasSize(1);
        assertThat(trail.fresh()).isEmpty();
    }

    @Test
    void changeWithoutThePermissionThenRefusedWithItsEntry() {
        AdminApi clientAdmin =
                AdminApi.as(house.server, "acme", People.of(house.server).createWith("acme", "client-admin"));
        trail.fresh();

        assertThat(clientAdmin.get(CERTIFICATES).status()).isEqualTo(200);
        assertThat(clientAdmin.post(CERTIFICATES).status()).isEqualTo(403);

        assertThat(trail.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.activity().code() + " " + entry.outcome())
                        .isEqualTo("key.rotated " + Outcome.DENIED));
        AdminApi configurator = AdminApi.asRobot(house.server, "acme", "realm.write");
        assertThat(configurator.post(CERTIFICATES).status()).isEqualTo(403);
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("key.rotated"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("above-own-rights"));
        assertThat(all()).hasSize(1);
    }

    @Test
    void changeWhenTheTrailIsAwayThenNothingHasChanged() {
        Untraced untraced = Untraced.of(house.server, "acme");
        Browser console = house.browser();
        console.signIn("acme", chief.userName(), chief.password());
        Answer page = console.get(PAGE);
        String first = id(inUse());

        untraced.then("make", () -> admin.post(CERTIFICATES));
        String made = PAGE + "/certificates/" + id(state("next"));
        untraced.then("use", () -> console.submit(page, made + "/use", Map.of()));
        String former = PAGE + "/certificates/" + first;
        untraced.then("remove", () -> console.submit(page, former + "/remove", Map.of("sure", "true")));

        assertThat(all()).hasSize(1);
    }

    /** Whoever writes to the database would have an administrator upload a certificate of theirs, and be this service. */
    @Test
    void listWhenTheDatabaseHoldsAnothersCertificateThenItIsShownToNobody() throws Exception {
        JsonNode own = inUse();
        X509Certificate theirs = OldCertificate.make("acme", "certified", house.clock.instant());
        write(id(own), theirs.getEncoded());
        try {
            Browser console = new Browser(house.server);
            console.signIn("acme", chief.userName(), chief.password());

            assertThat(admin.get(CERTIFICATES).body()).doesNotContain(sha1(theirs));
            assertThat(console.get(PAGE).body()).doesNotContain(sha1(theirs));
            assertThat(console.get(PAGE + "/certificates/" + id(own)).status()).isNotEqualTo(200);
        } finally {
            write(id(own), certificate(own).getEncoded());
        }
    }

    /** One that was altered, or of another master key: it is said, it goes, and nothing else is in its way. */
    @Test
    void everythingWhenTheKeyDoesNotOpenThenIsSaidAndReplacedLikeAnyOther() {
        String lost = id(inUse());
        lose(lost);

        assertThat(inUse().path("readable").asBoolean(true)).isFalse();
        assertThat(signsIn()).isFalse();
        assertThat(trail.fresh()).anySatisfy(entry -> assertThat(entry.reason()).isEqualTo("provider-misconfigured"));
        Browser console = new Browser(house.server);
        console.signIn("acme", chief.userName(), chief.password());
        assertThat(console.get(PAGE).body()).contains("Its key does not open");
        assertThat(console.get(PAGE + "/certificates/" + lost).status()).isEqualTo(404);
        assertThat(rename("Certified " + lost.substring(0, 4)).status()).isEqualTo(200);
        assertThat(admin.post(CERTIFICATES).status()).isEqualTo(204);
        assertThat(admin.post(CERTIFICATES + "/" + id(state("next")) + "/use").status())
                .isEqualTo(204);
        assertThat(admin.post(CERTIFICATES + "/" + lost + "/use").status()).isEqualTo(404);
        assertThat(admin.delete(CERTIFICATES + "/" + lost).status()).isEqualTo(204);
        upload(inUse());
        assertThat(signsIn()).isTrue();

        lose(id(inUse()));
        trail.fresh();
        changeToASecretThenTheKeysAreGoneAndAnotherBeginsAnew();
    }

    private Answer rename(String displayName) {
        return admin.patchSeen("/connections/certified", "{\"definition\":{\"displayName\":\"" + displayName + "\"}}");
    }

    private void lose(String thumbprint) {
        house.server
                .bean(JdbcClient.class)
                .sql("UPDATE connection_key SET key_sealed = 'x'::bytea WHERE thumbprint = ?")
                .param(thumbprint)
                .update();
    }

    private static String sha1(X509Certificate certificate) throws Exception {
        return DigestUtils.sha1Hex(certificate.getEncoded()).toUpperCase(Locale.ROOT);
    }

    private void write(String thumbprint, byte[] certificate) {
        house.server
                .bean(JdbcClient.class)
                .sql("UPDATE connection_key SET certificate = ? WHERE thumbprint = ?")
                .params(certificate, thumbprint)
                .update();
    }

    /** What is downloaded is public, good for signatures only, and for a year. */
    @Test
    void downloadThenIsTheCertificateAndNoKey() throws Exception {
        Browser console = new Browser(house.server);
        console.signIn("acme", chief.userName(), chief.password());
        Answer page = console.get(PAGE);

        Answer file = console.get(PAGE + "/certificates/" + id(inUse()));

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Disposition")).startsWith("attachment;").contains(".pem");
        assertThat(file.body()).startsWith("-----BEGIN CERTIFICATE-----").doesNotContain("PRIVATE");
        X509Certificate certificate = X509CertUtils.parse(file.body());
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getKeyUsage()).startsWith(true, false, false, false, false, false);
        assertThat(LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC))
                .hasToString(inUse().path("lastDay").asString())
                .isAfter(LocalDate.ofInstant(house.clock.instant(), ZoneOffset.UTC)
                        .plusDays(360));
        assertThat(page.body())
                .contains(inUse().path("sha1").asString(), "Upload certificate", "Make another")
                .doesNotContain("console.certificates");
        assertThat(sealed()).doesNotContain("\"d\"", "\"kty\"");
    }

    @Test
    void replaceInTheConsoleThenIsMadeUsedAndRemovedThere() {
        Browser console = new Browser(house.server);
        console.signIn("acme", chief.userName(), chief.password());

        Answer made = console.submit(console.get(PAGE), PAGE + "/certificates", Map.of());
        assertThat(made.location()).isEqualTo(PAGE + "?done=certificate-made");
        String next = PAGE + "/certificates/" + id(state("next"));
        Answer seen = console.get(made.location());
        assertThat(seen.body()).contains(next + "/use", next + "/remove", "to be uploaded, then used");
        String old = PAGE + "/certificates/" + id(inUse());
        assertThat(console.submit(seen, next + "/use", Map.of()).location()).endsWith("?done=certificate-used");
        assertThat(console.submit(seen, old + "/remove", Map.of()).location()).endsWith("?done=certificate-removed");
        assertThat(all()).hasSize(1);
    }

    /** A connection that is known otherwise from now on has nothing left to sign with. */
    @Test
    void changeToASecretThenTheKeysAreGoneAndAnotherBeginsAnew() {
        String before = id(inUse());

        Answer changed = admin.patchSeen(
                "/connections/certified",
                "{\"definition\":{\"authMethod\":null},\"clientSecret\":\"A-secret-for-a-while-1\"}");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(all()).isEmpty();
        assertThat(admin.patchSeen(
                                "/connections/certified",
                                "{\"definition\":{\"authMethod\":\"certificate\",\"clientSecret\":null}}")
                        .status())
                .isEqualTo(200);

        assertThat(id(inUse())).isNotEqualTo(before);
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("key.rotated"))
                .extracting(entry -> entry.reason())
                .containsExactly("certificate-made", "certificate-removed");
    }

    private boolean signsIn() {
        Browser browser = house.browser();
        house.come(browser, "certified", house.somebody());
        return house.isSignedIn(browser);
    }

    private void upload(JsonNode one) {
        house.uploaded.add(certificate(one));
    }

    private static X509Certificate certificate(JsonNode one) {
        return X509CertUtils.parse(one.path("pem").asString());
    }

    private JsonNode inUse() {
        return state("in-use");
    }

    private JsonNode state(String state) {
        return all().stream()
                .filter(one -> one.path("state").asString().equals(state))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> all() {
        return StreamSupport.stream(admin.get(CERTIFICATES).json().path("items").spliterator(), false)
                .toList();
    }

    private static String id(JsonNode one) {
        return one.path("thumbprint").asString();
    }

    private String sealed() {
        byte[] key = house.server
                .bean(JdbcClient.class)
                .sql("SELECT key_sealed FROM connection_key LIMIT 1")
                .query(byte[].class)
                .single();
        return new String(key, StandardCharsets.ISO_8859_1);
    }
}
