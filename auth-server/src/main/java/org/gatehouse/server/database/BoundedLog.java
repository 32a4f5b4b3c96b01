package org.gatehouse.server.database;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/** A log file that never takes more than twice its limit: when full, it becomes {@code .1} and starts again. */
final class BoundedLog {

    private static final int TAIL_LINES = 12;

    private final Path file;
    private final long limit;
    private final Deque<String> tail = new ArrayDeque<>();

    BoundedLog(Path file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    synchronized void add(String line) {
        tail.addLast(line);
        if (tail.size() > TAIL_LINES) {
            tail.removeFirst();
        }
        try {
            append(line);
        } catch (IOException ex) {
            return; // a full disk costs the line; a reader that stops would block the server on its full pipe
        }
    }

    /** The last lines, for a message about why the server is not there. */
    synchronized String tail() {
        return String.join(System.lineSeparator(), tail);
    }

    private void append(String line) throws IOException {
        if (Files.exists(file) && Files.size(file) > limit) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        try (Writer out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(line);
            out.write('\n');
        }
    }
}
