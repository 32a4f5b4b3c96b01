package org.gatehouse.audit.anchor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;

/**
 * A directory with {@code REALM/TIER.checkpoint}, each the key on its first line and the signed note after it. Best on
 * storage that is not restored together with the database.
 */
public final class AnchorFiles implements Anchors {

    private static final String CHECKPOINT = ".checkpoint";
    private static final String ACCEPTED = ".fork-accepted";

    private static final Pattern LOG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}/[0-9A-Z]{3,4}");

    private final Path directory;
    private final Map<String, Anchor> kept = new ConcurrentHashMap<>();

    public AnchorFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<Anchor> find(String log) throws IOException {
        Anchor known = kept.get(log);
        if (known == null) {
            known = read(file(log, CHECKPOINT)).orElse(null);
            if (known != null) {
                kept.put(log, known);
            }
        }
        return Optional.ofNullable(known);
    }

    @Override
    public List<String> logs() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(CHECKPOINT))
                    .map(name -> name.substring(0, name.length() - CHECKPOINT.length()))
                    .filter(name -> LOG.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void keep(String log, Anchor anchor) throws IOException {
        write(file(log, CHECKPOINT), anchor.key() + "\n" + anchor.note());
        kept.put(log, anchor);
    }

    @Override
    public boolean isForkAccepted(String log) throws IOException {
        return Files.exists(file(log, ACCEPTED));
    }

    @Override
    public void forgetAcceptance(String log) throws IOException {
        Files.deleteIfExists(file(log, ACCEPTED));
    }

    @Override
    public void putAside(String log) throws IOException {
        kept.remove(log);
        Path current = file(log, CHECKPOINT);
        int number = 1;
        Path aside;
        do {
            aside = file(log, ".forked-" + number++);
        } while (Files.exists(aside));
        if (Files.exists(current)) {
            Files.move(current, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        forgetAcceptance(log);
    }

    /**
     * Lets the log go on from whatever state the database is in at the next start.
     *
     * @return false when nothing is kept of such a log
     */
    public boolean acceptFork(String log) throws IOException {
        if (!LOG.matcher(log).matches() || !Files.exists(file(log, CHECKPOINT))) {
            return false;
        }
        write(file(log, ACCEPTED), "");
        return true;
    }

    private Path file(String log, String suffix) throws IOException {
        if (!LOG.matcher(log).matches()) {
            throw new IOException("No log is named '" + log + "'.");
        }
        return directory.resolve(log + suffix);
    }

    private static Optional<Anchor> read(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            int end = text.indexOf('\n');
            return Optional.of(new Anchor(
                    VerificationKey.parse(text.substring(0, Math.max(end, 0))),
                    SignedNote.parse(text.substring(end + 1))));
        } catch (NoSuchFileException ex) {
            return Optional.empty();
        } catch (IllegalArgumentException ex) {
            throw new IOException("The checkpoint in " + file + " was altered: " + ex.getMessage(), ex);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
