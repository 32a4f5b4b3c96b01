package org.gatehouse.server.demo.entra;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Codes and access tokens that were given out, and what for. */
final class Codes {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration CODE = Duration.ofMinutes(10);
    private static final Duration TOKEN = Duration.ofMinutes(65);
    private static final int BYTES = 32;

    private final Map<String, SignIn> codes = new ConcurrentHashMap<>();
    private final Map<String, SignIn> tokens = new ConcurrentHashMap<>();
    private final Clock clock;

    Codes(Clock clock) {
        this.clock = clock;
    }

    String issue(SignIn signIn) {
        return keep(codes, CODE, signIn);
    }

    /** Once (RFC 6749 section 4.1.2). */
    Optional<SignIn> redeem(String code) {
        return Optional.ofNullable(codes.remove(code)).filter(signIn -> isYoung(signIn, CODE));
    }

    String accessToken(SignIn signIn) {
        return keep(tokens, TOKEN, signIn);
    }

    /** Who may be asked about with this token. */
    Optional<SignIn> holder(String accessToken) {
        return Optional.ofNullable(tokens.get(accessToken)).filter(signIn -> isYoung(signIn, TOKEN));
    }

    private String keep(Map<String, SignIn> all, Duration lifetime, SignIn signIn) {
        all.values().removeIf(old -> !isYoung(old, lifetime));
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        all.put(text, signIn);
        return text;
    }

    private boolean isYoung(SignIn signIn, Duration lifetime) {
        return clock.instant().isBefore(signIn.at().plus(lifetime));
    }
}
