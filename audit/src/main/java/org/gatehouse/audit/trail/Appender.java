package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.audit.entry.Micros;

/**
 * Puts sealed entries into their logs: the writer's, or within a caller's transaction. Two round trips: lock the heads; write
 * what follows from them. The writer's second one commits as well, and the first is not needed where it knows the head.
 */
final class Appender {

    private static final Placement NOTHING = new Placement(List.of(), List.of());

    private final Partitions partitions;
    private final ClockGuard clockGuard;
    private final Clock clock;
    private final KnownHeads known = new KnownHeads();
    private volatile boolean working = true;

    Appender(Partitions partitions, ClockGuard clockGuard, Clock clock) {
        this.partitions = partitions;
        this.clockGuard = clockGuard;
        this.clock = clock;
    }

    /** Within a transaction somebody else commits. In the order of the entries. */
    List<PlacedEntry> append(Connection connection, List<SealedEntry> entries) throws SQLException {
        working = false;
        Set<Log> logs = prepare(connection, entries);
        logs.forEach(known::forget);
        Placement placement = placed(Heads.lock(connection, logs), entries);
        try (WriteStatement write = WriteStatement.within(connection, placement)) {
            write.execute();
        }
        working = true;
        return placement.entries();
    }

    /** Places for the writer's entries, which it commits with {@link WriteStatement#committing}. */
    Placement place(Connection connection, List<SealedEntry> entries) throws SQLException {
        working = false;
        Set<Log> logs = prepare(connection, entries);
        Optional<Head> head = logs.size() == 1 && entries.size() <= WriteStatement.MOST_AS_ARRAYS
                ? known.of(logs.iterator().next())
                : Optional.empty(); // several are locked in the order of their ids, and none before many rows are sent
        return placed(head.isPresent() ? List.of(head.get()) : Heads.lock(connection, logs), entries);
    }

    /** What was placed is durable. */
    void committed(Placement placement) {
        placement.logs().forEach(log -> known.remember(log.head()));
        working = true;
    }

    /** The next attempt reads these heads: nobody can tell what became of the last one. */
    void forgetHeads(Collection<Log> logs) {
        logs.forEach(known::forget);
    }

    /** The next attempts read these heads: somebody else moved them. */
    void distrustHeads(Collection<Log> logs) {
        logs.forEach(known::mistaken);
    }

    private Set<Log> prepare(Connection connection, List<SealedEntry> entries) throws SQLException {
        Set<Log> logs = entries.stream().map(SealedEntry::log).collect(Collectors.toSet());
        for (Log log : logs) {
            partitions.prepare(log.tier());
        }
        clockGuard.check(connection);
        return logs;
    }

    private Placement placed(List<Head> heads, List<SealedEntry> entries) throws SQLException {
        return Placement.behind(heads, entries, Micros.of(clock.instant()));
    }

    /** Whether the last append got through; while one is on its way, or waits for a head, it has not. */
    boolean isWorking() {
        return working;
    }

    /** Does everything an append does, without an entry. */
    void rehearse(Connection connection) throws SQLException {
        clockGuard.check(connection);
        try (WriteStatement write = WriteStatement.within(connection, NOTHING)) {
            write.execute();
        }
        working = true;
    }

    /** The next attempt looks again which months there are. */
    void forgetPartitions() {
        partitions.forget();
    }
}
