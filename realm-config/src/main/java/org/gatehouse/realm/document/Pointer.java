package org.gatehouse.realm.document;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** JSON Pointers (RFC 6901) as text, because every part of a document is looked up by one. */
final class Pointer {

    static final String ROOT = "";

    private static final Set<String> SECRET_KEYS = Set.of("secret", "clientSecret", "authorization", "password");

    /** A private key there is a mistake, and still a private key. */
    private static final Pattern KEY_SET = Pattern.compile("/jwks(/|$)");

    private Pointer() {}

    static String child(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    static String item(String pointer, int index) {
        return pointer + "/" + index;
    }

    static String parent(String pointer) {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    static List<String> keys(String pointer) {
        return pointer.isEmpty()
                ? List.of()
                : Arrays.stream(pointer.substring(1).split("/", -1))
                        .map(key -> key.replace("~1", "/").replace("~0", "~"))
                        .toList();
    }

    /** Not of the root, which stands under none. */
    static String lastKey(String pointer) {
        List<String> keys = keys(pointer);
        return keys.get(keys.size() - 1);
    }

    static boolean isWithin(String pointer, String outer) {
        return pointer.equals(outer) || pointer.startsWith(outer + "/");
    }

    /** Whether what stands there may be a secret, which no message repeats. */
    static boolean mayBeSecret(String pointer) {
        return !pointer.isEmpty()
                && (SECRET_KEYS.contains(lastKey(pointer))
                        || KEY_SET.matcher(pointer).find());
    }
}
