package org.gatehouse.audit.trail;

import static java.util.stream.Collectors.toMap;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.audit.entry.Micros;

/**
 * Puts sealed entries into their logs, inside a transaction somebody else commits: the writer's own or a caller's. Order
 * of steps: lock heads, number and time the entries, insert, update heads.
 */
final class Appender {

    private final Partitions partitions;
    private final ClockGuard clockGuard;
    private final Clock clock;

    Appender(Partitions partitions, ClockGuard clockGuard, Clock clock) {
        this.partitions = partitions;
        this.clockGuard = clockGuard;
        this.clock = clock;
    }

    /** Rows in the order of the entries. */
    List<Head.Row> append(Connection connection, List<SealedEntry> entries) throws SQLException {
        Map<Integer, Log> logs = logsOf(entries);
        for (Log log : logs.values()) {
            partitions.prepare(log.tier());
        }
        clockGuard.check(connection);
        Map<Integer, Head> heads = Heads.lock(connection, logs);
        List<Head.Row> rows = place(entries, heads);
        EntryCopy.insert(connection, rows);
        Heads.update(connection, heads.values());
        return rows;
    }

    /** The next attempt looks again which months there are. */
    void forgetPartitions() {
        partitions.forget();
    }

    static Map<Integer, Log> logsOf(List<SealedEntry> entries) {
        return entries.stream()
                .map(SealedEntry::log)
                .distinct()
                .collect(toMap(Log::id, log -> log, (one, same) -> one));
    }

    static Receipt receipt(Head.Row row) {
        return new Receipt(row.entry().log().name(), row.index(), Micros.toInstant(row.ts()));
    }

    private List<Head.Row> place(List<SealedEntry> entries, Map<Integer, Head> heads) {
        long now = Micros.of(clock.instant());
        List<Head.Row> rows = new ArrayList<>(entries.size());
        for (SealedEntry entry : entries) {
            Head head = Objects.requireNonNull(heads.get(entry.log().id()));
            rows.add(head.add(entry, now));
        }
        return rows;
    }
}
