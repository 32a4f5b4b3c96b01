package org.gatehouse.realm.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "", "env:", "env:A-B", "ENV:A", "file:", "file: ", "file:a\nb", "kms:x"})
    void parseWhenLiteralThenRefusesWithoutRepeatingIt(String literal) {
        assertThatThrownBy(() -> SecretReference.parse(literal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A secret is written env:NAME or file:PATH.");
    }

    @Test
    void resolveWhenAbsentOrEmptyThenNamesTheReferenceOnly() throws Exception {
        Files.writeString(directory.resolve("empty"), "\n");
        Files.write(directory.resolve("huge"), new byte[20_000]);

        assertUnavailable("env:NOT_SET", "not set");
        assertUnavailable("env:BLANK", "empty");
        assertUnavailable("file:absent", "absent or unreadable");
        assertUnavailable("file:empty", "empty");
        assertUnavailable("file:huge", "larger than 16 KiB");
    }

    @Test
    void resolveThenReadsEnvironmentAndFile() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "from-file\n");

        assertThat(resolve("env:SET")).isEqualTo("from-environment");
        assertThat(resolve("file:secret")).isEqualTo("from-file");
        assertThat(resolve("file:" + file)).isEqualTo("from-file");
    }

    @Test
    void generatedThenThereIsNothingToResolve() {
        assertThat(SecretReference.parse("generated").isGenerated()).isTrue();
        assertThat(SecretReference.parse("env:SET").isGenerated()).isFalse();
        assertUnavailable("generated", "keeps no more than its hash");
    }

    @Test
    void toStringThenIsTheReference() {
        assertThat(SecretReference.parse("env:SET")).hasToString("env:SET").isEqualTo(SecretReference.parse("env:SET"));
    }

    private void assertUnavailable(String reference, String reason) {
        assertThatThrownBy(() -> resolve(reference))
                .isInstanceOf(SecretUnavailableException.class)
                .hasMessageContainingAll(reference, reason);
    }

    private String resolve(String reference) {
        return SecretReference.parse(reference)
                .resolve(Map.of("SET", "from-environment", "BLANK", " ")::get, directory);
    }
}
