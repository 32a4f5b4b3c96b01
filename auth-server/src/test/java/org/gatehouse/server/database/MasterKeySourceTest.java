package org.gatehouse.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.secrets.MasterKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeySourceTest {

    private final String key = MasterKey.generate(new SecureRandom()).encoded();
    private final MasterKeySource source = new MasterKeySource(Map.of("KEY", key, "BROKEN", "hunter2")::get);

    @TempDir
    private Path parent;

    private DataDirectory data;

    @BeforeEach
    void open() {
        data = DataDirectory.open(parent.resolve("data"), DataDirectory.Kind.PRODUCTION);
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void isGeneratedOnceForTheOwnerOnly() throws Exception {
        String first = source.read("", data, false).encoded();

        assertThat(source.read("", data, false).encoded()).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(data.resolve(MasterKeySource.FILE)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void comesFromWhereTheOperatorSays() throws Exception {
        Path file = Files.writeString(parent.resolve("key"), key + "\n");

        assertThat(source.read("env:KEY", data, false).encoded()).isEqualTo(key);
        assertThat(source.read("file:" + file, data, false).encoded()).isEqualTo(key);
        assertThat(data.resolve(MasterKeySource.FILE)).doesNotExist();
    }

    @Test
    void isNeverWrittenIntoTheVariableAndNeverRepeated() {
        assertThatThrownBy(() -> source.read(key, data, false))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("env:NAME or file:PATH")
                .hasMessageNotContaining(key);
        assertThatThrownBy(() -> source.read("env:BROKEN", data, false))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> source.read("env:ABSENT", data, false))
                .hasMessageContaining("ABSENT, which is not set");
        assertThatThrownBy(() -> source.read("file:/no/such/key", data, false)).hasMessageContaining("/no/such/key");
    }

    @Test
    void isNotReplacedWhenItIsGone() throws Exception {
        Files.createDirectories(data.resolve("postgres/cluster"));

        assertThatThrownBy(() -> source.read("", data, false))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("Restore it from a backup");
    }
}
