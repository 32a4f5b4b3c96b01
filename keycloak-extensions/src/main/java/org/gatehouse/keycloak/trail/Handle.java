package org.gatehouse.keycloak.trail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A handle of one of Keycloak's sessions: tells that two entries are of the same one, and nothing outside the trail. The
 * identifier itself is part of cookies and codes.
 */
final class Handle {

    private static final int BYTES = 16;

    private Handle() {}

    static @Nullable String of(@Nullable String session) {
        if (session == null) {
            return null;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(("keycloak session " + session).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
