package org.gatehouse.audit.trail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.schema.MonthTable;

/**
 * The rows of a batch that belong into one month's table.
 *
 * @param from the month's first microsecond since 1970
 * @param until the first after it
 */
record MonthRows(MonthTable table, long from, long until, List<PlacedEntry> rows) {

    /** In the order in which the first of each comes; there are few, so that looking through them is the shortest way. */
    static List<MonthRows> of(List<PlacedEntry> rows) {
        List<MonthRows> months = new ArrayList<>();
        for (PlacedEntry row : rows) {
            MonthRows own = null;
            for (MonthRows month : months) {
                own = month.takes(row) ? month : own;
            }
            if (own == null) {
                own = empty(row);
                months.add(own);
            }
            own.rows.add(row);
        }
        return months;
    }

    private boolean takes(PlacedEntry row) {
        return row.ts() >= from && row.ts() < until && row.entry().log().tier() == table.tier();
    }

    private static MonthRows empty(PlacedEntry row) {
        YearMonth month = YearMonth.from(LocalDate.ofInstant(Micros.toInstant(row.ts()), ZoneOffset.UTC));
        MonthTable table = new MonthTable(row.entry().log().tier(), month);
        return new MonthRows(table, start(month), start(month.plusMonths(1)), new ArrayList<>());
    }

    private static long start(YearMonth month) {
        Instant start = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Micros.of(start);
    }
}
