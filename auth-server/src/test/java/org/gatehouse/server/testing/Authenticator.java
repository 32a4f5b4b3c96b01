package org.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.factor.totp.Totp;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.factor.totp.TotpKey;
import org.gatehouse.server.realm.Realms;

/** Somebody's authenticator app, on a phone whose clock is the server's. */
public final class Authenticator {

    public static final Duration STEP = Duration.ofSeconds(30);

    private static final Pattern URI = Pattern.compile("otpauth://totp/[^\"]*[?&](?:amp;)?secret=([A-Z2-7]+)");

    private final TestServer server;
    private final TotpKey key;

    private Authenticator(TestServer server, TotpKey key) {
        this.server = server;
        this.key = key;
    }

    /** An app that is enrolled already; none of its codes was used. */
    public static Authenticator of(TestServer server, String realm, UUID account) {
        TotpKey key = TotpKey.generate(new SecureRandom());
        boolean added = server.bean(TotpFactors.class)
                .add(server.bean(Realms.class).get(realm), account, key, "Phone", 0)
                .isPresent();
        assertThat(added).isTrue();
        return new Authenticator(server, key);
    }

    /** Opens the link of a page that shows a key. */
    public static Authenticator scanning(TestServer server, Answer page) {
        Matcher link = URI.matcher(page.body());
        if (!link.find()) {
            throw new AssertionError("The page shows no key");
        }
        return withKey(server, link.group(1));
    }

    public static Authenticator withKey(TestServer server, String base32) {
        return new Authenticator(server, TotpKey.parse(base32));
    }

    /** What it shows now. */
    public String code() {
        return code(0);
    }

    /** What it shows some steps from now, or showed some before. */
    public String code(int steps) {
        return Totp.code(key, server.clock().instant().plus(STEP.multipliedBy(steps)));
    }

    /** Waits until it shows a code it has not shown before. */
    public String nextCode() {
        server.clock().advance(STEP);
        return code();
    }

    /** A code it does not show around now. */
    public String wrongCode() {
        for (int candidate = 0; ; candidate++) {
            String code = "%06d".formatted(candidate);
            if (!code.equals(code(-1)) && !code.equals(code()) && !code.equals(code(1)) && !code.equals(code(2))) {
                return code;
            }
        }
    }
}
