package org.gatehouse.server.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times in requests: RFC 3339, within what the database can hold. */
final class Times {

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private Times() {}

    /** Empty when it is absent. */
    static Optional<Instant> find(JsonBody body, String name) {
        String text = body.text(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
                return Optional.of(time);
            }
        } catch (DateTimeParseException ex) {
            // told below, like a time nobody means
        }
        throw ApiException.invalid("'" + name + "' must be a time such as 2026-11-01T00:00:00Z.");
    }

    /** @throws ApiException also when it is absent */
    static Instant require(JsonBody body, String name) {
        return find(body, name).orElseThrow(() -> ApiException.invalid("'" + name + "' is missing."));
    }
}
