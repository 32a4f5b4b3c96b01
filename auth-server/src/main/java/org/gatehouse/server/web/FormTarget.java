package org.gatehouse.server.web;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A redirect URI as a source of the content security policy; never wider than one origin or one private scheme. */
final class FormTarget {

    /** Schemes that run in the page or read from the device; none is ever a registered redirect URI. */
    private static final Set<String> NEVER =
            Set.of("javascript", "data", "blob", "about", "file", "filesystem", "vbscript", "ws", "wss");

    /** No separator of the policy's grammar can be part of it. */
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?");

    private FormTarget() {}

    static String source(URI target) {
        String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.isEmpty() || NEVER.contains(scheme)) {
            throw new IllegalArgumentException("A form cannot go to a URI of scheme '" + scheme + "'");
        }
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return scheme + ":";
        }
        String authority = hostAndPort(target);
        if (AUTHORITY.matcher(authority).matches()) {
            return scheme + "://" + authority;
        }
        if (authority.startsWith("[")) {
            return scheme + ":"; // the policy's grammar has no IPv6 addresses
        }
        throw new IllegalArgumentException("A form cannot go to a URI with this host");
    }

    private static String hostAndPort(URI target) {
        if (target.getHost() == null) {
            return "";
        }
        return target.getHost() + (target.getPort() < 0 ? "" : ":" + target.getPort());
    }
}
