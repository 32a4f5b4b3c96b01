package org.gatehouse.audit.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;

/**
 * Writes logs as directories that prove themselves: {@code REALM/TIER/} with {@code checkpoint}, {@code key} and, in the
 * layout of C2SP tlog-tiles, all tiles and bundles of entries. Sealed segments are not in it: personal data stays where it
 * can be forgotten.
 */
public final class TrailExport {

    private static final int FETCH = 2_000;

    private TrailExport() {}

    /**
     * Writes every log that has a checkpoint, as it was at that checkpoint.
     *
     * @param realm only this one, or every one when empty
     * @param directory made when absent; may be in a zip file system
     * @return entries written
     * @throws IOException when something of it is there already or the disk is full, among others
     */
    public static long write(DataSource database, Optional<String> realm, Path directory)
            throws SQLException, IOException {
        return write(database, realm, (path, bytes) -> write(directory.resolve(path), bytes));
    }

    /** Takes the files one after the other, each once. */
    public interface Target {

        /** @param path with slashes, from the root of the export */
        void write(String path, byte[] bytes) throws IOException;
    }

    /** The same, to wherever files go. */
    public static long write(DataSource database, Optional<String> realm, Target target)
            throws SQLException, IOException {
        try (Connection connection = snapshot(database)) {
            long entries = 0;
            List<LogRow> logs = realm.isPresent() ? LogRow.of(connection, realm.get()) : LogRow.all(connection);
            for (LogRow log : logs) {
                entries += write(connection, log, (path, bytes) -> target.write(log.name() + "/" + path, bytes));
            }
            connection.rollback();
            return entries;
        }
    }

    /** The same of one realm; gives what each of its logs was at the moment that was written, by which it can be told. */
    public static List<LogState> writeLogs(DataSource database, String realm, Target target)
            throws SQLException, IOException {
        try (Connection connection = snapshot(database)) {
            List<LogState> states = new ArrayList<>();
            for (LogRow log : LogRow.of(connection, realm)) {
                write(connection, log, (path, bytes) -> target.write(log.name() + "/" + path, bytes));
                states.add(TrailProofs.state(connection, log));
            }
            connection.rollback();
            return states;
        }
    }

    /** As the database was at one moment, for all that is read by it. */
    private static Connection snapshot(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        try {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            return connection;
        } catch (SQLException ex) {
            connection.close();
            throw ex;
        }
    }

    private static long write(Connection connection, LogRow log, Target files) throws SQLException, IOException {
        Optional<Checkpoints.Stored> newest = Checkpoints.newest(connection, log);
        Optional<VerificationKey> key = LogKeys.find(connection, log.origin());
        if (newest.isEmpty() || key.isEmpty()) {
            return 0;
        }
        long size = newest.get().size();
        writeTiles(new StoredTiles(connection, log), log, size, files);
        writeEntries(connection, log, size, files);
        Optional<SignedNote> pruned = PrunedNotes.find(connection, log.id());
        if (pruned.isPresent()) {
            files.write("pruned", pruned.get().toString().getBytes(StandardCharsets.UTF_8));
        }
        files.write("key", (key.get() + "\n").getBytes(StandardCharsets.UTF_8));
        for (Checkpoints.Stored cosigned : Cosignatures.cosigned(connection, log)) {
            if (cosigned.size() <= size) {
                files.write(
                        "cosigned/" + cosigned.size(),
                        cosigned.note().toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        files.write("checkpoint", newest.get().note().toString().getBytes(StandardCharsets.UTF_8));
        return size - log.beginning().index();
    }

    /** Tiles of leaves from the first kept entry on; above them all. */
    private static void writeTiles(StoredTiles tiles, LogRow log, long size, Target files) throws IOException {
        int level = 0;
        for (long hashes = size; hashes > 0; hashes /= TilePath.FULL) {
            long first = level == 0 ? log.beginning().tile() : 0;
            for (long index = first; index * TilePath.FULL < hashes; index++) {
                TilePath path = TilePath.of(level, index, size);
                files.write(path.toString(), tiles.read(path));
            }
            level++;
        }
    }

    private static void writeEntries(Connection connection, LogRow log, long size, Target files)
            throws SQLException, IOException {
        try (PreparedStatement select = connection.prepareStatement(LogRows.entries())) {
            select.setFetchSize(FETCH);
            long first = log.beginning().index(); // so that the first bundle begins in its midst
            LogRows.bind(select, log, LogRows.Times.since(null), size - first);
            ResultSet rows = select.executeQuery();
            ByteArrayOutputStream bundle = new ByteArrayOutputStream();
            for (long next = first; next < size && rows.next(); ) {
                append(bundle, TrailProofs.entry(rows));
                next++;
                if (next % TilePath.FULL == 0 || next == size) {
                    TilePath path = TilePath.of(TilePath.ENTRIES, (next - 1) / TilePath.FULL, size);
                    files.write(path.toString(), bundle.toByteArray());
                    bundle.reset();
                }
            }
        }
    }

    /** tlog-tiles: each entry after its length, two bytes, the larger first. */
    private static void append(ByteArrayOutputStream bundle, byte[] entry) {
        bundle.write(entry.length >>> 8);
        bundle.write(entry.length);
        bundle.writeBytes(entry);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    }
}
