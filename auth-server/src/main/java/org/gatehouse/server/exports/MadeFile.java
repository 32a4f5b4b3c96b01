package org.gatehouse.server.exports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * A file that is complete, in a temporary place that only this user reads; closing deletes it.
 *
 * @param sha256 of its bytes, in hexadecimal
 */
public record MadeFile(Path file, long rows, String sha256) implements AutoCloseable {

    /** Writes the file's content. */
    interface Content {

        /** @return the rows written */
        long write(OutputStream out) throws IOException;
    }

    /** Nothing is left when writing fails. */
    static MadeFile write(Content content) {
        Path file = temporary();
        MessageDigest digest = digest();
        try {
            long rows = write(content, file, digest);
            return new MadeFile(file, rows, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException ex) {
            delete(file);
            throw new UncheckedIOException(ex);
        } catch (RuntimeException ex) {
            delete(file);
            throw ex;
        }
    }

    /**
     * Hands the file out, once, and deletes it.
     *
     * @param name without the ending
     */
    public ResponseEntity<StreamingResponseBody> answer(String name, ExportFormat format) {
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(name + "." + format.code())
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(format.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .header("X-Rows", String.valueOf(rows))
                .header("X-SHA-256", sha256)
                .body(out -> {
                    try (this) {
                        Files.copy(file, out);
                    }
                });
    }

    @Override
    public void close() {
        delete(file);
    }

    private static long write(Content content, Path file, MessageDigest digest) throws IOException {
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
            return content.write(out);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("gatehouse-export", ".part"); // readable by this user only
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is part of every JDK", ex);
        }
    }
}
