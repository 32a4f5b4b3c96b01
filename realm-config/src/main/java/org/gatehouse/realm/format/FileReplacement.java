package org.gatehouse.realm.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Replaces a file in one step, so that no crash leaves half of it. */
final class FileReplacement {

    private FileReplacement() {}

    static void replace(Path named, String before, String after) throws IOException {
        Path file = named.toRealPath(); // a link stays a link
        if (!Files.isWritable(file)) {
            throw new FileSystemException(file.toString(), null, "it is not writable");
        }
        Path next = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".next");
        try {
            copyAccess(file, next);
            write(next, after);
            if (!withoutMark(Files.readString(file)).equals(before)) {
                throw new FileSystemException(file.toString(), null, "it was changed in the meantime");
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /** Fails rather than give somebody's file to somebody else. */
    private static void copyAccess(Path from, Path to) throws IOException {
        PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source == null || target == null) {
            return;
        }
        PosixFileAttributes wanted = source.readAttributes();
        PosixFileAttributes given = target.readAttributes();
        if (!given.owner().equals(wanted.owner())) {
            target.setOwner(wanted.owner());
        }
        if (!given.group().equals(wanted.group())) {
            target.setGroup(wanted.group());
        }
        target.setPermissions(wanted.permissions());
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
