package org.gatehouse.audit.publish;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.anchor.Anchors;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.NoteSigner;
import org.gatehouse.audit.note.SignedNote;
import org.jspecify.annotations.Nullable;

/** One look at one log: compare, build, compare, sign. The caller commits; only then may the signature be shown. */
final class LogPublication {

    /** First half of the advisory lock's key, the log is the other; any constant will do. */
    private static final int LOCK_CLASS = 0x7469_6c65;

    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(" + LOCK_CLASS + ", ?)";

    /** Appends may be visible before they are on the disk; this commit waits for itself and all before it. */
    private static final String DURABLE = """
            SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'
            """;

    private final Connection connection;
    private final LogKeys keys;
    private final Clock clock;
    private final Anchors anchors;

    private @Nullable Alarm alarm;
    private @Nullable Anchor signed;
    private @Nullable LogRow done;
    private long lastSize;

    LogPublication(Connection connection, LogKeys keys, Clock clock, Anchors anchors) {
        this.connection = connection;
        this.keys = keys;
        this.clock = clock;
        this.anchors = anchors;
    }

    /** Whether there is more to do, in another transaction. */
    boolean step(LogRow known) throws SQLException, IOException, GeneralSecurityException {
        if (!lock(known.id())) {
            return false; // another node is at it
        }
        Optional<LogRow> current = LogRow.find(connection, known.realm(), known.tier());
        if (current.isEmpty() || isForked(current.get()) || current.get().size() == 0) {
            return false;
        }
        return build(current.get());
    }

    Optional<Alarm> alarm() {
        return Optional.ofNullable(alarm);
    }

    /** What may be shown once the transaction is committed. */
    Optional<Anchor> signed() {
        return Optional.ofNullable(signed);
    }

    /** The log as it was found in order. */
    Optional<LogRow> done() {
        return Optional.ofNullable(done);
    }

    static Alarm forked(LogRow log, String contradiction) {
        return new Alarm(Alarm.Kind.FORKED, log.realm(), log.tier(), log.size(), log.name() + " " + contradiction);
    }

    private boolean lock(int logId) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement select = connection.prepareStatement(LOCK)) {
            statement.execute(DURABLE);
            select.setInt(1, logId);
            ResultSet row = select.executeQuery();
            return row.next() && row.getBoolean(1);
        }
    }

    private boolean isForked(LogRow log) throws SQLException, IOException {
        Optional<Anchor> anchor = anchors.find(log.name());
        if (anchor.isPresent()) {
            alarm = new Continuity(connection, log, anchor.get())
                    .contradiction()
                    .map(contradiction -> forked(log, contradiction))
                    .orElse(null);
        }
        return alarm != null;
    }

    private boolean build(LogRow log) throws SQLException, IOException, GeneralSecurityException {
        Frontier built = new TileBuilder(connection, log, new StoredTiles(connection, log)).build();
        if (built.size() < log.size() && built.size() % TilePath.FULL == 0 && advances(built)) {
            return true;
        }
        if (built.size() != log.size() || !Arrays.equals(built.bytes(), log.frontier())) {
            connection.rollback(); // no tile of a log that is not whole
            alarm = new Alarm(
                    Alarm.Kind.BROKEN,
                    log.realm(),
                    log.tier(),
                    firstDifference(built, log),
                    log.name() + ": the entries do not hash to the log's head; run 'audit verify'");
            return false;
        }
        sign(log);
        done = log;
        return false;
    }

    /** A step that reads nothing new would never end. */
    private boolean advances(Frontier built) {
        boolean more = built.size() > lastSize;
        lastSize = built.size();
        return more;
    }

    private static long firstDifference(Frontier built, LogRow log) {
        if (built.size() != log.size()) {
            return built.size();
        }
        try {
            return built.firstDifference(Frontier.of(log.size(), log.frontier()));
        } catch (IllegalArgumentException ex) {
            return 0; // the head's frontier was cut
        }
    }

    private void sign(LogRow log) throws SQLException, GeneralSecurityException {
        NoteSigner signer = keys.signer(connection, log.id(), log.origin());
        Instant now = clock.instant();
        Optional<Checkpoints.Stored> newest = Checkpoints.newest(connection, log)
                .filter(stored -> stored.size() == log.size()
                        && Checkpoint.verified(stored.note(), signer.verificationKey())
                                .isPresent());
        if (newest.isPresent()
                && newest.get().at().plus(CheckpointPublisher.REPUBLISHED).isAfter(now)) {
            signed = new Anchor(signer.verificationKey(), newest.get().note()); // another node's: ours keeps it too
            return;
        }
        SignedNote note = signer.sign(new Checkpoint(log.origin(), log.size(), log.root()).text());
        Checkpoints.store(connection, log, now, note);
        signed = new Anchor(signer.verificationKey(), note);
    }
}
