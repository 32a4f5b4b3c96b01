package org.gatehouse.audit.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON object (RFC 8259) straight to its bytes. A generator that can do more costs more to make than all that is
 * in an entry. What is written is read back by the library.
 */
final class JsonObject {

    /** Where a byte is not written as it is, what stands for it; UTF-8 of more than one byte is. */
    private static final byte[][] ESCAPES = escapes();

    private byte[] bytes;
    private int length;

    /** @param expected bytes it will have, about; it grows */
    JsonObject(int expected) {
        bytes = new byte[expected];
        open('{');
    }

    /** A member that is a text; one without a value is left out. */
    JsonObject put(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            text(value);
        }
        return this;
    }

    JsonObject put(String name, boolean value) {
        name(name);
        write(String.valueOf(value).getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Begins a member that is an object or an array. */
    JsonObject begin(String name, char bracket) {
        name(name);
        open(bracket);
        return this;
    }

    /** Begins an object in an array. */
    JsonObject element() {
        separate();
        open('{');
        return this;
    }

    JsonObject end(char bracket) {
        write((byte) bracket);
        return this;
    }

    /** Ends it. */
    byte[] toBytes() {
        end('}');
        return Arrays.copyOf(bytes, length);
    }

    private void name(String name) {
        separate();
        text(name);
        write((byte) ':');
    }

    /** Whatever follows the beginning of something is the first in it. */
    private void separate() {
        byte last = bytes[length - 1];
        if (last != '{' && last != '[') {
            write((byte) ',');
        }
    }

    private void open(char bracket) {
        write((byte) bracket);
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        write((byte) '"');
        int written = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte[] escape = utf8[i] < 0 ? null : ESCAPES[utf8[i]];
            if (escape != null) {
                write(utf8, written, i);
                write(escape);
                written = i + 1;
            }
        }
        write(utf8, written, utf8.length);
        write((byte) '"');
    }

    private void write(byte one) {
        makeRoom(1);
        bytes[length++] = one;
    }

    private void write(byte[] all) {
        write(all, 0, all.length);
    }

    private void write(byte[] from, int begin, int end) {
        makeRoom(end - begin);
        System.arraycopy(from, begin, bytes, length, end - begin);
        length += end - begin;
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private static byte[][] escapes() {
        byte[][] escapes = new byte[128][];
        for (int control = 0; control < ' '; control++) {
            escapes[control] = ascii("\\u00" + HexFormat.of().withUpperCase().toHexDigits((byte) control));
        }
        escapes['\b'] = ascii("\\b");
        escapes['\t'] = ascii("\\t");
        escapes['\n'] = ascii("\\n");
        escapes['\f'] = ascii("\\f");
        escapes['\r'] = ascii("\\r");
        escapes['"'] = ascii("\\\"");
        escapes['\\'] = ascii("\\\\");
        return escapes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
