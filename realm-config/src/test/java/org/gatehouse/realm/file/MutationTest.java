package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.gatehouse.realm.format.NotFormattedException;
import org.gatehouse.realm.format.RealmFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files nobody meant to write: whatever they hold, they are read or refused, and never anything else. */
class MutationTest {

    private static final int ROUNDS = 400;

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "#",
        "'",
        "\"",
        "|",
        ">",
        "&a ",
        "*a",
        "!!str ",
        "? ",
        "---\n",
        "%",
        "\t",
        "\r",
        "\u0000",
        "\u0085",
        "\u2028",
        "\uFEFF",
        "é",
        "\uD83D\uDE00",
        "null",
        "~",
        "true",
        "1e9",
        "0x1F",
        "99999999999999999999",
        "P1D",
        "PT99999H",
        "P",
        "(?=",
        "(a{9}){9}",
        "*",
        "../",
        "javascript:x",
        "env:",
        "\n",
        "\n  ",
        "\n    ",
        "version: 2\n"
    };

    @TempDir
    private Path directory;

    @Test
    void readWhenAFileIsMutilatedThenReadsOrRefusesIt() throws Exception {
        Random random = new Random(20261121); // the same files every time
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutilated(random, RealmFiles.example(random.nextBoolean() ? "acme" : "public-body"));
            refused += isRefused(text) ? 1 : 0;
        }
        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS - 10); // some must get through, or nothing was tried
    }

    /** The sections nothing enforces are read and laid out all the same. */
    @Test
    void previewWhenAFileThatSaysEverythingIsMutilatedThenReadsOrRefusesIt() throws Exception {
        Random random = new Random(20261122);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutilated(random, EverythingTest.text()).replaceAll("[\uD800-\uDFFF]", "?");
            refused += isRefusedAhead(text) ? 1 : 0;
        }
        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS - 10);
    }

    private boolean isRefusedAhead(String text) throws Exception {
        try {
            RealmInspection preview = RealmFiles.preview("acme.yaml", text);
            assertThat(RealmFiles.preview("acme.json", RealmFiles.toJson(preview.realm()))
                            .realm())
                    .as(text)
                    .isEqualTo(preview.realm());
            layOut(Files.writeString(directory.resolve("acme.yaml"), text));
            return false;
        } catch (RealmFileException ex) {
            assertThat(ex.findings())
                    .isNotEmpty()
                    .allSatisfy(finding -> assertThat(finding.line()).as(text).isPositive());
            return true;
        }
    }

    private boolean isRefused(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("acme.yaml"), text.replaceAll("[\uD800-\uDFFF]", "?"));
        try {
            RealmInspection inspection = RealmFiles.inspect(file);
            assertThat(RealmFiles.fromJson(RealmFiles.toJson(inspection.realm())))
                    .isEqualTo(inspection.realm());
            layOut(file);
            return false;
        } catch (RealmFileException ex) {
            assertThat(ex.findings()).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.line()).as(text).isPositive();
                assertThat(finding.toString()).doesNotContain("\n");
            });
            return true;
        }
    }

    private static void layOut(Path file) throws IOException {
        try {
            assertThat(RealmFiles.preview("acme.yaml", RealmFormat.format(file).after())
                            .realm())
                    .isEqualTo(RealmFiles.preview("acme.yaml", Files.readString(file))
                            .realm());
        } catch (NotFormattedException ex) {
            assertThat(ex).hasMessageContaining("without loss");
        }
    }

    private static String mutilated(Random random, String text) {
        StringBuilder mutilated = new StringBuilder(text);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(mutilated.length());
            int end = Math.min(mutilated.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> mutilated.delete(at, end);
                case 1 -> mutilated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> mutilated.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
                default -> mutilated.insert(random.nextInt(mutilated.length()), mutilated.substring(at, end));
            }
        }
        return mutilated.toString();
    }
}
