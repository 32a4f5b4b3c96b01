package org.gatehouse.audit.erasure;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.publish.LogKeys;
import org.jspecify.annotations.Nullable;

/** A realm's erasures, and a signed statement of each. */
public final class Erasures {

    private static final String SELECT = """
            SELECT e.erasure, e.ref, e.erased_at, e.redact, e.redacted_at, e.log_id, e.idx, h.tier, h.origin
              FROM audit.audit_erased e
              JOIN audit.audit_realm r USING (realm)
              LEFT JOIN audit.audit_head h ON h.log_id = e.log_id
             WHERE r.name = ?
            """;
    private static final String PAGE = SELECT + """
             AND (?::uuid IS NULL OR (e.erased_at, e.erasure) <
                  (SELECT b.erased_at, b.erasure FROM audit.audit_erased b WHERE b.erasure = ?::uuid AND b.realm = r.realm))
             ORDER BY e.erased_at DESC, e.erasure DESC LIMIT ?
            """; // ids are not always in the order of time
    private static final String ONE = SELECT + " AND e.erasure = ?";

    private final DataSource database;
    private final LogKeys keys;

    private Erasures(DataSource database, LogKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** @param keyRing unwraps the keys that sign certificates */
    public static Erasures on(DataSource database, KeyRing keyRing) {
        return new Erasures(database, new LogKeys(keyRing));
    }

    /**
     * Newest first.
     *
     * @param before the last of the page before; nothing follows one the realm does not have
     */
    public List<ErasedPerson> page(String realm, @Nullable UUID before, int limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            connection.setAutoCommit(true);
            select.setString(1, realm);
            select.setObject(2, before);
            select.setObject(3, before);
            select.setInt(4, limit);
            List<ErasedPerson> page = new ArrayList<>();
            ResultSet row = select.executeQuery();
            while (row.next()) {
                page.add(read(row));
            }
            return page;
        }
    }

    /**
     * A statement that somebody was erased, signed with the key of the log whose entry says so; empty when the realm has no
     * such erasure, or no entry tells of it.
     */
    public Optional<SignedNote> certify(String realm, UUID erasure) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ONE)) {
            connection.setAutoCommit(true);
            select.setString(1, realm);
            select.setObject(2, erasure);
            ResultSet row = select.executeQuery();
            if (!row.next() || row.getString("origin") == null) {
                return Optional.empty();
            }
            String origin = row.getString("origin");
            return Optional.of(
                    keys.signer(connection, row.getInt("log_id"), origin).sign(text(origin, read(row))));
        } catch (GeneralSecurityException ex) {
            throw new SQLException("The log's key cannot be unwrapped", ex);
        }
    }

    /** One fact a line; no line is of the form of a checkpoint. */
    private static String text(String origin, ErasedPerson person) {
        String bytes = person.redact()
                ? person.redactedAt() == null ? "being blanked" : "blanked at " + person.redactedAt()
                : "kept, and nothing opens them";
        return String.join(
                "\n",
                "gatehouse/erasure/v1 " + origin,
                "erasure " + person.erasure(),
                "pseudonym " + (person.pseudonym() == null ? "none" : person.pseudonym()),
                "key destroyed at " + person.at(),
                "sealed bytes " + bytes,
                "entry " + person.entry(),
                "");
    }

    private static ErasedPerson read(ResultSet row) throws SQLException {
        long pseudonym = row.getLong("ref");
        boolean known = !row.wasNull();
        OffsetDateTime redactedAt = row.getObject("redacted_at", OffsetDateTime.class);
        return new ErasedPerson(
                row.getObject("erasure", UUID.class),
                known ? Long.valueOf(pseudonym) : null,
                entry(row),
                row.getObject("erased_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("redact"),
                redactedAt == null ? null : redactedAt.toInstant());
    }

    private static @Nullable String entry(ResultSet row) throws SQLException {
        int tier = row.getInt("tier");
        return row.wasNull() ? null : Tier.byId(tier).map(Tier::name).orElse("?") + ":" + row.getLong("idx");
    }
}
