package org.gatehouse.server.password;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How a password is looked up among millions: the first 64 bits of its SHA-1. The published lists come as SHA-1, and
 * here it finds what is public anyway; nothing secret is kept under it.
 */
final class PasswordKey {

    /** Hexadecimal digits of a SHA-1. */
    static final int HEX_DIGITS = 40;

    private static final int KEY_DIGITS = 16;

    private PasswordKey() {}

    static long of(String password) {
        byte[] text = PasswordHashing.normalize(password).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(sha1().digest(text)).getLong();
    }

    /** @throws IllegalArgumentException when it does not begin with a SHA-1 in hexadecimal */
    static long ofHash(String hex) {
        return HexFormat.fromHexDigitsToLong(hex, 0, KEY_DIGITS);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-1 is not available", ex);
        }
    }
}
