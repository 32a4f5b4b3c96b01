package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** Entity tags (RFC 9110 section 8.8.3): the version of a row, so that nobody overwrites what they have not seen. */
final class Versions {

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,9})\"");

    private Versions() {}

    static String tag(int version) {
        return "\"" + version + "\"";
    }

    /** The one version named by {@code If-Match}; a list or {@code *} would let a stale change through. */
    static int required(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.IF_MATCH);
        if (header == null) {
            throw ApiException.versionMissing();
        }
        Matcher tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw ApiException.invalid("If-Match must be one ETag this API gave out.");
        }
        return Integer.parseInt(tag.group(1));
    }
}
