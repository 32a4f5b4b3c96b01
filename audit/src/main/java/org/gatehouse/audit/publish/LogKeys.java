package org.gatehouse.audit.publish;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.gatehouse.audit.note.NoteSigner;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.privacy.KeyRing;

/** The Ed25519 key of each origin, made on first use and kept wrapped. */
public final class LogKeys {

    private static final String PUBLIC = "SELECT public_key FROM audit.audit_log_key WHERE origin = ?";
    private static final String FIND =
            "SELECT public_key, wrapped_key, epoch FROM audit.audit_log_key WHERE origin = ?";
    private static final String CREATE = """
            INSERT INTO audit.audit_log_key (origin, log_id, public_key, wrapped_key, epoch) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final KeyRing keyRing;

    public LogKeys(KeyRing keyRing) {
        this.keyRing = keyRing;
    }

    static Optional<VerificationKey> find(Connection connection, String origin) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PUBLIC)) {
            select.setString(1, origin);
            ResultSet row = select.executeQuery();
            return row.next() ? key(origin, row.getBytes(1)) : Optional.empty();
        }
    }

    private static Optional<VerificationKey> key(String origin, byte[] bytes) {
        try {
            return Optional.of(VerificationKey.of(origin, bytes));
        } catch (IllegalArgumentException ex) {
            return Optional.empty(); // altered: as good as lost
        }
    }

    /** Within the transaction of the connection, if it has one. */
    public NoteSigner signer(Connection connection, int log, String origin)
            throws SQLException, GeneralSecurityException {
        Optional<NoteSigner> known = findSigner(connection, origin);
        if (known.isPresent()) {
            return known.get();
        }
        create(connection, log, origin);
        return findSigner(connection, origin).orElseThrow();
    }

    private Optional<NoteSigner> findSigner(Connection connection, String origin)
            throws SQLException, GeneralSecurityException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, origin);
            ResultSet row = select.executeQuery();
            if (!row.next()) {
                return Optional.empty();
            }
            byte[] key = keyRing.unwrap(row.getBytes(2), place(origin), row.getInt(3));
            return Optional.of(NoteSigner.of(VerificationKey.of(origin, row.getBytes(1)), key));
        }
    }

    private void create(Connection connection, int log, String origin) throws SQLException {
        NoteSigner fresh = NoteSigner.generate(origin);
        try (PreparedStatement insert = connection.prepareStatement(CREATE)) {
            insert.setString(1, origin);
            insert.setInt(2, log);
            insert.setBytes(3, fresh.verificationKey().bytes());
            insert.setBytes(4, keyRing.wrap(fresh.encoded(), place(origin)));
            insert.setInt(5, keyRing.epoch());
            insert.executeUpdate();
        }
    }

    private static String place(String origin) {
        return "gatehouse audit signing key " + origin;
    }
}
