package org.gatehouse.server.devicegrant;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.stream.Collectors;

/** The short code a person types: no vowels, so no words, and nothing that looks like something else (RFC 8628 6.1). */
final class UserCode {

    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";

    /** 20 to the 8th are 34 bits; with five guesses a minute for ten minutes nobody hits one that waits. */
    private static final int LENGTH = 8;

    private UserCode() {}

    static String random(SecureRandom random) {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> ALPHABET.substring(index, index + 1))
                .collect(Collectors.joining());
    }

    /** In two groups, as devices show it. */
    static String shown(String code) {
        return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
    }

    /** What was typed, without dashes and spaces and in capitals; something that is no code when it could not be one. */
    static String typed(String text) {
        String code = text.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return code.length() == LENGTH ? code : "";
    }
}
