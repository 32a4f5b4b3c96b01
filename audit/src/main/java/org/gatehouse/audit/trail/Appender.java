package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.audit.entry.Micros;

/**
 * Puts sealed entries into their logs, inside a transaction somebody else commits: the writer's own or a caller's. Two
 * round trips: lock the heads; write what follows from them.
 */
final class Appender {

    private static final Placement NOTHING = new Placement(List.of(), List.of());

    private final Partitions partitions;
    private final ClockGuard clockGuard;
    private final Clock clock;
    private volatile boolean working = true;

    Appender(Partitions partitions, ClockGuard clockGuard, Clock clock) {
        this.partitions = partitions;
        this.clockGuard = clockGuard;
        this.clock = clock;
    }

    /** In the order of the entries. */
    List<PlacedEntry> append(Connection connection, List<SealedEntry> entries) throws SQLException {
        working = false;
        Set<Log> logs = entries.stream().map(SealedEntry::log).collect(Collectors.toSet());
        for (Log log : logs) {
            partitions.prepare(log.tier());
        }
        clockGuard.check(connection);
        List<Head> heads = Heads.lock(connection, logs);
        Placement placement = Placement.behind(heads, entries, Micros.of(clock.instant()));
        WriteStatement.run(connection, placement);
        working = true;
        return placement.entries();
    }

    /** Whether the last append got through; while one is on its way, or waits for a head, it has not. */
    boolean isWorking() {
        return working;
    }

    /** Does everything an append does, without an entry. */
    void rehearse(Connection connection) throws SQLException {
        clockGuard.check(connection);
        WriteStatement.run(connection, NOTHING);
        working = true;
    }

    /** The next attempt looks again which months there are. */
    void forgetPartitions() {
        partitions.forget();
    }
}
