package org.gatehouse.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.PrunedStatement;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.jspecify.annotations.Nullable;

/** One log of an export. */
final class ExportedLog {

    /** Bundles in one run: as many as a tile of level 1 has hashes. */
    private static final int RUN = TilePath.FULL;

    private final Path directory;
    private final Claim claim;
    private final CheckpointCheck checkpoints;

    private ExportedLog(Path directory, Claim claim, CheckpointCheck checkpoints) {
        this.directory = directory;
        this.claim = claim;
        this.checkpoints = checkpoints;
    }

    static ExportedLog read(Path export, Path directory, VerifyOptions options) throws IOException {
        String name = export.relativize(directory).toString().replace('\\', '/');
        SignedNote note = note(directory.resolve("checkpoint"));
        Checkpoint checkpoint = Checkpoint.of(note)
                .orElseThrow(() -> new IOException("The checkpoint of " + name + " is not a checkpoint."));
        CheckpointCheck checkpoints = new CheckpointCheck(name);
        checkpoints.add(List.of(note), Optional.of(key(name, checkpoint, options)));
        checkpoints.add(cosigned(directory.resolve("cosigned")), Optional.of(key(name, checkpoint, options)));
        Claim claim = new Claim(
                name,
                checkpoint.size(),
                lost(directory.resolve("pruned"), key(name, checkpoint, options)),
                0, // each entry is compared with its tile as it is read
                new TreeSet<>(checkpoints.bySize().keySet()));
        return new ExportedLog(directory, claim, checkpoints);
    }

    String name() {
        return claim.name();
    }

    CheckpointCheck checkpoints() {
        return checkpoints;
    }

    long size() {
        return claim.size();
    }

    Optional<Fault> verify(int threads, Counter counter) throws IOException {
        if (checkpoints.fault().isPresent()) {
            return checkpoints.fault(); // what nobody signed for cannot be checked
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Part>> parts = new ArrayList<>();
            BundleReader reader = new BundleReader(directory, claim, counter);
            long tile = claim.minIndex() / TilePath.FULL;
            for (long first = tile - tile % RUN; first * TilePath.FULL < claim.size(); first += RUN) {
                long from = first;
                parts.add(pool.submit(() -> reader.read(from, from + RUN)));
            }
            return fold(parts);
        } finally {
            pool.shutdownNow();
        }
    }

    private Optional<Fault> fold(List<Future<Part>> parts) throws IOException {
        Fold fold = new Fold(claim);
        for (Future<Part> part : parts) {
            Optional<Fault> fault = fold.add(await(part));
            if (fault.isPresent()) {
                return fault;
            }
        }
        Optional<Fault> fault = fold.end().or(() -> checkpoints.check(fold));
        return fault.isPresent() || claim.minIndex() > 0 ? fault : UpperTiles.check(name(), fold.roots(), this::tile);
    }

    private byte @Nullable [] tile(TilePath tile) throws IOException {
        try {
            return Files.readAllBytes(directory.resolve(tile.toString()));
        } catch (NoSuchFileException ex) {
            return new byte[0];
        }
    }

    private static Part await(Future<Part> part) throws IOException {
        try {
            return part.get();
        } catch (ExecutionException ex) {
            throw ex.getCause() instanceof IOException io ? io : new IOException(ex.getCause());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while verifying", ex);
        }
    }

    private static VerificationKey key(String name, Checkpoint checkpoint, VerifyOptions options) throws IOException {
        return options.keys().stream()
                .filter(key -> key.name().equals(checkpoint.origin()))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "No key was given for " + name + ": its origin is " + checkpoint.origin() + "."));
    }

    /** What the log says, by its key, that it has dropped. */
    private static Frontier lost(Path file, VerificationKey key) throws IOException {
        if (!Files.exists(file)) {
            return Frontier.empty();
        }
        return PrunedStatement.verified(note(file), key)
                .map(PrunedStatement::lost)
                .orElseThrow(() -> new IOException(file + " is not signed with the key given for " + key.name() + "."));
    }

    /** Checkpoints before the newest that witnesses have had the time to cosign. */
    private static List<SignedNote> cosigned(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<SignedNote> notes = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                notes.add(note(file));
            }
        }
        return notes;
    }

    private static SignedNote note(Path file) throws IOException {
        try {
            return SignedNote.parse(Files.readString(file));
        } catch (IllegalArgumentException ex) {
            throw new IOException(file + " cannot be read. " + ex.getMessage(), ex);
        }
    }
}
