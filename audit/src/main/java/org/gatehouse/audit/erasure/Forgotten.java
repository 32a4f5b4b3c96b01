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
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.privacy.SubjectKeys;
import org.gatehouse.audit.trail.Receipt;
import org.jspecify.annotations.Nullable;

/** The erasures a database has seen. */
public final class Forgotten {

    private static final String INSERT = """
            INSERT INTO audit.audit_erased (erasure, realm, ref, erased_at, redact, log_id, idx)
            SELECT ?, r.realm, ?, ?, ?, h.log_id, ?
              FROM audit.audit_realm r
              LEFT JOIN audit.audit_head h ON h.realm = r.realm AND h.tier = ?
             WHERE r.realm = ?
            """;
    private static final String SEEN = "SELECT erasure FROM audit.audit_erased WHERE erasure = ANY (?)";

    private Forgotten() {}

    /**
     * Destroys the person's key, together with the rest of the caller's transaction. Append the entry that says so before:
     * afterwards nobody could tell whom it is about, not even by the pseudonym.
     *
     * @param entry the one that says so; null when there is none, because this database never knew the person
     */
    public static void erase(Connection businessTransaction, SubjectKeys keys, Erasure erasure, @Nullable Receipt entry)
            throws SQLException {
        int realm = keys.realmNumber(erasure.realm());
        Optional<Long> ref = keys.erase(businessTransaction, erasure.realm(), erasure.person(), erasure.at());
        try (PreparedStatement insert = businessTransaction.prepareStatement(INSERT)) {
            insert.setObject(1, erasure.id());
            insert.setObject(2, ref.orElse(null), Types.BIGINT);
            insert.setObject(3, Micros.toSql(Micros.of(erasure.at())));
            insert.setBoolean(4, erasure.redact() && ref.isPresent());
            insert.setObject(5, entry == null ? null : entry.index(), Types.BIGINT);
            insert.setObject(6, entry == null ? null : tier(entry).id(), Types.INTEGER);
            insert.setInt(7, realm);
            insert.executeUpdate();
        }
    }

    private static Tier tier(Receipt entry) {
        return Tier.find(entry.log().substring(entry.log().lastIndexOf('/') + 1))
                .orElseThrow();
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
