package org.gatehouse.audit.privacy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** The table of those who were erased lately. */
final class ErasedMarks {

    private static final String ADD = """
            INSERT INTO audit.audit_erased_mark AS known (realm, mark, erased_at) VALUES (?, ?, ?)
            ON CONFLICT (realm, mark) DO UPDATE SET erased_at = greatest(known.erased_at, excluded.erased_at)
            """;
    private static final String EXPIRE = "DELETE FROM audit.audit_erased_mark WHERE erased_at < ?";
    private static final String KNOWN = """
            SELECT FROM audit.audit_erased_mark WHERE realm = ? AND mark = ? AND erased_at >= ?
            """;

    void add(Connection connection, int realm, byte[] mark, Instant erasedAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setInt(1, realm);
            insert.setBytes(2, mark);
            insert.setObject(3, erasedAt.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    void expire(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(EXPIRE)) {
            delete.setObject(1, before.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    /** Whether the person was erased then or later. */
    boolean isErased(Connection connection, int realm, byte[] mark, Instant since) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            select.setInt(1, realm);
            select.setBytes(2, mark);
            select.setObject(3, since.atOffset(ZoneOffset.UTC));
            return select.executeQuery().next();
        }
    }
}
