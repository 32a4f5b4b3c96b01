package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.gatehouse.realm.format.RealmFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The complete realms people start from. */
class ExampleRealmsTest {

    @ParameterizedTest
    @ValueSource(strings = {"small-company", "saas-mobile", "public-body"})
    void exampleThenIsRightWithoutAWarningAndLaidOut(String name) throws Exception {
        Path file = RealmJsonTest.example(name + ".yaml");

        assertThat(RealmFiles.inspect(file).warnings()).isEmpty();
        assertThat(RealmFiles.inspect(file).realm().realm()).isEqualTo(name);
        assertThat(RealmFormat.format(file).after()).isEqualTo(RealmFiles.example(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "globex"})
    void demoRealmThenIsRightAndLaidOut(String name) throws Exception {
        Path file = RealmJsonTest.example(name + ".yaml");

        assertThat(RealmFiles.inspect(file).realm().realm()).isEqualTo(name);
        assertThat(RealmFormat.format(file).after()).isEqualTo(RealmFiles.example(name));
    }
}
