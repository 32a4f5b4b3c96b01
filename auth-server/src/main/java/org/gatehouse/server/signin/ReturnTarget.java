package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;

/** Where to go after signing in when a page, not a client, asked for it. */
public final class ReturnTarget {

    /** Plain path segments: no host, no scheme, no dots to climb with, nothing a browser could read another way. */
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_:-]+)*/?");

    /** What browsers leave as it is in a query, and escapes of anything but control characters. */
    private static final Pattern QUERY = Pattern.compile(
            "P*+(?:%(?:[2-689A-Fa-f][0-9A-Fa-f]|7[0-9A-Ea-e])P*+)*+".replace("P", "[A-Za-z0-9_.~!$'()*+,;:@/?&=-]"));

    /** It must fit into a redirect. */
    private static final int LONGEST = 2_000;

    private ReturnTarget() {}

    /** The page a request asked for: with its query, or without when that could not be returned to. */
    public static Optional<String> of(Realm realm, HttpServletRequest request) {
        if (!"GET".equals(request.getMethod())) {
            return Optional.empty();
        }
        String path = request.getRequestURI();
        String query = request.getQueryString();
        return of(realm, query == null ? path : path + "?" + query).or(() -> of(realm, path));
    }

    /** The address, if it is a page of this realm. */
    static Optional<String> of(Realm realm, @Nullable String address) {
        return Optional.ofNullable(address)
                .filter(candidate -> candidate.length() <= LONGEST)
                .filter(candidate -> isPage(realm, candidate));
    }

    /** The query of a console or account page is part of what it shows; what else is here acts on what its query says. */
    private static boolean isPage(Realm realm, String address) {
        String console = "/console/realms/" + realm.name();
        String[] parts = address.split("\\?", 2);
        if (parts.length == 2 && !QUERY.matcher(parts[1]).matches()) {
            return false;
        }
        String pages = "/realms/" + realm.name();
        return isAtOrBelow(console, parts[0])
                || isAtOrBelow(pages + "/account", parts[0])
                || (parts.length == 1 && isBelow(pages, address));
    }

    private static boolean isAtOrBelow(String root, String path) {
        return path.equals(root) || isBelow(root, path);
    }

    private static boolean isBelow(String root, String path) {
        return path.startsWith(root + "/")
                && PATH.matcher(path.substring(root.length())).matches();
    }
}
