package org.gatehouse.server.secrets;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The 256-bit key everything stored encrypted or hashed depends on. Each use gets a key of its own, derived with HKDF
 * (RFC 5869) from a purpose, so that no two uses share one.
 */
public final class MasterKey {

    /** Length in bytes, of the master key and of each derived key. */
    public static final int LENGTH = 32;

    /** The purpose of the key that wraps the trail's keys. */
    public static final String TRAIL = "audit/region-kek";

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    public static MasterKey generate(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new MasterKey(bytes);
    }

    /**
     * Reads a key as {@link #encoded()} writes it: 32 bytes in base64, surrounding white space ignored.
     *
     * @throws IllegalArgumentException when it is anything else; the message does not repeat the text
     */
    public static MasterKey parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException("The master key is not valid base64.", ex);
        }
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("The master key must be 32 bytes in base64, not " + bytes.length + ".");
        }
        return new MasterKey(bytes);
    }

    /** The key in base64, to be written where only the service can read it. */
    public String encoded() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A 32-byte key for one purpose, for example {@link #TRAIL}. The same purpose gives the same key. */
    public byte[] derive(String purpose) {
        try {
            return Hkdf.computeHkdf("HMACSHA256", bytes, new byte[0], purpose.getBytes(StandardCharsets.UTF_8), LENGTH);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HKDF with SHA-256 is not available", ex);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[hidden]";
    }
}
