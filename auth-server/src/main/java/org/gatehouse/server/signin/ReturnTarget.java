package org.gatehouse.server.signin;

import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;

/** Where to go after signing in when a page, not a client, asked for it. */
final class ReturnTarget {

    /** Plain path segments: no host, no scheme, no dots to climb with, nothing a browser could read another way. */
    private static final Pattern REST = Pattern.compile("(/[A-Za-z0-9_:-]+)*/?");

    private ReturnTarget() {}

    /** The path, if it is a page of this realm. */
    static Optional<String> of(Realm realm, @Nullable String path) {
        if (path == null) {
            return Optional.empty();
        }
        return Optional.of(path)
                .filter(candidate -> isBelow("/realms/" + realm.name(), candidate)
                        || isBelow("/console/realms/" + realm.name(), candidate));
    }

    private static boolean isBelow(String root, String path) {
        return path.startsWith(root + "/")
                && REST.matcher(path.substring(root.length())).matches();
    }
}
