package org.gatehouse.server.console.door;

import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * What the console asked the realm for and has no answer to yet. Kept in the browser's session, so that only the browser
 * that asked can bring the answer.
 *
 * @param to where the person wanted to go
 */
record ConsoleRequest(String state, String nonce, String verifier, String to, Instant askedAt) implements Serializable {

    private static final int SECRET_BYTES = 32;

    static ConsoleRequest next(SecureRandom random, String to, Instant now) {
        return new ConsoleRequest(secret(random), secret(random), secret(random), to, now);
    }

    private static String secret(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "ConsoleRequest[" + to + "]";
    }
}
