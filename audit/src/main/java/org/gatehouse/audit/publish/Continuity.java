package org.gatehouse.audit.publish;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.merkle.TileTree;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.VerificationKey;
import org.jspecify.annotations.Nullable;

/** Whether a log as it is in the database is a continuation of what was signed for. */
final class Continuity {

    private final Connection connection;
    private final LogRow log;
    private final Anchor anchor;

    Continuity(Connection connection, LogRow log, Anchor anchor) {
        this.connection = connection;
        this.log = log;
        this.anchor = anchor;
    }

    /** What contradicts it, as the end of a sentence that begins with the log's name. */
    Optional<String> contradiction() throws SQLException, IOException {
        return Optional.ofNullable(found());
    }

    private @Nullable String found() throws SQLException, IOException {
        Checkpoint signed = anchor.checkpoint();
        Optional<VerificationKey> key = LogKeys.find(connection, signed.origin());
        if (!log.origin().equals(signed.origin())) {
            return "has the origin " + log.origin() + " in the database, but " + signed.origin() + " was signed for";
        } else if (!key.equals(Optional.of(anchor.key()))) {
            return "has lost the key its checkpoints were signed with";
        } else if (log.size() < signed.size()) {
            return "has " + log.size() + " entries in the database, but " + signed.size() + " were signed for";
        } else if (!hasRoot(signed)) {
            return "has other entries in the database than the " + signed.size() + " that were signed for";
        }
        return null;
    }

    private boolean hasRoot(Checkpoint signed) throws IOException {
        if (log.size() == signed.size()) {
            return Arrays.equals(log.root(), signed.root());
        }
        try {
            return signed.hasRoot(new TileTree(new StoredTiles(connection, log), signed.size()).root());
        } catch (IOException ex) {
            if (ex.getCause() instanceof SQLException) {
                throw ex;
            }
            return false; // entries that were signed for are gone
        }
    }
}
