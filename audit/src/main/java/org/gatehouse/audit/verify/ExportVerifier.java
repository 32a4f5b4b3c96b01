package org.gatehouse.audit.verify;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Verifies an export offline: entries, tiles and checkpoint of every log in it, with the logs' public keys and nothing
 * else. Depends on the JDK alone.
 */
public final class ExportVerifier {

    private ExportVerifier() {}

    /**
     * Verifies the export in a directory or a zip file.
     *
     * @param options the keys in it decide; a log nobody gave a key for cannot be checked
     * @throws IOException when it could not be checked, which is not a fault of the trail
     */
    public static VerifyReport verify(Path export, VerifyOptions options, Consumer<Progress> progress)
            throws IOException {
        if (Files.isDirectory(export)) {
            return verifyDirectory(export, options, progress);
        }
        try (FileSystem zip = FileSystems.newFileSystem(export, (ClassLoader) null)) {
            return verifyDirectory(zip.getPath("/"), options, progress);
        }
    }

    private static VerifyReport verifyDirectory(Path directory, VerifyOptions options, Consumer<Progress> progress)
            throws IOException {
        List<ExportedLog> logs = new ArrayList<>();
        for (Path log : directories(directory)) {
            logs.add(ExportedLog.read(directory, log, options));
        }
        if (logs.isEmpty()) {
            throw new IOException("There is no log in " + directory + ": no checkpoint in any directory.");
        }
        Counter counter =
                new Counter(progress, logs.stream().mapToLong(ExportedLog::size).sum());
        List<Fault> faults = new ArrayList<>();
        List<Witnessed> witnessed = new ArrayList<>();
        for (ExportedLog log : logs) {
            log.verify(options.threads(), counter)
                    .or(() -> log.checkpoints().quorum(options))
                    .ifPresent(faults::add);
            log.checkpoints().witnessed(options).ifPresent(witnessed::add);
            counter.tell(log.name());
        }
        return new VerifyReport(counter.entries(), logs.size(), faults, witnessed);
    }

    private static List<Path> directories(Path export) throws IOException {
        try (Stream<Path> files = Files.walk(export, 3)) {
            return files.filter(file -> file.endsWith("checkpoint"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }
}
