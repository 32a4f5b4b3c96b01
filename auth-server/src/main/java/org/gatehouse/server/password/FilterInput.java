package org.gatehouse.server.password;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads the keys of a list, a line at a time: SHA-1 in hexadecimal with or without a count, as such lists are published,
 * or passwords as they are. The first line tells which.
 */
final class FilterInput implements AutoCloseable {

    /** In bytes; no password and no hash comes near. */
    private static final int LONGEST_LINE = 4_096;

    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{" + PasswordKey.HEX_DIGITS + "}(:[0-9]{1,18})?");

    private final InputStream in;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private long number;
    private boolean hashes;

    FilterInput(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** How many lines were read. */
    long lines() {
        return number;
    }

    /**
     * The next key; empty at the end.
     *
     * @throws FilterInputException when a line is no hash though the first is one, or too long to be either
     */
    OptionalLong next() throws IOException {
        while (readLine()) {
            String text = new String(line, 0, length, StandardCharsets.UTF_8);
            if (!text.isBlank()) {
                return OptionalLong.of(key(text));
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private long key(String text) {
        boolean hash = HASH.matcher(text).matches();
        if (number == 1) {
            hashes = hash;
        }
        if (hashes && !hash) {
            throw new FilterInputException("Line " + number
                    + " is no SHA-1 in hexadecimal, with or without a count, though the first line is.");
        }
        return hashes ? PasswordKey.ofHash(text) : PasswordKey.of(text);
    }

    private boolean readLine() throws IOException {
        length = 0;
        int next = in.read();
        if (next < 0) {
            return false;
        }
        number++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (length == LONGEST_LINE) {
                throw new FilterInputException("Line " + number + " is longer than " + LONGEST_LINE
                        + " bytes: this is no list of hashes or passwords.");
            }
            line[length++] = (byte) next;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return true;
    }

    /** A list is not one; the message is a sentence for whoever gave it. */
    static final class FilterInputException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FilterInputException(String message) {
            super(message);
        }
    }
}
