package org.gatehouse.server.directory;

import java.util.regex.Pattern;
import org.gatehouse.realm.PlainText;

/** The shape of an e-mail address; whether it exists, only a message to it can tell. */
public final class EmailAddresses {

    private static final Pattern SHAPE = Pattern.compile("[^@\\s<>\"]{1,64}@[^@\\s<>\"]{3,180}");

    private EmailAddresses() {}

    public static boolean isValid(String address) {
        return SHAPE.matcher(address).matches() && PlainText.isPlain(address);
    }
}
