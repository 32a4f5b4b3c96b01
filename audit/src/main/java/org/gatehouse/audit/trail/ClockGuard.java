package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.trail.TrailUnavailableException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Compares this node's clock with the database's, the only clock all nodes share. A node whose time is wrong would push
 * the log's time ahead for everybody.
 */
final class ClockGuard {

    /** How long a good comparison counts. */
    private static final Duration TRUST = Duration.ofSeconds(10);

    private static final String DATABASE_CLOCK = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::int8";

    private final Clock clock;
    private final @Nullable Duration maxSkew;
    private volatile long trustedUntil = System.nanoTime();

    ClockGuard(Clock clock, @Nullable Duration maxSkew) {
        this.clock = clock;
        this.maxSkew = maxSkew;
    }

    void check(Connection connection) throws SQLException {
        if (maxSkew == null || System.nanoTime() - trustedUntil < 0) {
            return;
        }
        Duration skew = skew(connection);
        if (skew.compareTo(maxSkew) > 0) {
            throw new TrailUnavailableException(
                    Reason.CLOCK_SKEW, "This node's clock and the database's differ by " + skew + ".", null);
        }
        trustedUntil = System.nanoTime() + TRUST.toNanos();
    }

    private Duration skew(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery(DATABASE_CLOCK);
            row.next();
            return Duration.between(Micros.toInstant(row.getLong(1)), clock.instant())
                    .abs();
        }
    }
}
