package org.gatehouse.realm.document;

import java.util.regex.Pattern;

/** Text from a file on its way to a screen or a log: what would steer a terminal or begin another line is spelt out. */
public final class Printable {

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Printable() {}

    public static String text(String text) {
        return STEERING.matcher(text)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }
}
