package org.gatehouse.audit.query;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time; null where it has no end.
 *
 * @param from inclusive
 * @param until exclusive
 */
record Stretch(@Nullable Instant from, @Nullable Instant until) {

    static final Stretch ALL = new Stretch(null, null);

    /** After the newest month; what is not in these either is looked for in all there is. */
    private static final int FEW_MONTHS = 3;

    /**
     * All time in parts, the newest first: the month of what is newest with what follows it, a few months, the rest. Each
     * month is a table of its own, and one page is nearly always in the first part.
     *
     * @param newest where to begin; null when it is not known, then there is one part
     * @param oldest what is before it is not asked for
     */
    static List<Stretch> back(@Nullable Instant newest, @Nullable Instant oldest) {
        if (newest == null) {
            return List.of(ALL);
        }
        YearMonth month = YearMonth.from(newest.atOffset(ZoneOffset.UTC));
        List<Stretch> parts = new ArrayList<>();
        Instant until = null;
        for (YearMonth first : List.of(month, month.minusMonths(FEW_MONTHS))) {
            Instant from = first.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            if (oldest != null && !oldest.isBefore(from)) {
                break;
            }
            parts.add(new Stretch(from, until));
            until = from;
        }
        parts.add(new Stretch(null, until));
        return parts;
    }

    boolean followsOn(Stretch newer) {
        return until != null && until.equals(newer.from);
    }

    static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
}
