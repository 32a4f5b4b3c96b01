package org.gatehouse.audit.publish;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.anchor.Anchors;
import org.gatehouse.audit.privacy.KeyRing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds tiles and signs checkpoints for every log that grew. Somebody calls {@link #tick()} about every second; any
 * number of nodes may. What is signed was committed durably before, and is the continuation of what was signed last.
 */
public final class CheckpointPublisher {

    /** How long a checkpoint of a log that does not grow stands before it is dated again. */
    static final Duration REPUBLISHED = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointPublisher.class);

    private final DataSource database;
    private final LogKeys keys;
    private final Clock clock;
    private final Anchors anchors;
    private final Consumer<Anchor> sink;
    private final Map<Integer, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(LogRow log, Instant at) {}

    /** @param sink is handed each new checkpoint after it was kept; must not wait */
    public CheckpointPublisher(
            DataSource database, KeyRing keyRing, Clock clock, Anchors anchors, Consumer<Anchor> sink) {
        this.database = database;
        this.keys = new LogKeys(keyRing);
        this.clock = clock;
        this.anchors = anchors;
        this.sink = sink;
    }

    /**
     * Compares every log with what was kept of it; to be called before anything is appended.
     *
     * @param beginsAnew is told of each log an operator lets go on from another state, when its new origin stands in the
     *     database; it must append the entry that says so
     * @param told what witnesses contradict
     * @return the logs nothing may be appended to
     */
    public List<Alarm> begin(Consumer<Forked> beginsAnew, List<Alarm> told) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return new ForkCheck(connection, anchors, keys, told).run(beginsAnew);
        }
    }

    /** The same, where nobody else vouches. */
    public List<Alarm> begin(Consumer<Forked> beginsAnew) throws SQLException, IOException {
        return begin(beginsAnew, List.of());
    }

    /**
     * Looks at every log once.
     *
     * @return what is wrong, each time it is seen
     * @throws SQLException when the database does not answer; the next call goes on
     */
    public List<Alarm> tick() throws SQLException {
        List<Alarm> alarms = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            List<LogRow> logs = LogRow.all(connection);
            alarms.addAll(vanished(logs));
            connection.setAutoCommit(false);
            for (LogRow log : logs) {
                publish(connection, log).ifPresent(alarms::add);
            }
            connection.setAutoCommit(true);
        }
        return alarms;
    }

    /** Logs whose head this node has seen and that are no longer there. */
    private List<Alarm> vanished(List<LogRow> logs) {
        List<Integer> there = logs.stream().map(LogRow::id).toList();
        return seen.entrySet().stream()
                .filter(known -> !there.contains(known.getKey()))
                .map(known -> known.getValue().log())
                .map(log -> LogPublication.forked(log, "is not in the database any more"))
                .toList();
    }

    private Optional<Alarm> publish(Connection connection, LogRow log) throws SQLException {
        if (isUnchanged(log)) {
            return Optional.empty();
        }
        try {
            LogPublication publication = new LogPublication(connection, keys, clock, anchors);
            boolean more = true;
            while (more) {
                more = publication.step(log);
                connection.commit();
            }
            publication.signed().ifPresent(anchor -> keep(log, anchor));
            publication.done().ifPresent(done -> seen.put(done.id(), new Seen(done, clock.instant())));
            return publication.alarm();
        } catch (IOException | GeneralSecurityException | SQLException | RuntimeException ex) {
            return failed(connection, log, ex);
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    /** One log that somebody tampered with must not keep the others from being signed for. */
    private static Optional<Alarm> failed(Connection connection, LogRow log, Exception failure) throws SQLException {
        if (connection.isClosed()) {
            throw failure instanceof SQLException database ? database : new SQLException(failure);
        }
        LOG.error("No checkpoint of {}: {}", log.name(), failure.getMessage(), failure);
        return Optional.empty();
    }

    private boolean isUnchanged(LogRow log) {
        Seen last = seen.get(log.id());
        return last != null
                && last.log().isSameAs(log)
                && last.at().plus(REPUBLISHED).isAfter(clock.instant());
    }

    private void keep(LogRow log, Anchor anchor) {
        try {
            anchors.keep(log.name(), anchor);
            sink.accept(anchor);
        } catch (IOException ex) {
            LOG.error("The checkpoint of {} cannot be kept outside the database", log.name(), ex);
        }
    }
}
