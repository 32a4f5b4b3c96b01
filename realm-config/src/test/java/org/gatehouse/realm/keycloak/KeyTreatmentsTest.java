package org.gatehouse.realm.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.realm.explain.RealmKeys;
import org.junit.jupiter.api.Test;

/** A key is rendered, or a gap, or has no meaning for Keycloak; none is forgotten. */
class KeyTreatmentsTest {

    private static final Path REFERENCE = Path.of("../docs/reference/keycloak.md");

    @Test
    void everyKeyOfTheSchemaThenSomebodyThoughtOf() {
        assertThat(keys())
                .hasSizeGreaterThan(100)
                .allSatisfy(key -> assertThat(KeyTreatments.find(key)).as(key).isPresent());
    }

    @Test
    void everyTreatmentThenIsOfAKeyThereIs() {
        assertThat(KeyTreatments.all())
                .allSatisfy(treatment ->
                        assertThat(RealmKeys.explain(treatment.key()).path()).isEqualTo(treatment.key()));
    }

    @Test
    void everyTreatmentThenIsWorthReading() {
        assertThat(KeyTreatments.all()).allSatisfy(treatment -> {
            assertThat(treatment.first()).as(treatment.key()).endsWith(".");
            assertThat(treatment.reason().isEmpty())
                    .as(treatment.key())
                    .isEqualTo(!treatment.outcome().mayBeGap());
        });
    }

    /** A gap the table knows and the code does not tell would be silence. */
    @Test
    void everyGapOfTheTableThenIsToldOfSomeRealm() {
        Set<String> told = Stream.of(Realms.everything(), GapsTest.theRest())
                .flatMap(realm -> Gaps.of(realm, true).stream())
                .map(Gap::key)
                .collect(Collectors.toSet());

        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(KeyTreatments.all().stream()
                        .filter(treatment -> treatment.outcome().mayBeGap())
                        .map(KeyTreatment::key)
                        .toList());
    }

    @Test
    void referenceThenSaysWhatTheTableSays() throws Exception {
        String expected = KeycloakReferenceText.of(KeyTreatments.all());
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(REFERENCE, expected);
        }

        assertThat(REFERENCE)
                .as("stale; run: mvn -pl realm-config test -Dtest=KeyTreatmentsTest -Dreference.write=true")
                .hasContent(expected);
    }

    /** All that have no keys in them; groups are in groups without end. */
    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        RealmKeys.all().keySet().forEach(key -> collect(key, keys));
        return keys;
    }

    private static void collect(String path, List<String> keys) {
        List<String> inner = path.endsWith("groups.groups")
                ? List.of()
                : List.copyOf(RealmKeys.explain(path).keys().keySet());
        if (inner.isEmpty()) {
            keys.add(path);
        }
        inner.forEach(key -> collect(path + "." + key, keys));
    }
}
