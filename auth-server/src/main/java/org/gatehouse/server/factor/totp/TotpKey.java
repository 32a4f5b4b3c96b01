package org.gatehouse.server.factor.totp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.binary.Base32;

/** The secret an authenticator app and the service share. */
public final class TotpKey {

    /** As long as the output of SHA-1, which RFC 4226 section 4 recommends. */
    private static final int BYTES = 20;

    /** The key of the examples everybody has: shorter than what is made here, never shorter than this. */
    private static final int SHORTEST = 10;

    private static final int GROUP = 4;

    private final byte[] bytes;

    private TotpKey(byte[] bytes) {
        this.bytes = bytes;
    }

    public static TotpKey generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new TotpKey(bytes);
    }

    /**
     * Reads Base32 (RFC 4648 section 6); case, spaces and padding do not matter.
     *
     * @throws IllegalArgumentException when it is something else, or has fewer than 80 bits; the message does not repeat it
     */
    public static TotpKey parse(String text) {
        String plain = text.replace(" ", "").replace("=", "").toUpperCase(Locale.ROOT);
        byte[] bytes = plain.matches("[A-Z2-7]+") ? new Base32().decode(plain) : new byte[0];
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException("A key of an authenticator app is Base32 of at least 80 bits.");
        }
        return new TotpKey(bytes);
    }

    static TotpKey of(byte[] bytes) {
        return new TotpKey(bytes.clone());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Without padding, as apps write it. */
    public String base32() {
        return new Base32().encodeToString(bytes).replace("=", "");
    }

    /** The same in groups of four, for people who type it. */
    public List<String> groups() {
        String text = base32();
        List<String> groups = new ArrayList<>();
        for (int start = 0; start < text.length(); start += GROUP) {
            groups.add(text.substring(start, Math.min(start + GROUP, text.length())));
        }
        return groups;
    }

    /**
     * What the QR code holds, and what a link on a phone opens the app with.
     *
     * @param issuer whose account it is, as the app shows it
     * @param account which account, as the app shows it
     */
    public String uri(String issuer, String account) {
        return "otpauth://totp/" + encoded(issuer) + ":" + encoded(account) + "?secret=" + base32() + "&issuer="
                + encoded(issuer) + "&algorithm=SHA1&digits=6&period=30";
    }

    /** Apps take a plus for a plus. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "TotpKey[hidden]";
    }
}
