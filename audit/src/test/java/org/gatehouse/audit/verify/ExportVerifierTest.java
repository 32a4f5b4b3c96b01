package org.gatehouse.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.audit.testing.TestTrail.roleGranted;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.NoteSigner;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.TrailExport;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a third party finds in an export, with public keys and nothing else. */
class ExportVerifierTest {

    private static TrailDatabase database;
    private static final List<String> KEYS = new ArrayList<>();

    @TempDir
    private Path temporary;

    private Path export;

    @BeforeAll
    static void fillOnce() throws Exception {
        database = TrailDatabase.create();
        SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
        try (JdbcAuditTrail trail = TestTrail.open(database, clock)) {
            Stream.generate(() -> trail.appendAsync(signIn().build()))
                    .limit(600)
                    .toList()
                    .forEach(CompletableFuture::join);
            trail.append(roleGranted().build());
        }
        AnchorFiles anchors = new AnchorFiles(Files.createTempDirectory("anchors"));
        new CheckpointPublisher(database.dataSource(), TestTrail.keyRing(), clock, anchors, kept -> {}).tick();
        for (String log : anchors.logs()) {
            KEYS.add(anchors.find(log).orElseThrow().key().toString());
        }
    }

    @BeforeEach
    void write() throws Exception {
        export = temporary.resolve("export");
        assertThat(TrailExport.write(database.dataSource(), Optional.empty(), export))
                .isEqualTo(601);
    }

    @Test
    void runWhenAnEntryWasChangedThenNamesIt() throws Exception {
        change("P13M/tile/entries/001", bytes -> bytes[bytes.length - 3] ^= 1);

        assertFault("acme/P13M:511  the entry was changed: its tile has another leaf hash");
    }

    @Test
    void runWhenEntryAndTileWereChangedThenTheTreeTells() throws Exception {
        Path other = temporary.resolve("other");
        TrailExport.write(database.dataSource(), Optional.of("acme"), other);
        copy(other, "P13M/tile/entries/000", "P13M/tile/entries/001");
        copy(other, "P13M/tile/0/000", "P13M/tile/0/001");

        assertThat(run(true)).isEqualTo(VerifyMain.FAULT_FOUND);
    }

    @Test
    void runWhenABundleIsMissingThenNamesItsFirstEntry() throws Exception {
        Files.delete(file("P13M/tile/entries/001"));

        assertFault("acme/P13M:256  the entry is missing: the head counts 600");
    }

