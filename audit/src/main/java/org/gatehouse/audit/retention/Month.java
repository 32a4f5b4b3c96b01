package org.gatehouse.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.schema.MonthTable;

/** A month's table as PostgreSQL knows it. */
record Month(MonthTable table, State state) {

    /** Detaching beside readers takes two steps; a run that was interrupted leaves a month between them, or after both. */
    enum State {
        ATTACHED,
        DETACHING,
        DETACHED
    }

    private static final String TABLES = """
            SELECT c.relname, i.inhrelid IS NOT NULL AS attached, coalesce(i.inhdetachpending, false) AS detaching
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
             WHERE n.nspname = 'audit' AND c.relkind = 'r' AND c.relname LIKE 'audit\\_entry\\_p%'
            """;

    /** All of them, each tier's oldest first. */
    static List<Month> all(Connection connection) throws SQLException {
        List<Month> months = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TABLES)) {
            ResultSet row = select.executeQuery();
            while (row.next()) {
                State state = row.getBoolean("detaching")
                        ? State.DETACHING
                        : row.getBoolean("attached") ? State.ATTACHED : State.DETACHED;
                MonthTable.find(row.getString("relname")).ifPresent(table -> months.add(new Month(table, state)));
            }
        }
        months.sort(Comparator.comparing(Month::tier).thenComparing(Month::month));
        return months;
    }

    Tier tier() {
        return table.tier();
    }

    YearMonth month() {
        return table.month();
    }

    Instant start() {
        return month().atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant end() {
        return month().plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** When even the month's last entry has been kept as long as promised. */
    Instant dueAt() {
        return month().plusMonths(1)
                .atDay(1)
                .plus(tier().period())
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
