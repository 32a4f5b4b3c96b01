package org.gatehouse.audit.erasure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.privacy.KeyRing;

/**
 * Erasures, written down outside the database, so that a database restored from before them can be made to forget again.
 *
 * <p>Each erasure has two lines: that it begins, durable before its transaction commits, and that it is done. Only what is
 * done is made again; a beginning without an end was never acknowledged. Lines are sealed under the region's key: the file
 * tells nobody who was erased, and nobody without that key can add to it.
 */
public final class ErasureJournal {

    private static final String BEGINS = "begins";
    private static final String DONE = "done";
    private static final int FIELDS = 6;
    private static final String PLACE = "gatehouse erasure journal";

    private final Path file;
    private final KeyRing keys;

    private ErasureJournal(Path file, KeyRing keys) {
        this.file = file;
        this.keys = keys;
    }

    /** @param file made with the first erasure; several nodes may share it on a file system that appends atomically */
    public static ErasureJournal at(Path file, KeyRing keys) {
        return new ErasureJournal(file, keys);
    }

    /** @throws IOException when it is not durable; the erasure must not go on then */
    public void begins(Erasure erasure) throws IOException {
        write(BEGINS, erasure);
    }

    /** @throws IOException when it is not durable; the erasure is done, and would not survive a restored database */
    public void done(Erasure erasure) throws IOException {
        write(DONE, erasure);
    }

    /**
     * Erasures that were done, in their order.
     *
     * @throws IOException when the file cannot be read, or a line of it was not written by this installation
     */
    public List<Erasure> allDone() throws IOException {
        Map<UUID, Erasure> done = new LinkedHashMap<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            Optional<String[]> fields = open(lines.get(i));
            if (fields.isEmpty()) {
                throw new IOException("Line " + (i + 1) + " of " + file + " does not open with this region key.");
            }
            if (fields.get()[0].equals(DONE)) {
                Erasure erasure = read(fields.get());
                done.put(erasure.id(), erasure);
            }
        }
        return List.copyOf(done.values());
    }

    /** A last line without its end is what a crash cut off: it was never acknowledged. */
    private List<String> lines() throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException ex) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        lines.remove(lines.size() - 1);
        lines.removeIf(String::isEmpty);
        return lines;
    }

    private synchronized void write(String step, Erasure erasure) throws IOException {
        String plain = String.join(
                " ",
                step,
                erasure.id().toString(),
                erasure.realm(),
                erasure.person().toString(),
                erasure.at().toString(),
                String.valueOf(erasure.redact()));
        byte[] sealed = keys.wrap(plain.getBytes(StandardCharsets.UTF_8), PLACE);
        String line = keys.epoch() + " " + Base64.getEncoder().encodeToString(sealed);
        boolean isNew = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            // the newline before ends what a crash may have cut off
            ByteBuffer bytes = ByteBuffer.wrap(("\n" + line + "\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        if (isNew) {
            forceDirectory();
        }
    }

    private void forceDirectory() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null
                && directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Optional<String[]> open(String line) {
        try {
            int space = line.indexOf(' ');
            int epoch = Integer.parseInt(line.substring(0, Math.max(0, space)));
            byte[] sealed = Base64.getDecoder().decode(line.substring(space + 1));
            return Optional.of(new String(keys.unwrap(sealed, PLACE, epoch), StandardCharsets.UTF_8).split(" "))
                    .filter(fields -> fields.length == FIELDS);
        } catch (IllegalArgumentException | GeneralSecurityException ex) {
            return Optional.empty();
        }
    }

    private static Erasure read(String[] fields) {
        return new Erasure(
                UUID.fromString(fields[1]),
                fields[2],
                UUID.fromString(fields[3]),
                Instant.parse(fields[4]),
                Boolean.parseBoolean(fields[5]));
    }
}
