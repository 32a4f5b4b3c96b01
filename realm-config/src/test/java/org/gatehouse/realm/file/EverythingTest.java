package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.client.ClientProfile;
import org.gatehouse.realm.client.GrantType;
import org.gatehouse.realm.client.SignalDelivery;
import org.gatehouse.realm.client.SignalEvent;
import org.gatehouse.realm.client.SubjectType;
import org.gatehouse.realm.data.SupportAccess;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.SchemaPlace;
import org.gatehouse.realm.document.Warning;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.realm.federation.Overage;
import org.gatehouse.realm.federation.Provisioning;
import org.gatehouse.realm.federation.Tenants;
import org.gatehouse.realm.format.RealmFormat;
import org.gatehouse.realm.network.NetworkName;
import org.gatehouse.realm.password.BreachedPasswords;
import org.gatehouse.realm.password.PasswordAge;
import org.gatehouse.realm.signin.FactorDemand;
import org.gatehouse.realm.signin.SecondFactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One file that says everything there is to say: what comes of it, and for what alone it is refused. */
class EverythingTest {

    private static final String TEXT = text();

    private static final RealmInspection PREVIEW = RealmFiles.preview("northwind.yaml", TEXT);

    private static final RealmDefinition REALM = PREVIEW.realm();

    @Test
    void readThenRefusesWhatIsNotEnforcedAndNothingElse() {
        assertThatThrownBy(() -> RealmFiles.inspect("northwind.yaml", TEXT))
                .isInstanceOfSatisfying(
                        RealmFileException.class,
                        refused -> assertThat(refused.findings())
                                .isEqualTo(PREVIEW.notEnforced())
                                .allSatisfy(finding ->
                                        assertThat(finding.message()).contains("is not enforced by this version")));
        assertThat(PREVIEW.notEnforced())
                .extracting(Finding::line)
                .doesNotHaveDuplicates()
                .isEqualTo(linesOfMarkedKeys());
    }

    @Test
    void previewThenWarnsOfTheOneThingAgainstAdvice() {
        assertThat(PREVIEW.warnings()).extracting(Warning::id).containsExactly("password-max-age");
    }

    @Test
    void previewThenReadsPasswordsAndFactors() {
        assertThat(REALM.password().notContaining()).containsExactly("username", "email", "displayName", "employeeNo");
        assertThat(REALM.password().breached()).isEqualTo(BreachedPasswords.REFUSE);
        assertThat(REALM.password().history()).isEqualTo(5);
        assertThat(REALM.password().maxAge()).isEqualTo(new PasswordAge(null, Map.of("admin", Period.ofYears(1))));
        assertThat(REALM.signIn().secondFactor()).satisfies(policy -> {
            assertThat(policy.demand()).isEqualTo(FactorDemand.WHEN);
            assertThat(policy.conditions())
                    .extracting(condition -> condition.kind().code() + ":" + condition.name())
                    .containsExactly("role:admin", "client:payroll", "network:outside");
            assertThat(policy.methods())
                    .containsExactly(SecondFactor.PASSKEY, SecondFactor.TOTP, SecondFactor.RECOVERY_CODE);
            assertThat(policy.rememberDevice()).isEqualTo(Duration.ofDays(30));
        });
    }

    @Test
    void previewThenReadsThatAddressesAreProven() {
        assertThat(REALM.signIn().verifiedEmail()).isTrue();
    }

    @Test
    void previewThenReadsNetworks() {
        assertThat(REALM.signIn().network().inside()).hasToString("[10.0.0.0/8, 192.168.0.0/16]");
        assertThat(REALM.signIn().network().rules())
                .extracting(rule -> rule.audience() + " " + rule.allow() + " " + rule.deny())
                .containsExactly(
                        "all [] [203.0.113.0/24]",
                        "role:admin [10.0.0.0/8, 127.0.0.0/8, ::1/128] []",
                        "client:payroll [10.1.0.0/16] [10.1.2.0/24]");
    }

    @Test
    void previewThenReadsWhatClientsHaveBeyondTheCore() {
        assertThat(client("workshop").features()).satisfies(features -> {
            assertThat(features.logout().backchannel()).endsWith("/backchannel");
            assertThat(features.logout().frontchannel()).endsWith("/frontchannel");
            assertThat(features.grants()).containsExactly(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);
            assertThat(features.subjectType()).isEqualTo(SubjectType.PAIRWISE);
            assertThat(Objects.requireNonNull(features.signals()).delivery()).isEqualTo(SignalDelivery.PUSH);
            assertThat(features.signals().authorization()).hasToString("env:WORKSHOP_SIGNALS");
            assertThat(features.signals().events())
                    .containsExactly(SignalEvent.SESSION_REVOKED, SignalEvent.DEVICE_WIPE_REQUESTED);
        });
        assertThat(client("payroll").authMethod()).isEqualTo(AuthMethod.PRIVATE_KEY_JWT);
        assertThat(client("payroll").isPublic()).isFalse();
        assertThat(client("payroll").idTokenAlg()).isEqualTo(IdTokenAlg.PS256);
        assertThat(client("payroll").features().introspectionAlg()).isEqualTo(IdTokenAlg.EdDSA);
        assertThat(client("payroll").features()).satisfies(features -> {
            assertThat(features.profile()).isEqualTo(ClientProfile.FAPI2);
            assertThat(features.dpop()).isTrue();
            assertThat(features.network()).isEqualTo(NetworkName.INSIDE);
            assertThat(features.keys().jwksUri()).endsWith("/jwks.json");
        });
        assertThat(client("stock-keeper").features().keys().jwks())
                .startsWith("{\"keys\":[{\"kty\":\"OKP\",\"kid\":\"a\"");
        assertThat(client("stock-keeper").features().resources())
                .containsExactly("https://stock.northwind.example/", "urn:northwind:orders");
        assertThat(Objects.requireNonNull(client("van").features().signals()).events())
                .containsExactly(SignalEvent.values());
    }

