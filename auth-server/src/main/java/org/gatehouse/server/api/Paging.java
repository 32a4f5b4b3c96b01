package org.gatehouse.server.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.gatehouse.server.directory.AccountQuery.Place;
import org.jspecify.annotations.Nullable;

/** Lists come a page at a time; each page names where the next begins. A cursor is a place, never a right. */
final class Paging {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    private static final int LONGEST_CURSOR = 2_000;

    private Paging() {}

    /** @param next the cursor of the next page; null on the last */
    record Page<T>(List<T> items, @Nullable String next) {}

    static int size(@Nullable Integer asked) {
        int size = asked == null ? USUAL : asked;
        if (size < 1 || size > MOST) {
            throw ApiException.invalid("'size' must be 1 to " + MOST + ".");
        }
        return size;
    }

    /** @param found one more than fits on the page when there is another page */
    static <T, R> Page<R> page(List<T> found, int size, Function<T, String> cursor, Function<T, R> item) {
        boolean more = found.size() > size;
        List<T> shown = more ? found.subList(0, size) : found;
        return new Page<>(shown.stream().map(item).toList(), more ? cursor.apply(shown.get(shown.size() - 1)) : null);
    }

    static @Nullable Place place(@Nullable String cursor) {
        return cursor == null ? null : Place.parse(cursor).orElseThrow(Paging::invalid);
    }

    /** A cursor after a name. */
    static String cursor(String name) {
        return encode(name);
    }

    /** The name after which the page begins; empty for the first page. */
    static String afterName(@Nullable String cursor) {
        return cursor == null ? "" : decode(cursor);
    }

    static String cursor(UUID id) {
        return encode(id.toString());
    }

    static @Nullable UUID after(@Nullable String cursor) {
        return cursor == null ? null : id(decode(cursor));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        if (cursor.length() > LONGEST_CURSOR) {
            throw invalid();
        }
        try {
            return text(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException ex) {
            throw invalid();
        }
    }

    /** No name has NUL in it, and no database takes it. */
    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw invalid();
        }
        return text;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException ex) {
            throw invalid();
        }
    }

    static ApiException invalid() {
        return ApiException.invalid("'cursor' must be one this API gave out.");
    }
}
