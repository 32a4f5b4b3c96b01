package org.gatehouse.audit.privacy;

import com.google.crypto.tink.subtle.Random;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Realm numbers and the key of each realm, made on first use. Two nodes may race: the first row wins. */
final class RealmKeys {

    private static final String NUMBER = "SELECT realm FROM audit.audit_realm WHERE name = ?";
    private static final String NEW_NUMBER = "INSERT INTO audit.audit_realm (name) VALUES (?) ON CONFLICT DO NOTHING";
    private static final String KEY = "SELECT wrapped_kek, epoch FROM audit.audit_realm_key WHERE realm = ?";
    private static final String NEW_KEY = """
            INSERT INTO audit.audit_realm_key (realm, wrapped_kek, epoch) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private final KeyRing keyRing;

    RealmKeys(KeyRing keyRing) {
        this.keyRing = keyRing;
    }

    Optional<Integer> findNumber(Connection connection, String realm) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NUMBER)) {
            select.setString(1, realm);
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
        }
    }

    int number(Connection connection, String realm) throws SQLException {
        Optional<Integer> known = findNumber(connection, realm);
        if (known.isPresent()) {
            return known.get();
        }
        try (PreparedStatement insert = connection.prepareStatement(NEW_NUMBER)) {
            insert.setString(1, realm);
            insert.executeUpdate();
        }
        return findNumber(connection, realm).orElseThrow();
    }

    /** The realm's key-encryption key; empty when the contract ended and the key was destroyed. */
    Optional<RealmKey> find(Connection connection, int realm) throws SQLException, GeneralSecurityException {
        try (PreparedStatement select = connection.prepareStatement(KEY)) {
            select.setInt(1, realm);
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(unwrap(realm, row.getBytes(1), row.getInt(2))) : Optional.empty();
        }
    }

    RealmKey create(Connection connection, int realm) throws SQLException, GeneralSecurityException {
        try (PreparedStatement insert = connection.prepareStatement(NEW_KEY)) {
            insert.setInt(1, realm);
            insert.setBytes(2, keyRing.region().encrypt(Random.randBytes(KeyRing.KEY_LENGTH), place(realm)));
            insert.setInt(3, keyRing.epoch());
            insert.executeUpdate();
        }
        return find(connection, realm).orElseThrow();
    }

    private RealmKey unwrap(int realm, byte[] wrapped, int epoch) throws GeneralSecurityException {
        if (epoch != keyRing.epoch()) {
            throw new GeneralSecurityException("The key of realm " + realm + " was wrapped in epoch " + epoch
                    + ", the region key given is of epoch " + keyRing.epoch());
        }
        return new RealmKey(keyRing.region().decrypt(wrapped, place(realm)));
    }

    /** Binds a wrapped key to its realm and epoch, so that rows cannot be exchanged. */
    private byte[] place(int realm) {
        byte[] purpose = "gatehouse audit realm key".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(purpose.length + 8)
                .put(purpose)
                .putInt(realm)
                .putInt(keyRing.epoch())
                .array();
    }
}
