package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.SchemaPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keys and values that are known and that nothing enforces: whichever the schema marks so, a file that has one is refused. */
class NotEnforcedTest {

    private static final JsonNode SCHEMA = JsonMapper.shared().readTree(RealmFiles.schema());

    private static final Map<String, String> FILES = Map.of(
            "/properties", "realm: acme\n%s\n",
            "/properties/password/properties",
                    "realm: acme\npassword:\n  rules: [{id: a, pattern: '.{15,}', text: {en: x}}]\n  %s\n",
            "/$defs/client/properties",
                    "realm: acme\nclients:\n- id: a\n  kind: web\n  secret: env:S\n"
                            + "  redirectUris: ['https://forms.example/cb']\n  %s\n");

    @ParameterizedTest
    @MethodSource("keys")
    void readWhenAKeyIsNotEnforcedThenRefusesItOnceWhereItIs(String key, String file) {
        List<Finding> findings = Yaml.findings(file);
        int line = file.substring(0, file.indexOf(key + ": ")).split("\n", -1).length;

        assertThat(findings)
                .filteredOn(finding -> finding.message().contains("is not enforced"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isEqualTo(line))
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("`" + key
                                + "` is not enforced by this version yet, so it is refused rather than ignored."));
        assertThatThrownBy(() -> RealmFiles.inspect("acme.yaml", file)).isInstanceOf(RealmFileException.class);
    }

    @ParameterizedTest
    @MethodSource("values")
    void readWhenAValueIsNotEnforcedThenRefusesItOnce(String key, String value) {
        String file = FILES.get("/$defs/client/properties").formatted(key + ": " + value);

        assertThat(Yaml.refusals(file))
                .filteredOn(refusal -> refusal.contains("is not enforced"))
                .containsExactly("acme.yaml:7:" + (key.length() + 5) + ": `" + value
                        + "` is not enforced by this version yet, so it is refused rather than ignored.");
    }

    @Test
    void readWhenWhatIsNotEnforcedIsWrongTooThenReportsBothInOrder() {
        assertThat(Yaml.refusals("""
                        realm: acme
                        support:
                          access: sometimes
                          acces: never
                        network: {inside: [10.0.0.1/8]}
                        """))
                .containsExactly(
                        "acme.yaml:2:1: `support` is not enforced by this version yet, so it is refused rather than"
                                + " ignored.",
                        "acme.yaml:3:11: This must be one of consent-required, never. `consent-required`: only what an administrator of"
                                + " the realm grants, for hours and for a reason; `never`: it cannot even be asked for.",
                        "acme.yaml:4:3: The key `acces` is unknown here. Did you mean `access`?",
                        "acme.yaml:5:20: The address has bits beyond /8, so it is not the beginning of a network."
                                + " Write `10.0.0.0/8`.");
    }

    @Test
    void previewWhenNothingElseIsWrongThenTellsWhatTheFileMeans() {
        RealmInspection preview = RealmFiles.preview(
                "acme.yaml",
                "realm: acme\nsecondFactor: {required: always, methods: [totp, email-code]}\nsupport: {access: never}\n");

        assertThat(preview.notEnforced()).extracting(Finding::line).containsExactly(3);
        assertThat(preview.warnings())
                .extracting(warning -> warning.id())
                .containsExactly("second-factor-phishing", "second-factor-email");
        assertThatThrownBy(() -> RealmFiles.preview("acme.yaml", "realm: acme\nnetwrk: {}\n"))
                .isInstanceOf(RealmFileException.class);
    }

    private static Stream<Arguments> keys() {
        List<Arguments> keys = new ArrayList<>();
        FILES.forEach((place, file) -> SCHEMA.at(place).forEachEntry((key, property) -> {
            if (property.path(SchemaPlace.NOT_ENFORCED).asBoolean(false)) {
                keys.add(Arguments.of(key, file.formatted(key + ": " + example(property))));
            }
        }));
        return keys.stream();
    }

    private static String example(JsonNode property) {
        return property.path("examples").path(0).toString();
    }

    private static Stream<Arguments> values() {
        List<Arguments> values = new ArrayList<>();
        SCHEMA.at("/$defs/client/properties").forEachEntry((key, property) -> {
            JsonNode mark = property.path(SchemaPlace.NOT_ENFORCED);
            if (mark.isArray()) {
                mark.forEach(value -> values.add(Arguments.of(key, value.asString())));
            }
        });
        return values.stream();
    }
}
