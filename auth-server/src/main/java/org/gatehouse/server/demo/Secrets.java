package org.gatehouse.server.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Values nobody can guess, and the PKCE challenge made from one. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int SHOWN = 6;

    private Secrets() {}

    /** 256 bits: 43 characters, the least a code verifier may have. */
    static String next() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return BASE64URL.encodeToString(bytes);
    }

    /** <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4.2">RFC 7636, 4.2</a>, method S256. */
    static String challenge(String verifier) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return BASE64URL.encodeToString(sha256.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }

    static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Enough to see that one differs from another, too little to use. */
    static String shortened(String secret) {
        return secret.length() <= 2 * SHOWN ? "…" : secret.substring(0, SHOWN) + "… (" + secret.length() + ")";
    }
}
