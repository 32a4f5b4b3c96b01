package org.gatehouse.server.request;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a path names its realm. */
final class RealmPath {

    private static final Pattern NAMED = Pattern.compile(
            "/(?:realms|console/realms|api/realms|\\.well-known/oauth-authorization-server/realms)/([^/;]*)(?:/.*)?");

    private RealmPath() {}

    static Optional<String> realmIn(String path) {
        Matcher matcher = NAMED.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
