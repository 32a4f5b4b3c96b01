package org.gatehouse.server.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a letter is to say.
 *
 * @param to the address, which need not be the account's
 * @param facts shown as a list, in this order: the name of a fact is a key of the words, its value is text
 * @param link the one address to go to; null for none
 * @param code to be typed somewhere; null for none
 */
public record Mail(
        MailKind kind,
        String to,
        Map<String, String> facts,
        @Nullable String link,
        @Nullable String code) {

    public Mail {
        facts = new LinkedHashMap<>(facts);
    }

    public static Mail withLink(MailKind kind, String to, String link) {
        return new Mail(kind, to, Map.of(), link, null);
    }

    public static Mail withCode(MailKind kind, String to, String code) {
        return new Mail(kind, to, Map.of(), null, code);
    }

    @Override
    public String toString() {
        return "Mail[" + kind.code() + "]"; // link and code are as good as a password
    }
}
