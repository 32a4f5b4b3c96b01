package org.gatehouse.server.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Days as forms give them, {@code 2026-12-31}, in UTC. */
public final class Days {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9_998;

    private Days() {}

    /** @return empty for nothing, and for what is no day anybody means */
    public static Optional<Instant> beginning(@Nullable String text) {
        return day(text, 0);
    }

    /** The end of the day, exclusive. */
    public static Optional<Instant> end(@Nullable String text) {
        return day(text, 1);
    }

    private static Optional<Instant> day(@Nullable String text, int later) {
        if (!StringUtils.hasText(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.strip()))
                    .filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR)
                    .map(day -> day.plusDays(later).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException ex) {
            return Optional.empty();
        }
    }
}