    @Test
    void runWhenTheLastBundleIsCutShortThenNamesTheMissingEntry() throws Exception {
        Path last = file("P13M/tile/entries/002.p/88");
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length - 1));

        assertFault("acme/P13M:599  the entry is missing: the head counts 600");
    }

    @Test
    void runWhenAnUpperTileWasChangedThenFault() throws Exception {
        change("P13M/tile/1/000.p/2", bytes -> bytes[40] ^= 1);

        assertFault("acme/P13M:0  tile/1/000.p/2 is not made of the entries below it");
    }

    @Test
    void runWhenTheCheckpointWasChangedThenFault() throws Exception {
        Path checkpoint = file("P13M/checkpoint");
        Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n600\n", "\n599\n"));

        assertFault("acme/P13M:598  the checkpoint of 599 entries is not signed by the log's key");
    }

    @Test
    void runWhenTheCheckpointIsAnothersThenFault() throws Exception {
        String origin = "audit.gatehouse/local/acme/P13M";
        NoteSigner forger = NoteSigner.generate(origin);
        Files.writeString(
                file("P13M/checkpoint"),
                forger.sign(new Checkpoint(origin, 0, Frontier.empty().root()).text())
                        .toString());

        assertThat(run(true)).isEqualTo(VerifyMain.FAULT_FOUND);
    }

    @Test
    void runWhenItCannotBeCheckedThenOne() throws Exception {
        assertThat(run(false)).isEqualTo(VerifyMain.COULD_NOT_CHECK);
        assertThat(VerifyMain.run(System.out, System.err, export.toString(), "--key", KEYS.get(0)))
                .isEqualTo(VerifyMain.COULD_NOT_CHECK);
        assertThat(VerifyMain.run(System.out, System.err, temporary + "/no", "--key", KEYS.get(0)))
                .isEqualTo(VerifyMain.COULD_NOT_CHECK);
        assertThat(VerifyMain.run(System.out, System.err, export.toString(), "--key", "nonsense"))
                .isEqualTo(VerifyMain.COULD_NOT_CHECK);
    }

    @Test
    void runWhenUntouchedThenIntactAsDirectoryAndAsZip() throws Exception {
        assertThat(run(true)).isEqualTo(VerifyMain.INTACT);

        export = temporary.resolve("export.zip");
        try (FileSystem zip = FileSystems.newFileSystem(export, Map.of("create", "true"))) {
            TrailExport.write(database.dataSource(), Optional.of("acme"), zip.getPath("/"));
        }
        assertThat(run(true)).isEqualTo(VerifyMain.INTACT);
    }

    /** With what the build puts into the verifier's jar and with the JDK, as whoever was only handed that jar. */
    @Test
    void runWhenThereAreOnlyTheJarsClassesThenTheSameVerdicts() throws Exception {
        Path jar = verifiersClasses();

        try (URLClassLoader alone =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Method verifier = alone.loadClass(VerifyMain.class.getName())
                    .getDeclaredMethod("run", PrintStream.class, PrintStream.class, String[].class);
            verifier.setAccessible(true);
            Path keys = Files.write(temporary.resolve("keys"), KEYS);
            String[] arguments = {export.toString(), "--key", keys.toString()};

            assertThat(verifier.invoke(null, System.out, System.err, arguments)).isEqualTo(VerifyMain.INTACT);
            change("P13M/tile/entries/001", bytes -> bytes[bytes.length - 3] ^= 1);
            assertThat(verifier.invoke(null, System.out, System.err, arguments)).isEqualTo(VerifyMain.FAULT_FOUND);
        }
    }

    private Path verifiersClasses() throws Exception {
        List<PathMatcher> included = Pattern.compile("<include name=\"(.+)\"/>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(include -> FileSystems.getDefault().getPathMatcher("glob:" + include.group(1)))
                .toList();
        Path classes = Path.of(VerifyMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path jar = temporary.resolve("jar");
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = classes.relativize(file);
                if (included.stream().anyMatch(each -> each.matches(name))) {
                    Files.createDirectories(jar.resolve(name).getParent());
                    Files.copy(file, jar.resolve(name));
                }
            }
        }
        return jar;
    }

    @Test
    void writeThenNobodyIsNamedInIt() throws Exception {
        try (Stream<Path> files = Files.walk(export)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("Alice", "alice@", "198.51.100.7");
            }
        }
    }

    private void assertFault(String line) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        assertThat(run(new PrintStream(said, true), true)).isEqualTo(VerifyMain.FAULT_FOUND);
        assertThat(said.toString(StandardCharsets.UTF_8).strip()).isEqualTo(line);
    }

    private int run(boolean withKeys) throws IOException {
        return run(System.out, withKeys);
    }

    private int run(PrintStream answers, boolean withKeys) throws IOException {
        Path keys = temporary.resolve("keys");
        Files.write(keys, KEYS);
        return withKeys
                ? VerifyMain.run(answers, System.err, export.toString(), "--key", keys.toString(), "--threads", "2")
                : VerifyMain.run(answers, System.err, export.toString());
    }

    private Path file(String name) {
        return export.resolve("acme").resolve(name);
    }

    private void copy(Path other, String from, String to) throws IOException {
        Files.write(file(to), Files.readAllBytes(other.resolve("acme").resolve(from)));
    }

    private void change(String name, Consumer<byte[]> change) throws IOException {
        byte[] bytes = Files.readAllBytes(file(name));
        change.accept(bytes);
        Files.write(file(name), bytes);
    }
}
