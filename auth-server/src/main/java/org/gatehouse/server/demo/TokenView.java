package org.gatehouse.server.demo;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token opened for reading.
 *
 * @param jwt whether there is anything to read: an opaque token is only a reference
 */
record TokenView(boolean jwt, List<Row> header, List<Row> claims) {

    /** Who, for whom and until when come first; the rest by name. */
    private static final List<String> FIRST =
            List.of("iss", "sub", "aud", "azp", "client_id", "exp", "iat", "nbf", "auth_time", "acr", "amr", "nonce");

    private static final Comparator<Row> ORDER =
            Comparator.<Row>comparingInt(row -> rank(row.name())).thenComparing(Row::name);

    /** A claim; {@code instant} is set where the value is a time. */
    record Row(String name, String value, @Nullable Instant instant) {}

    static TokenView of(String token) {
        try {
            var parsed = JWTParser.parse(token);
            return new TokenView(
                    true,
                    rows(parsed.getHeader().toJSONObject()),
                    rows(parsed.getJWTClaimsSet().getClaims()));
        } catch (ParseException opaque) {
            return new TokenView(false, List.of(), List.of());
        }
    }

    private static List<Row> rows(Map<String, Object> members) {
        return members.entrySet().stream()
                .map(member -> row(member.getKey(), member.getValue()))
                .sorted(ORDER)
                .toList();
    }

    private static int rank(String name) {
        int place = FIRST.indexOf(name);
        return place < 0 ? FIRST.size() : place;
    }

    private static Row row(String name, @Nullable Object value) {
        Instant instant = instant(name, value);
        return new Row(name, instant == null ? String.valueOf(value) : instant.toString(), instant);
    }

    private static @Nullable Instant instant(String name, @Nullable Object value) {
        if (value instanceof Date date) {
            return date.toInstant();
        }
        boolean time = name.equals("auth_time") || name.equals("updated_at");
        return time && value instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : null;
    }
}
