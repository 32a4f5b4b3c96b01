package org.gatehouse.server.api;

import java.util.UUID;

/** Identifiers in paths, parameters and bodies. */
final class Ids {

    private static final int LENGTH = 36;

    private Ids() {}

    /** Only the one usual spelling: what looks different is different. */
    static UUID parse(String name, String text) {
        try {
            UUID id = UUID.fromString(text);
            if (text.length() == LENGTH && id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException ex) {
            // told below, like any other text that is no id
        }
        throw ApiException.invalid("'" + name + "' must be an id such as 0196d7a4-5b7e-7c31-9a53-2f1f6f0c9f11.");
    }
}
