package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** Entity tags (RFC 9110 section 8.8.3): the version of a row, so that nobody overwrites what they have not seen. */
final class Versions {

    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,9})\"");

    /** Of a realm: made from what it is, so that it is the same on every node. */
    private static final Pattern STATE = Pattern.compile("\"([0-9a-f]{32})\"");

    private Versions() {}

    static String tag(int version) {
        return "\"" + version + "\"";
    }

    static String tag(String state) {
        return "\"" + state + "\"";
    }

    /** The one version named by {@code If-Match}; a list or {@code *} would let a stale change through. */
    static int required(HttpServletRequest request) {
        return Integer.parseInt(required(request, VERSION));
    }

    /** The same, of a state. */
    static String requiredState(HttpServletRequest request) {
        return required(request, STATE);
    }

    private static String required(HttpServletRequest request, Pattern form) {
        String header = request.getHeader(HttpHeaders.IF_MATCH);
        if (header == null) {
            throw ApiException.versionMissing();
        }
        Matcher tag = form.matcher(header.strip());
        if (!tag.matches()) {
            throw ApiException.invalid("If-Match must be one ETag this API gave out.");
        }
        return tag.group(1);
    }
}
