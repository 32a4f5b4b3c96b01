package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.realm.format.RealmFormat;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand clients take a second; the bounds here only tell a second from what grows out of hand. */
class LargeFileTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void inspectWhenThereAreAThousandClientsThenIsDoneSoon() throws Exception {
        Path file = write("https://c%d.example/callback");

        Assertions.assertTimeout(BOUND, () -> {
            assertThat(RealmFiles.inspect(file).realm().clients()).hasSize(1000);
            assertThat(RealmFormat.format(file).isChanged()).isFalse();
        });
    }

    @Test
    void inspectWhenAThousandClientsAreWrongThenNamesThemAllSoon() throws Exception {
        Path file = write("https://c%d.example/#fragment");

        Assertions.assertTimeout(
                BOUND,
                () -> assertThatExceptionOfType(RealmFileException.class)
                        .isThrownBy(() -> RealmFiles.inspect(file))
                        .satisfies(refused -> assertThat(refused.findings()).hasSize(1000)));
    }

    private Path write(String redirectUri) throws Exception {
        String clients = IntStream.range(0, 1000)
                .mapToObj(number -> """
                          # client %1$d
                          - id: c%1$d
                            kind: web
                            redirectUris: ['%2$s']  # its only one
                            secret: env:SECRET_%1$d
                        """.formatted(number, redirectUri.formatted(number)))
                .collect(Collectors.joining());
        return Files.writeString(directory.resolve("acme.yaml"), "realm: acme\nclients:\n" + clients);
    }
}
