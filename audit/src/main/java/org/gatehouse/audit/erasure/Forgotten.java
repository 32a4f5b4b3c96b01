package org.gatehouse.audit.erasure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.privacy.SubjectKeys;

/** The erasures a database has seen. */
public final class Forgotten {

    private static final String INSERT = """
            INSERT INTO audit.audit_erased (erasure, realm, ref, erased_at, redact) VALUES (?, ?, ?, ?, ?)
            """;
    private static final String SEEN = "SELECT erasure FROM audit.audit_erased WHERE erasure = ANY (?)";

    private Forgotten() {}

    /**
     * Destroys the person's key, together with the rest of the caller's transaction. Append the entry that says so before: an
     * entry about the person afterwards would make a new key.
     */
    public static void erase(Connection businessTransaction, SubjectKeys keys, Erasure erasure) throws SQLException {
        int realm = keys.realmNumber(erasure.realm());
        Optional<Long> ref = keys.erase(businessTransaction, erasure.realm(), erasure.person());
        try (PreparedStatement insert = businessTransaction.prepareStatement(INSERT)) {
            insert.setObject(1, erasure.id());
            insert.setInt(2, realm);
            insert.setObject(3, ref.orElse(null), Types.BIGINT);
            insert.setObject(4, Micros.toSql(Micros.of(erasure.at())));
            insert.setBoolean(5, erasure.redact() && ref.isPresent());
            insert.executeUpdate();
        }
    }

    /** Those this database has not seen: it was restored from before them. */
    public static List<Erasure> missing(Connection connection, List<Erasure> done) throws SQLException {
        Set<UUID> seen = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(SEEN)) {
            Object[] ids = done.stream().map(Erasure::id).toArray();
            select.setArray(1, connection.createArrayOf("uuid", ids));
            ResultSet row = select.executeQuery();
            while (row.next()) {
                seen.add(row.getObject(1, UUID.class));
            }
        }
        return done.stream().filter(erasure -> !seen.contains(erasure.id())).toList();
    }
}
