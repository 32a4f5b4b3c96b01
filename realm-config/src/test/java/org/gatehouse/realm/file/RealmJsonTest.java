package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.gatehouse.realm.RealmDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored form, and the example files that ship. */
class RealmJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"acme.yaml", "globex.yaml"})
    void fromJsonWhenWrittenByToJsonThenIsEqual(String example) throws Exception {
        RealmDefinition realm = RealmFiles.read(example(example));
        String json = RealmFiles.toJson(realm);

        assertThat(RealmFiles.fromJson(json)).isEqualTo(realm);
        assertThat(RealmFiles.toJson(RealmFiles.fromJson(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.yaml", "globex.yaml"})
    void toJsonThenIsARealmFileItself(String example) throws Exception {
        RealmDefinition realm = RealmFiles.read(example(example));

        assertThat(Yaml.read(RealmFiles.toJson(realm))).isEqualTo(realm);
    }

    @Test
    void toJsonThenHoldsReferencesAndNoSecret() throws Exception {
        assertThat(RealmFiles.toJson(RealmFiles.read(example("acme.yaml"))))
                .contains("\"secret\":\"env:FORMS_SECRET\"");
    }

    static Path example(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(RealmFiles.class.getResource("/org/gatehouse/realm/examples/" + name))
                .toURI());
    }
}
