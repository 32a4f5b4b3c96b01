package org.gatehouse.server.tokens;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;

/** What ties an ID token to the access token beside it: {@code at_hash} (OIDC Core section 3.1.3.6). */
final class TokenHash {

    private TokenHash() {}

    /** The left half of the hash the ID token's signature uses. */
    static String of(String token, JwsAlgorithm algorithm) {
        byte[] hash = hash(token.getBytes(StandardCharsets.US_ASCII), digest(algorithm.getName()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
    }

    /** RFC 7518 section 3.1 puts the bits into the name; EdDSA over Ed25519 hashes with SHA-512. */
    private static String digest(String algorithm) {
        return algorithm.endsWith("256") ? "SHA-256" : algorithm.endsWith("384") ? "SHA-384" : "SHA-512";
    }

    private static byte[] hash(byte[] bytes, String digest) {
        try {
            return MessageDigest.getInstance(digest).digest(bytes);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(digest + " is not available", ex);
        }
    }
}
