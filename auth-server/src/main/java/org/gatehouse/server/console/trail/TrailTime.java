package org.gatehouse.server.console.trail;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as somebody writes it: a day ({@code 2026-12-31}, in their zone), a moment (RFC 3339), or how long ago
 * ({@code now-24h}; of minutes, hours, days, weeks, months and years: {@code m h d w M y}), of which the whole may be meant
 * ({@code now-1M/M}, last month).
 */
final class TrailTime {

    private static final Pattern AGO = Pattern.compile("now(?:-([0-9]{1,4})([mhdwMy]))?(?:/([mhdwMy]))?");

    private TrailTime() {}

    /** @return empty for what is no time, or none that a clock of ours ever showed */
    static Optional<Instant> beginning(String text, Instant now, ZoneId zone) {
        return read(text, now, zone, 0);
    }

    /** As {@link #beginning}; what is meant as a whole ends with it. */
    static Optional<Instant> end(String text, Instant now, ZoneId zone) {
        return read(text, now, zone, 1);
    }

    private static Optional<Instant> read(String text, Instant now, ZoneId zone, int wholes) {
        try {
            return Optional.of(time(text.strip(), now, zone, wholes))
                    .filter(time -> time.isAfter(Instant.EPOCH))
                    .filter(time -> time.atZone(ZoneOffset.UTC).getYear() < 9_999);
        } catch (DateTimeException ex) {
            return Optional.empty();
        }
    }

    private static Instant time(String text, Instant now, ZoneId zone, int wholes) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            ZonedDateTime then = ago.group(1) == null
                    ? now.atZone(zone)
                    : plus(now.atZone(zone), -Integer.parseInt(ago.group(1)), ago.group(2));
            return ago.group(3) == null
                    ? then.toInstant()
                    : plus(floor(then, ago.group(3)), wholes, ago.group(3)).toInstant();
        }
        return text.length() > "2026-12-31".length()
                ? OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant()
                : LocalDate.parse(text).plusDays(wholes).atStartOfDay(zone).toInstant();
    }

    private static ZonedDateTime plus(ZonedDateTime time, int amount, String unit) {
        return switch (unit) {
            case "m" -> time.plusMinutes(amount);
            case "h" -> time.plusHours(amount);
            case "d" -> time.plusDays(amount);
            case "w" -> time.plusWeeks(amount);
            case "M" -> time.plus(Period.ofMonths(amount));
            default -> time.plus(Period.ofYears(amount));
        };
    }

    private static ZonedDateTime floor(ZonedDateTime time, String unit) {
        LocalDate day = time.toLocalDate();
        return switch (unit) {
            case "m" -> time.truncatedTo(ChronoUnit.MINUTES);
            case "h" -> time.truncatedTo(ChronoUnit.HOURS);
            case "d" -> day.atStartOfDay(time.getZone());
            case "w" ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(time.getZone());
            case "M" -> day.withDayOfMonth(1).atStartOfDay(time.getZone());
            default -> day.withDayOfYear(1).atStartOfDay(time.getZone());
        };
    }
}
