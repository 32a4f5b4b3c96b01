package org.gatehouse.server.clients;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 over a random salt and a secret, written {@code keyed:} and both in base64url. Fast, therefore only for
 * secrets that cannot be guessed, or that stay in memory.
 */
final class KeyedHash {

    private static final String PREFIX = "keyed:";
    private static final int SALT_BYTES = 16;
    private static final int MAC_BYTES = 32;

    private final PrfHmacJce mac;
    private final SecureRandom random = new SecureRandom();

    KeyedHash(byte[] key) {
        try {
            this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }

    static boolean isOne(String hash) {
        return hash.startsWith(PREFIX);
    }

    String hash(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(salted(salt, secret));
    }

    /** In time that does not depend on where the two differ. */
    boolean matches(String secret, String hash) {
        byte[] stored = Base64.getUrlDecoder().decode(hash.substring(PREFIX.length()));
        byte[] presented = salted(Arrays.copyOf(stored, SALT_BYTES), secret);
        return MessageDigest.isEqual(stored, presented);
    }

    private byte[] salted(byte[] salt, String secret) {
        byte[] text = secret.getBytes(StandardCharsets.UTF_8);
        byte[] input = Arrays.copyOf(salt, SALT_BYTES + text.length);
        System.arraycopy(text, 0, input, SALT_BYTES, text.length);
        byte[] result = Arrays.copyOf(salt, SALT_BYTES + MAC_BYTES);
        try {
            System.arraycopy(mac.compute(input, MAC_BYTES), 0, result, SALT_BYTES, MAC_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
        return result;
    }
}
