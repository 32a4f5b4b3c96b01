package org.gatehouse.server.outgoing;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.outgoing.OutgoingException.Reason;

/** The form of an address that may be called at all, whatever it leads to. */
final class Address {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /** Below stand servers of other protocols (mail, remote shells), which would take our request for their own. */
    private static final int FIRST_FREE_PORT = 1024;

    private static final int LAST_PORT = 65_535;
    private static final int LONGEST = 2048;

    private Address() {}

    static void check(URI target) {
        boolean known = List.of("https", "http").contains(scheme(target));
        boolean plain = target.getRawUserInfo() == null && target.getRawFragment() == null;
        if (!known || !plain || target.getHost() == null || target.toString().length() > LONGEST || !hasPort(target)) {
            throw new OutgoingException(Reason.ADDRESS, shown(target));
        }
    }

    private static boolean hasPort(URI target) {
        int port = port(target);
        int usual = isHttps(target) ? HTTPS_PORT : HTTP_PORT;
        return port == usual || port >= FIRST_FREE_PORT && port <= LAST_PORT;
    }

    static int port(URI target) {
        return target.getPort() >= 0 ? target.getPort() : isHttps(target) ? HTTPS_PORT : HTTP_PORT;
    }

    static boolean isHttps(URI target) {
        return scheme(target).equals("https");
    }

    private static String scheme(URI target) {
        return target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
    }

    /** Without brackets and in lower case; a name's final dot is not part of it. */
    static String host(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** One name for each, however the address is written. */
    static String server(URI target) {
        return host(target) + ":" + port(target);
    }

    /** For messages: without user, password and query, where secrets may be, and not longer than a line. */
    static String shown(URI target) {
        if (target.getHost() == null) {
            return "An address without a host";
        }
        String port = target.getPort() < 0 ? "" : ":" + target.getPort();
        String path = target.getRawPath() == null ? "" : target.getRawPath();
        String shown = scheme(target) + "://" + target.getHost() + port + path;
        return shown.length() > 200 ? shown.substring(0, 200) + "…" : shown;
    }
}
