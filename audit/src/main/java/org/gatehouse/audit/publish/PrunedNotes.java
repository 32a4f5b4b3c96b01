package org.gatehouse.audit.publish;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.gatehouse.audit.note.PrunedStatement;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;

/** The signed statements of what logs have dropped. */
final class PrunedNotes {

    private static final String FIND = "SELECT note FROM audit.audit_pruned WHERE log_id = ?";
    private static final String REPLACE = "UPDATE audit.audit_pruned SET note = ? WHERE log_id = ?";

    private PrunedNotes() {}

    static Optional<SignedNote> find(Connection connection, int log) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setInt(1, log);
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(SignedNote.parse(row.getString(1))) : Optional.empty();
        }
    }

    /** States under the log's new origin what it stated under the old one; what it did not state stays unsaid. */
    static void carryOver(Connection connection, LogKeys keys, LogRow log, String newOrigin) throws SQLException {
        Optional<SignedNote> note = find(connection, log.id());
        Optional<VerificationKey> key = LogKeys.find(connection, log.origin());
        if (note.isEmpty() || key.isEmpty()) {
            return;
        }
        Optional<PrunedStatement> old = PrunedStatement.verified(note.get(), key.get());
        if (old.isPresent()) {
            String text = new PrunedStatement(newOrigin, old.get().lost()).text();
            try (PreparedStatement update = connection.prepareStatement(REPLACE)) {
                update.setString(
                        1,
                        keys.signer(connection, log.id(), newOrigin).sign(text).toString());
                update.setInt(2, log.id());
                update.executeUpdate();
            } catch (GeneralSecurityException ex) {
                throw new SQLException("The key of the log " + newOrigin + " cannot be unwrapped", ex);
            }
        }
    }
}
