package org.gatehouse.server.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some bytes of a file (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">RFC 9110, section 14</a>).
 *
 * @param from the first
 * @param until the last, exclusive
 */
record ByteRange(long from, long until) {

    /** From a byte on, with or without an end; what else there is would be several parts or the last bytes. */
    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{1,15})-([0-9]{1,15})?");

    /**
     * The range a header asks for; empty when it asks for nothing this serves, which RFC 9110 lets be ignored.
     *
     * @throws ApiException when it begins after the end
     */
    static Optional<ByteRange> of(@Nullable String header, long length) {
        Matcher range = ONE.matcher(header == null ? "" : header);
        if (!range.matches()) {
            return Optional.empty();
        }
        long from = Long.parseLong(range.group(1));
        long last = range.group(2) == null ? length - 1 : Long.parseLong(range.group(2));
        if (last < from && from < length) {
            return Optional.empty(); // not a range at all
        }
        if (from >= length) {
            throw ApiException.rangeBeyond(length);
        }
        return Optional.of(new ByteRange(from, Math.min(last + 1, length)));
    }

    /** For {@code Content-Range}. */
    String of(long length) {
        return "bytes " + from + "-" + (until - 1) + "/" + length;
    }
}