    @Test
    void previewThenReadsConnections() {
        Connection entra = REALM.signIn().connections().get(0);
        assertThat(entra.provider())
                .isEqualTo(new EntraId(
                        EntraId.DEFAULT_HOST,
                        Tenants.of(List.of("11111111-2222-3333-4444-555555555555")),
                        List.of("c1"),
                        Overage.GRAPH,
                        Duration.ofHours(1)));
        assertThat(entra.clientSecret()).hasToString("env:ENTRA_SECRET");
        assertThat(entra.clientSecretExpires()).isEqualTo("2027-01-31");
        assertThat(entra.domains()).containsExactly("northwind.example");
        assertThat(entra.roles()).containsExactly(Map.entry("Planner", "dispatcher"));
        assertThat(entra.groups())
                .containsExactly(Map.entry("99999999-8888-7777-6666-555555555555", "field-team/north"));
        assertThat(entra.provisioning()).isEqualTo(Provisioning.JUST_IN_TIME);
        assertThat(entra.linking()).isEqualTo(Linking.VERIFIED_EMAIL);

        Connection partner = REALM.signIn().connections().get(1);
        assertThat(partner.provider())
                .isEqualTo(new OidcProvider(
                        "https://id.partner.example",
                        List.of("urn:partner:two"),
                        List.of("mfa"),
                        "functions",
                        "groups"));
        assertThat(partner.clientSecret()).isNull();
        assertThat(partner.provisioning()).isEqualTo(Provisioning.NEVER);
        assertThat(partner.linking()).isEqualTo(Linking.ASK);
    }

    @Test
    void previewThenReadsWhatIsOwedToPeople() {
        assertThat(REALM.dataProtection()).satisfies(data -> {
            assertThat(data.billingCountry()).isEqualTo("FR");
            assertThat(data.support()).isEqualTo(SupportAccess.NEVER);
            assertThat(data.lifecycle()).hasToString("Lifecycle[softDeleted=P3M, afterContract=P1Y, mailLog=P2D]");
            assertThat(data.attestations()).singleElement().satisfies(attestation -> {
                assertThat(attestation.version()).isEqualTo(2);
                assertThat(attestation.title()).containsEntry("fr", "Confidentialité");
                assertThat(attestation.roles()).containsExactly("admin", "dispatcher");
                assertThat(attestation.groups()).containsExactly("field-team/north");
                assertThat(attestation.renewal()).isEqualTo(Period.ofYears(1));
            });
        });
    }

    /** What is stored and exported says the same, so that nothing is lost on the day it is enforced. */
    @Test
    void toJsonThenReadsBackEqual() {
        assertThat(RealmFiles.preview("stored", RealmFiles.toJson(REALM)).realm())
                .isEqualTo(REALM);
        assertThat(RealmFiles.preview("exported", RealmFormat.of(REALM)).realm())
                .isEqualTo(REALM);
        assertThatThrownBy(() -> RealmFiles.fromJson(RealmFiles.toJson(REALM))).isInstanceOf(RealmFileException.class);
    }

    @Test
    void formatThenKeepsItAsItIsAndPutsKeysInOrder(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("northwind.yaml"), TEXT);
        assertThat(RealmFormat.format(file).after()).isEqualTo(TEXT);

        Files.writeString(file, """
                lifecycle: {mailLog: P2D, softDeleted: P1M}
                connections: [{clientSecret: 'env:A', clientId: b, issuer: 'https://c.example', kind: oidc, alias: d}]
                network: {rules: [{deny: [10.0.0.0/8], for: all}], inside: [10.0.0.0/8]}
                secondFactor: {methods: [passkey], required: always}
                realm: acme
                """);
        assertThat(RealmFormat.format(file).after()).isEqualTo("""
                realm: acme
                secondFactor: {required: always, methods: [passkey]}
                network: {inside: [10.0.0.0/8], rules: [{for: all, deny: [10.0.0.0/8]}]}
                connections: [{alias: d, kind: oidc, issuer: 'https://c.example', clientId: b, clientSecret: 'env:A'}]
                lifecycle: {softDeleted: P1M, mailLog: P2D}
                """);
    }

    private static ClientDefinition client(String id) {
        return REALM.findClient(id).orElseThrow();
    }

    /** By the schema's marks, each key that is written and marked, and not what is in it. */
    private static List<Integer> linesOfMarkedKeys() {
        List<String> lines = TEXT.lines().toList();
        JsonNode schema = JsonMapper.shared().readTree(RealmFiles.schema());
        List<String> marked = new ArrayList<>();
        addMarked(schema.path("properties"), "", marked);
        addMarked(schema.at("/properties/password/properties"), "  ", marked);
        addMarked(schema.at("/$defs/client/properties"), "    ", marked);
        return IntStream.rangeClosed(1, lines.size())
                .filter(line ->
                        marked.stream().anyMatch(start -> lines.get(line - 1).startsWith(start)))
                .boxed()
                .toList();
    }

    private static void addMarked(JsonNode properties, String indent, List<String> marked) {
        properties.forEachEntry((key, property) -> {
            if (property.path(SchemaPlace.NOT_ENFORCED).asBoolean(false)) {
                marked.add(indent + key + ":");
            }
        });
    }

    static String text() {
        try (InputStream in = EverythingTest.class.getResourceAsStream("everything.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
