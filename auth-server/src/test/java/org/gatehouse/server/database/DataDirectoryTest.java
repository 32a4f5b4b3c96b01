package org.gatehouse.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.DataDirectory.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void isMadeForItsOwnerOnly() throws Exception {
        Path path = parent.resolve("a/b/data");

        DataDirectory.open(path, Kind.PRODUCTION).close();

        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void isClosedWhenSomebodyOpenedIt() throws Exception {
        Path path = parent.resolve("data");
        DataDirectory.open(path, Kind.PRODUCTION).close();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));

        DataDirectory.open(path, Kind.PRODUCTION).close();

        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void isOneProcessesAtATime() {
        Path path = parent.resolve("data");
        try (DataDirectory first = DataDirectory.open(path, Kind.DEMO)) {
            assertThat(first.path()).isEqualTo(path);
            assertThatThrownBy(() -> DataDirectory.open(path, Kind.DEMO))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        DataDirectory.open(path, Kind.DEMO).close();
    }

    @Test
    void isOfOneKind() {
        DataDirectory.open(parent.resolve("demo"), Kind.DEMO).close();
        DataDirectory.open(parent.resolve("production"), Kind.PRODUCTION).close();

        assertThatThrownBy(() -> DataDirectory.open(parent.resolve("demo"), Kind.PRODUCTION))
                .hasMessageContaining("made by './gatehouse demo' and is refused by './gatehouse run'");
        assertThatThrownBy(() -> DataDirectory.open(parent.resolve("production"), Kind.DEMO))
                .hasMessageContaining("made by './gatehouse run' and is refused by './gatehouse demo'");
    }

    @Test
    void ofAnotherFormatIsRefused() throws Exception {
        Path path = parent.resolve("data");
        DataDirectory.open(path, Kind.PRODUCTION).close();
        Files.writeString(path.resolve(DataDirectory.MARKER), "format=2\nkind=production\n");

        assertThatThrownBy(() -> DataDirectory.open(path, Kind.PRODUCTION))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("has format 2");
    }

    @Test
    void isNeverSomebodyElsesDirectory() throws Exception {
        Files.writeString(parent.resolve("letter.txt"), "Dear");

        assertThatThrownBy(() -> DataDirectory.open(parent, Kind.PRODUCTION))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("not made by Gatehouse");
        assertThat(parent.resolve(DirectoryLock.FILE)).doesNotExist();
    }

    @Test
    void isCompletedAfterACrashDuringItsFirstMoment() throws Exception {
        Files.writeString(parent.resolve(DirectoryLock.FILE), "1");
        Files.writeString(parent.resolve(DataDirectory.MARKER + ".part"), "for");

        DataDirectory.open(parent, Kind.PRODUCTION).close();

        assertThat(parent.resolve(DataDirectory.MARKER)).content().contains("format=1");
    }
}
