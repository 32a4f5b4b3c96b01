package org.gatehouse.audit.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.Random;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of data keys. */
final class SubjectRows {

    // A legal hold about a person is a legal claim, for which restricted data may be used (GDPR article 18, 2).
    private static final String KEY = """
            SELECT s.ref, s.person, s.wrapped_dek,
                   s.restricted_at IS NOT NULL AND NOT EXISTS (
                       SELECT FROM audit.audit_hold h
                        WHERE h.realm = s.realm AND h.person = s.ref AND h.lifted_at IS NULL) AS restricted
              FROM audit.audit_subject s
            """;
    private static final String FIND = KEY + " WHERE s.realm = ? AND (s.person = ? OR s.month = ?)";
    private static final String FIND_BY_REF = KEY + " WHERE s.realm = ? AND s.ref = ANY (?)";
    private static final String RESTRICT = """
            UPDATE audit.audit_subject SET restricted_at = ?
             WHERE realm = ? AND person = ? AND (restricted_at IS NULL) = (?::timestamptz IS NOT NULL)
            """;
    private static final String RESTRICTED = """
            SELECT FROM audit.audit_subject WHERE realm = ? AND person = ? AND restricted_at IS NOT NULL
            """;
    private static final String CREATE =
            """
            INSERT INTO audit.audit_subject (realm, person, month, ref, wrapped_dek) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """; // also when the ref is taken: the second look finds nothing and the caller's attempt fails, 1 in 2^63
    private static final String DELETE = """
            DELETE FROM audit.audit_subject
            WHERE realm = ? AND (person = ? OR month = ?) RETURNING ref
            """;

    private final ErasedMarks marks = new ErasedMarks();

    /**
     * Empty when the person was erased at that time or later. That is looked for after a new key is there: an erasure that
     * commits meanwhile either deletes it, or is seen.
     */
    Optional<SubjectKey> findOrCreate(Connection connection, Owner owner, RealmKey kek, Instant since)
            throws SQLException, GeneralSecurityException {
        Optional<SubjectKey> known = find(connection, owner, kek.aead());
        if (known.isPresent()) {
            return known;
        }
        create(connection, owner, kek.aead());
        if (owner.person() != null && marks.isErased(connection, owner.realm(), kek.mark(owner.person()), since)) {
            delete(connection, owner);
            return Optional.empty();
        }
        return Optional.of(
                find(connection, owner, kek.aead()).orElseThrow(() -> new SQLException("The new key vanished")));
    }

    /** @param before marks from before that go */
    void mark(Connection connection, int realm, byte[] mark, Instant erasedAt, Instant before) throws SQLException {
        marks.expire(connection, before);
        marks.add(connection, realm, mark, erasedAt);
    }

    /** A pseudonym nobody has. */
    static long newRef() {
        return ByteBuffer.wrap(Random.randBytes(Long.BYTES)).getLong() & Long.MAX_VALUE;
    }

    Optional<Long> findRef(Connection connection, Owner owner) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            bind(select, owner);
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(row.getLong("ref")) : Optional.empty();
        }
    }

    Map<Long, SubjectKey> find(Connection connection, int realm, Aead kek, Collection<Long> refs)
            throws SQLException, GeneralSecurityException {
        Map<Long, SubjectKey> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(FIND_BY_REF)) {
            select.setInt(1, realm);
            select.setArray(2, connection.createArrayOf("int8", refs.toArray()));
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                SubjectKey key = unwrap(rows, realm, kek);
                found.put(key.ref(), key);
            }
        }
        return found;
    }

    /** @return whether anything changed */
    boolean restrict(Connection connection, int realm, UUID person, @Nullable Instant since) throws SQLException {
        OffsetDateTime time = since == null ? null : since.atOffset(ZoneOffset.UTC);
        try (PreparedStatement update = connection.prepareStatement(RESTRICT)) {
            update.setObject(1, time, Types.TIMESTAMP_WITH_TIMEZONE);
            update.setInt(2, realm);
            update.setObject(3, person);
            update.setObject(4, time, Types.TIMESTAMP_WITH_TIMEZONE);
            return update.executeUpdate() == 1;
        }
    }

    boolean isRestricted(Connection connection, int realm, UUID person) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(RESTRICTED)) {
            select.setInt(1, realm);
            select.setObject(2, person);
            return select.executeQuery().next();
        }
    }

    Optional<Long> delete(Connection connection, Owner owner) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            bind(delete, owner);
            ResultSet row = delete.executeQuery();
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    private Optional<SubjectKey> find(Connection connection, Owner owner, Aead kek)
            throws SQLException, GeneralSecurityException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            bind(select, owner);
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(unwrap(row, owner.realm(), kek)) : Optional.empty();
        }
    }

    private void create(Connection connection, Owner owner, Aead kek) throws SQLException, GeneralSecurityException {
        long ref = newRef();
        try (PreparedStatement insert = connection.prepareStatement(CREATE)) {
            bind(insert, owner);
            insert.setLong(4, ref);
            insert.setBytes(5, kek.encrypt(Random.randBytes(KeyRing.KEY_LENGTH), place(owner.realm(), ref)));
            insert.executeUpdate();
        }
    }

    private static SubjectKey unwrap(ResultSet row, int realm, Aead kek) throws SQLException, GeneralSecurityException {
        long ref = row.getLong("ref");
        Aead key = KeyRing.aead(kek.decrypt(row.getBytes("wrapped_dek"), place(realm, ref)));
        return new SubjectKey(ref, row.getObject("person", UUID.class), key, row.getBoolean("restricted"));
    }

    private static void bind(PreparedStatement statement, Owner owner) throws SQLException {
        statement.setInt(1, owner.realm());
        statement.setObject(2, owner.person(), Types.OTHER);
        statement.setObject(3, owner.month(), Types.DATE);
    }

    /** Binds a wrapped key to its pseudonym, so that one person's key cannot be put in another's place. */
    private static byte[] place(int realm, long ref) {
        byte[] purpose = "gatehouse audit subject key".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(purpose.length + 12)
                .put(purpose)
                .putInt(realm)
                .putLong(ref)
                .array();
    }
}
