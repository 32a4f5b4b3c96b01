package org.gatehouse.audit.query;

import java.util.regex.Pattern;
import org.gatehouse.audit.event.Country;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says readably; what is null does not matter. There is no index for these: they are looked for among the
 * entries that everything else in a filter leaves.
 *
 * @param client the OAuth client the request came through
 * @param session the handle of a session
 * @param request the id of a request
 * @param object what it is about, as {@code form:42}
 * @param text occurs, in any case, in a value of the detail: an object's or client's label, a fact, a field before or after
 * @param country of the address, a code of {@link Country}
 */
public record Marks(
        @Nullable String client,
        @Nullable String session,
        @Nullable String request,
        @Nullable String object,
        @Nullable String text,
        @Nullable String country) {

    /** Longest client, session and request, in characters. */
    public static final int MAX_ID = 200;

    public static final int MIN_TEXT = 2;

    public static final int MAX_TEXT = 200;

    private static final Marks NONE = new Marks(null, null, null, null, null);

    private static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}:[^\\p{Cntrl}]{1,200}");

    /** @throws IllegalArgumentException when one of them cannot be in an entry */
    public Marks {
        boolean ids = (client == null || isId(client))
                && (session == null || isId(session))
                && (request == null || isId(request));
        boolean known = country == null || Country.isCode(country);
        if (!ids || !known || (object != null && !isObject(object)) || (text != null && !isText(text))) {
            throw new IllegalArgumentException("No entry says that");
        }
    }

    /** From whatever country. */
    public Marks(
            @Nullable String client,
            @Nullable String session,
            @Nullable String request,
            @Nullable String object,
            @Nullable String text) {
        this(client, session, request, object, text, null);
    }

    /** Entries whatever they say. */
    public static Marks none() {
        return NONE;
    }

    /** The same, from this country; null for any. */
    public Marks withCountry(@Nullable String value) {
        return new Marks(client, session, request, object, text, value);
    }

    public static boolean isId(String id) {
        return !id.isBlank() && id.length() <= MAX_ID && isStorable(id);
    }

    /** A kind, a colon and an id. */
    public static boolean isObject(String object) {
        return OBJECT.matcher(object).matches() && isStorable(object);
    }

    public static boolean isText(String text) {
        return text.length() >= MIN_TEXT && text.length() <= MAX_TEXT && isStorable(text);
    }

    /** PostgreSQL has no text with a NUL, and UTF-8 none with half a character. */
    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
