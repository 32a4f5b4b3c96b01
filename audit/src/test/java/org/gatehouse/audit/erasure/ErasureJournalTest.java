package org.gatehouse.audit.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.testing.TestTrail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Erasures are written down outside the database")
class ErasureJournalTest {

    private final Erasure first = erasure(TestTrail.ALICE);
    private final Erasure second = erasure(TestTrail.BOB);

    @TempDir
    private Path directory;

    private Path file;
    private ErasureJournal journal;

    @BeforeEach
    void open() {
        file = directory.resolve("erasures.journal");
        journal = ErasureJournal.at(file, TestTrail.keyRing());
    }

    @Test
    void readWhenTheKeyIsAnotherThenRefusedWithTheLine() throws IOException {
        journal.begins(first);
        ErasureJournal other = ErasureJournal.at(file, KeyRing.of(new byte[KeyRing.KEY_LENGTH], 1));

        assertThatIOException().isThrownBy(other::allDone).withMessageContaining("Line 1");
    }

    @Test
    void readWhenSomebodyAddedALineThenRefused() throws IOException {
        journal.done(first);
        Files.writeString(file, "1 AAAA\n", StandardOpenOption.APPEND);

        assertThatIOException().isThrownBy(journal::allDone).withMessageContaining("Line 2");
    }

    @Test
    void readWhenALineWasCutOffByACrashThenTheOthersCount() throws IOException {
        journal.done(first);
        String whole = Files.readString(file);
        journal.done(second);
        Files.writeString(file, Files.readString(file).substring(0, whole.length() + 40));

        assertThat(journal.allDone()).containsExactly(first);
    }

    @Test
    void readWhenThereIsNoFileThenNobody() throws IOException {
        assertThat(journal.allDone()).isEmpty();
    }

    @Test
    void readThenOnlyWhatWasDoneEachOnce() throws IOException {
        journal.begins(first);
        journal.begins(second);
        journal.done(second);
        journal.done(second);

        assertThat(journal.allDone()).containsExactly(second);
    }

    @Test
    void fileThenTellsNobodyWhoWasErased() throws IOException {
        journal.begins(first);
        journal.done(first);

        assertThat(Files.readString(file)).doesNotContain("acme", first.person().toString());
        assertThat(Files.readAllLines(file).stream()
                        .filter(line -> !line.isEmpty())
                        .distinct())
                .hasSize(2);
    }

    private static Erasure erasure(UUID person) {
        return new Erasure(UUID.randomUUID(), "acme", person, Instant.parse("2026-11-21T10:00:00Z"), true);
    }
}
