package org.gatehouse.server.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as somebody writes it: a day ({@code 2026-12-31}, in UTC), a moment (RFC 3339), or how long ago ({@code now-24h};
 * of minutes, hours, days, weeks, months and years: {@code m h d w M y}).
 */
final class TrailTime {

    private static final Pattern AGO = Pattern.compile("now(?:-([0-9]{1,4})([mhdwMy]))?");

    private TrailTime() {}

    /** @return empty for what is no time, or none that a clock of ours ever showed */
    static Optional<Instant> beginning(String text, Instant now) {
        return read(text, now, 0);
    }

    /** As {@link #beginning}; a day is meant as a whole. */
    static Optional<Instant> end(String text, Instant now) {
        return read(text, now, 1);
    }

    private static Optional<Instant> read(String text, Instant now, int daysLater) {
        try {
            return Optional.of(time(text.strip(), now, daysLater))
                    .filter(time -> time.isAfter(Instant.EPOCH))
                    .filter(time -> time.atZone(ZoneOffset.UTC).getYear() < 9_999);
        } catch (DateTimeException ex) {
            return Optional.empty();
        }
    }

    private static Instant time(String text, Instant now, int daysLater) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return ago.group(1) == null ? now : before(now, Integer.parseInt(ago.group(1)), ago.group(2));
        }
        return text.length() > "2026-12-31".length()
                ? OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant()
                : LocalDate.parse(text)
                        .plusDays(daysLater)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
    }

    private static Instant before(Instant now, int amount, String unit) {
        return switch (unit) {
            case "m" -> now.minus(amount, ChronoUnit.MINUTES);
            case "h" -> now.minus(amount, ChronoUnit.HOURS);
            case "d" -> now.minus(amount, ChronoUnit.DAYS);
            case "w" -> now.atZone(ZoneOffset.UTC).minus(Period.ofWeeks(amount)).toInstant();
            case "M" ->
                now.atZone(ZoneOffset.UTC).minus(Period.ofMonths(amount)).toInstant();
            default -> now.atZone(ZoneOffset.UTC).minus(Period.ofYears(amount)).toInstant();
        };
    }
}
