package org.gatehouse.audit.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.merkle.TileTree;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.EntryProof;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;

/**
 * What proves a realm's logs to others. Nothing here goes beyond the newest checkpoint: what is not signed for is not
 * shown. Every method throws IOException when the database cannot be read now.
 */
public final class TrailProofs {

    private final DataSource database;

    private TrailProofs(DataSource database) {
        this.database = database;
    }

    public static TrailProofs on(DataSource database) {
        return new TrailProofs(database);
    }

    /** The key to check the log's checkpoints with; empty until its first one. */
    public Optional<VerificationKey> key(String realm, Tier tier) throws IOException {
        return read(realm, tier, (connection, log) -> LogKeys.find(connection, log.origin()));
    }

    /** The newest checkpoint; empty until there is one. */
    public Optional<SignedNote> checkpoint(String realm, Tier tier) throws IOException {
        return read(
                realm,
                tier,
                (connection, log) -> Checkpoints.newest(connection, log).map(Checkpoints.Stored::note));
    }

    /** The newest checkpoint that witnesses cosigned, which may be about fewer entries than the newest. */
    public Optional<SignedNote> cosigned(String realm, Tier tier) throws IOException {
        return read(
                realm,
                tier,
                (connection, log) -> Cosignatures.cosigned(connection, log).stream()
                        .findFirst()
                        .map(Checkpoints.Stored::note));
    }

    /** Every log of the realm, with what is signed of it. */
    public List<LogState> logs(String realm) throws IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            List<LogState> states = new ArrayList<>();
            for (LogRow log : LogRow.of(connection, realm)) {
                states.add(state(connection, log));
            }
            return states;
        } catch (SQLException ex) {
            throw new IOException("The audit trail cannot be read now", ex);
        }
    }

    static LogState state(Connection connection, LogRow log) throws SQLException {
        return new LogState(
                log.realm(),
                log.tier(),
                log.origin(),
                log.beginning().index(),
                log.size(),
                LogKeys.find(connection, log.origin()),
                Checkpoints.newest(connection, log).map(stored -> new LogState.Signed(stored.at(), stored.note())));
    }

    /** What the log says of the entries it has dropped; empty while it has all of them. */
    public Optional<SignedNote> pruned(String realm, Tier tier) throws IOException {
        return read(realm, tier, (connection, log) -> PrunedNotes.find(connection, log.id()));
    }

    /** A tile of hashes, full or as wide as asked for; empty when the newest checkpoint does not cover it. */
    public Optional<byte[]> tile(String realm, Tier tier, TilePath tile) throws IOException {
        return read(realm, tier, (connection, log) -> {
            long signed = Checkpoints.newest(connection, log)
                    .map(Checkpoints.Stored::size)
                    .orElse(0L);
            boolean covered = tile.level() >= 0 && tile.sizeNeeded() > 0 && tile.sizeNeeded() <= signed;
            return covered ? Optional.of(new StoredTiles(connection, log).read(tile)) : Optional.empty();
        });
    }

    /**
     * The proof that an entry is in its log, with the entry, by a checkpoint that witnesses cosigned when one covers it; empty when it is not there, or not signed for yet, which takes
     * about a second.
     */
    public Optional<EntryProof> prove(String realm, Tier tier, long index) throws IOException {
        return read(realm, tier, (connection, log) -> {
            Optional<Checkpoints.Stored> signed =
                    Checkpoints.newest(connection, log).filter(stored -> index >= 0 && index < stored.size());
            Optional<Checkpoints.Stored> newest = signed;
            if (newest.isPresent() && newest.get().note().signatures().size() < 2) {
                newest = Cosignatures.covering(connection, log, index).or(() -> signed);
            }
            StoredTiles tiles = new StoredTiles(connection, log);
            Optional<byte[]> entry = newest.isPresent() ? entry(connection, log, tiles, index) : Optional.empty();
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            List<byte[]> path = new TileTree(tiles, newest.get().size()).inclusion(index);
            return Optional.of(
                    new EntryProof(entry.get(), index, path, newest.get().note()));
        });
    }

    /** The proof that a tree of an earlier size is the beginning of the checkpoint's; empty when it cannot be. */
    public Optional<ConsistencyProof> consistency(String realm, Tier tier, long earlier) throws IOException {
        return read(realm, tier, (connection, log) -> {
            Optional<Checkpoints.Stored> newest =
                    Checkpoints.newest(connection, log).filter(stored -> earlier >= 1 && earlier <= stored.size());
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            TileTree tree =
                    new TileTree(new StoredTiles(connection, log), newest.get().size());
            return Optional.of(new ConsistencyProof(
                    earlier, tree.consistency(earlier), newest.get().note()));
        });
    }

    /** That a tree of the earlier size is the beginning of the one the checkpoint is about. */
    public record ConsistencyProof(long earlier, List<byte[]> path, SignedNote note) {

        public Checkpoint checkpoint() {
            return Checkpoint.of(note).orElseThrow();
        }
    }

    private static Optional<byte[]> entry(Connection connection, LogRow log, StoredTiles tiles, long index)
            throws SQLException {
        long tile = index / TilePath.FULL;
        LogRows.Times times = tiles.times(tile);
        if (index < log.beginning().index()
                || (times.after() == null && tile != log.beginning().tile())) {
            return Optional.empty();
        }
        try (PreparedStatement select = connection.prepareStatement(LogRows.entry(times))) {
            LogRows.bind(select, log, times, index);
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(entry(row)) : Optional.empty();
        }
    }

    /** {@code head ‖ detail}, byte for byte what the leaf hash is over. */
    static byte[] entry(ResultSet row) throws SQLException {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.writeBytes(row.getBytes(1));
        entry.writeBytes(row.getString(2).getBytes(StandardCharsets.UTF_8));
        return entry.toByteArray();
    }

    private <T> Optional<T> read(String realm, Tier tier, Reading<T> reading) throws IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            Optional<LogRow> log = LogRow.find(connection, realm, tier);
            return log.isPresent() ? reading.from(connection, log.get()) : Optional.empty();
        } catch (SQLException ex) {
            throw new IOException("The audit trail cannot be read now", ex);
        }
    }

    private interface Reading<T> {
        Optional<T> from(Connection connection, LogRow log) throws SQLException, IOException;
    }
}
