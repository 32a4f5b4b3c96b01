package org.gatehouse.server.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.server.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter of known passwords: what it is built of, what it finds, and that a damaged one is refused. */
class FilterFileTest {

    private static final int MANY = 150_000; // several shards

    @TempDir
    private Path directory;

    @Test
    void buildWhenListIsEmptyThenRefuses() {
        assertThatThrownBy(() -> build("\n\n")).hasMessage("The list is empty.");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void buildWhenALineIsNoHashThenNamesIt() {
        assertThatThrownBy(() -> build(sha1("one") + ":3\n" + sha1("two") + ":many\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Line 2 is no SHA-1");
    }

    @Test
    void buildWhenInputHasNoLinesThenRefusesBeforeItIsRead() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        assertThatThrownBy(() -> FilterBuild.build(endless, directory.resolve("filter"), lines -> {}))
                .hasMessageContaining("longer than 4096 bytes");
    }

    @Test
    void mayContainWhenListHadHashesThenFindsEveryOneAndHardlyAnyOther() throws IOException {
        String list = passwords(MANY).map(password -> sha1(password) + ":7").collect(Collectors.joining("\r\n"));

        assertThat(build(list)).isEqualTo(MANY);
        try (FilterFile filter = FilterFile.open(directory.resolve("filter"))) {
            assertThat(passwords(MANY)).allMatch(password -> filter.mayContain(PasswordKey.of(password)));
            assertThat(IntStream.range(0, MANY)
                            .filter(i -> filter.mayContain(PasswordKey.of("another " + i)))
                            .count())
                    .isLessThan(MANY / 150);
        }
    }

    @Test
    void buildWhenListHasPasswordsTwiceAndInAnyOrderThenEachCountsOnce() throws IOException {
        assertThat(build("zebra\napple\n\nzebra\ncafe\u0301\n")).isEqualTo(3);

        KnownPasswords known = new KnownPasswords(directory.resolve("filter").toString());
        assertThat(known.contains("zebra")).isTrue();
        assertThat(known.contains("caf\u00e9")).isTrue();
        known.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 15, 21, 40, 500, -1})
    void openWhenAByteIsAnotherThenRefuses(int place) throws IOException {
        build(passwords(2_000).collect(Collectors.joining("\n")));
        Path file = directory.resolve("filter");
        byte[] bytes = Files.readAllBytes(file);
        bytes[place < 0 ? bytes.length - 1 : place] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> new KnownPasswords(file.toString()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("passwords build-filter");
    }

    @Test
    void openWhenFileIsCutLongerOrAbsentThenRefuses() throws IOException {
        build(passwords(2_000).collect(Collectors.joining("\n")));
        Path file = directory.resolve("filter");
        byte[] bytes = Files.readAllBytes(file);

        for (byte[] other : new byte[][] {
            {},
            java.util.Arrays.copyOf(bytes, 10),
            java.util.Arrays.copyOf(bytes, bytes.length - 1),
            java.util.Arrays.copyOf(bytes, bytes.length + 1)
        }) {
            Files.write(file, other);
            assertThatThrownBy(() -> FilterFile.open(file)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> new KnownPasswords(directory.resolve("none").toString()))
                .hasMessageContaining("absent or unreadable");
    }

    @Test
    void containsWhenThereIsNoFilterThenKnowsTheCommonOnesInAnyCase() {
        KnownPasswords known = new KnownPasswords("");

        assertThat(known.contains("password")).isTrue();
        assertThat(known.contains("PassWord1")).isTrue();
        assertThat(known.contains("\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44"))
                .isTrue();
        assertThat(known.contains("glacier-thimble-47-oboe")).isFalse();
        assertThatCode(known::close).doesNotThrowAnyException();
    }

    private long build(String list) throws IOException {
        return FilterBuild.build(
                new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)),
                directory.resolve("filter"),
                lines -> {});
    }

    private static Stream<String> passwords(int count) {
        return IntStream.range(0, count).mapToObj(i -> "known password " + i);
    }

    private static String sha1(String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (java.security.NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
