package org.gatehouse.server.factor.recovery;

import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Recovery codes as their owner sees them, once.
 *
 * @param codes two groups of five characters each: 50 bits, from an alphabet in which nothing looks like something else
 */
public record RecoveryCodeSet(List<String> codes) {

    /** How many a person gets. */
    public static final int SIZE = 10;

    /** 32 characters, so that each is five bits of a random byte; no I, L, O and U (Crockford's Base32). */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int GROUP = 5;
    private static final int LENGTH = 2 * GROUP;

    public RecoveryCodeSet {
        codes = List.copyOf(codes);
    }

    public static RecoveryCodeSet generate(SecureRandom random) {
        Set<String> codes = new LinkedHashSet<>();
        while (codes.size() < SIZE) {
            codes.add(code(random));
        }
        return new RecoveryCodeSet(List.copyOf(codes));
    }

    private static String code(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        StringBuilder code = new StringBuilder();
        for (byte value : bytes) {
            code.append(code.length() == GROUP ? "-" : "").append(ALPHABET.charAt(value & 31));
        }
        return code.toString();
    }

    /** What is compared: case, spaces and hyphens do not matter, and what was misread for a digit is that digit. */
    static String normalized(String typed) {
        return typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\u00a0\\u202f-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    @Override
    public String toString() {
        return "RecoveryCodeSet[hidden]";
    }
}
