package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Building a filter of known passwords at the command line. */
class PasswordsCommandTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void buildFilterWhenListIsAbsentOrNoneThenSaysSoAndLeavesNoFile() throws IOException {
        assertThat(build(directory.resolve("none"), "filter")).isEqualTo(Launcher.FAILED);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("absent or unreadable");

        Path list = Files.writeString(directory.resolve("list"), "A".repeat(40) + "\nnothing\n");
        assertThat(build(list, "filter")).isEqualTo(Launcher.FAILED);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("Line 2 is no SHA-1");
        assertThat(build(list, "nowhere/filter")).isEqualTo(Launcher.FAILED);
        assertThat(directory.resolve("filter")).doesNotExist();
    }

    @Test
    void buildFilterThenSaysHowManyAndTheOldOneIsReplaced() throws IOException {
        Path list = Files.writeString(directory.resolve("list"), "zebra\napple\nzebra\n");
        Files.writeString(directory.resolve("filter"), "an older one");

        assertThat(build(list, "filter")).isEqualTo(Launcher.DONE);

        assertThat(answers.toString(StandardCharsets.UTF_8)).contains("holds 2 passwords");
        assertThat(Files.readString(directory.resolve("filter"), StandardCharsets.ISO_8859_1))
                .startsWith("GHPWF001");
    }

    private int build(Path list, String filter) {
        return Launcher.execute(
                new PrintStream(answers, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                "passwords",
                "build-filter",
                "--from",
                list.toString(),
                "--to",
                directory.resolve(filter).toString());
    }
}
