package org.gatehouse.server.factor.totp;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;

/** One-time codes as all apps make them: six digits, a new one every 30 seconds, HMAC-SHA-1 (RFC 6238 section 5.2). */
public final class Totp {

    static final int STEP_SECONDS = 30;

    /** How many steps a phone's clock may be off, either way: RFC 6238 section 5.2 recommends one. */
    static final int WINDOW = 1;

    private static final int DIGITS = 6;

    private static final HmacOneTimePasswordGenerator GENERATOR = new HmacOneTimePasswordGenerator(DIGITS);

    private Totp() {}

    /** The code an app with this key shows now. */
    public static String code(TotpKey key, Instant now) {
        return code(key, step(now));
    }

    static long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    /** What somebody typed, without the spaces apps show; empty when it cannot be a code. */
    static String normalized(String typed) {
        String code = typed.replaceAll("[\\s\\u00a0\\u202f-]", "");
        return code.matches("[0-9]{" + DIGITS + "}") ? code : "";
    }

    /** The steps whose code this is, earliest first. Every step is compared, each in constant time. */
    static List<Long> matching(TotpKey key, String code, Instant now) {
        byte[] typed = code.getBytes(StandardCharsets.US_ASCII);
        List<Long> matching = new ArrayList<>();
        for (long step = step(now) - WINDOW; step <= step(now) + WINDOW; step++) {
            if (MessageDigest.isEqual(code(key, step).getBytes(StandardCharsets.US_ASCII), typed)) {
                matching.add(step);
            }
        }
        return matching;
    }

    private static String code(TotpKey key, long step) {
        try {
            // the digits 0 to 9 whatever the language of the machine: the library would ask its default locale
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(key.bytes(), GENERATOR.getAlgorithm()), step, Locale.ROOT);
        } catch (InvalidKeyException ex) {
            throw new IllegalStateException("HMAC-SHA-1 takes any key", ex);
        }
    }
}
