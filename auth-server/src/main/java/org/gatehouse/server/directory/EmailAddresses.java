package org.gatehouse.server.directory;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.gatehouse.realm.PlainText;
import org.jspecify.annotations.Nullable;

/** The shape of an e-mail address; whether it exists, only a message to it can tell. */
public final class EmailAddresses {

    private static final Pattern SHAPE = Pattern.compile("[^@\\s<>\"]{1,64}@[^@\\s<>\"]{3,180}");

    private EmailAddresses() {}

    public static boolean isValid(String address) {
        return SHAPE.matcher(address).matches() && PlainText.isPlain(address);
    }

    /**
     * Whether two addresses are one mailbox. Look-alikes that count as one elsewhere are two: only the case of ASCII letters
     * is ignored, and {@code equalsIgnoreCase} alone would take the Kelvin sign for a k.
     */
    public static boolean isSame(String one, @Nullable String other) {
        return one.equals(other) || (other != null && isAscii(one) && isAscii(other) && one.equalsIgnoreCase(other));
    }

    private static boolean isAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }
}
