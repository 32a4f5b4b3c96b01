package org.gatehouse.server.registration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bearer tokens of 256 random bits, of which the database has the SHA-256: what nobody can guess needs no slow hash. */
final class RegistrationTokens {

    private static final int BYTES = 32;
    private static final int LONGEST = 200;
    private static final String SCHEME = "Bearer ";

    private static final SecureRandom RANDOM = new SecureRandom();

    private RegistrationTokens() {}

    static String generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The token of an {@code Authorization} header (RFC 6750 section 2.1). */
    static Optional<String> of(@Nullable String header) {
        return header != null && header.length() <= LONGEST && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }

    static boolean matches(String token, byte[] hash) {
        return MessageDigest.isEqual(hash(token), hash);
    }
}
