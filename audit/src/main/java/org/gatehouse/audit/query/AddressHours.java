package org.gatehouse.audit.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.gatehouse.audit.privacy.AddressMarks;
import org.gatehouse.audit.privacy.SubjectKeys;

/** Tells in which hours anybody came from an address, so that a search need not open the others' entries. */
final class AddressHours {

    private static final Duration HOUR = Duration.ofHours(1);

    private static final String MARKED = """
            SELECT a.since, a.upto FROM audit.audit_addressed a JOIN audit.audit_realm r USING (realm) WHERE r.name = ?
            """;
    private static final String HOURS = """
            SELECT a.hour FROM audit.audit_address a JOIN audit.audit_realm r USING (realm)
             WHERE r.name = ? AND a.mark = ? AND a.hour >= ? AND a.hour < ? ORDER BY a.hour DESC
            """;

    private final DataSource database;
    private final SubjectKeys keys;

    AddressHours(DataSource database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /**
     * The filter for each stretch of time that may have entries from where it asks for, the newest first: what is too new
     * or too old to be marked, and the marked hours between. The filter itself where no mark can tell.
     */
    List<TrailFilter> parts(String realm, TrailFilter filter) {
        AddressBlock block = filter.address();
        Optional<AddressBlock> marked = block == null ? Optional.empty() : block.marked();
        Optional<AddressMarks> marks = marked.isPresent() ? keys.addressMarks(realm) : Optional.empty();
        if (marks.isEmpty()) {
            return List.of(filter);
        }
        List<TrailFilter> parts = new ArrayList<>();
        for (Stretch stretch : stretches(realm, marked.get().mark(marks.get()))) {
            Instant from = Stretch.later(stretch.from(), filter.from());
            Instant until = Stretch.earlier(stretch.until(), filter.until());
            if (from == null || until == null || from.isBefore(until)) {
                parts.add(filter.between(from, until));
            }
        }
        return parts;
    }

    private List<Stretch> stretches(String realm, byte[] mark) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(MARKED)) {
            connection.setAutoCommit(true);
            select.setString(1, realm);
            ResultSet row = select.executeQuery();
            return row.next()
                    ? stretches(
                            connection,
                            realm,
                            mark,
                            row.getObject(1, OffsetDateTime.class),
                            row.getObject(2, OffsetDateTime.class))
                    : List.of(Stretch.ALL);
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    private static List<Stretch> stretches(
            Connection connection, String realm, byte[] mark, OffsetDateTime since, OffsetDateTime upto)
            throws SQLException {
        List<Stretch> stretches = new ArrayList<>();
        stretches.add(new Stretch(upto.toInstant(), null));
        try (PreparedStatement select = connection.prepareStatement(HOURS)) {
            select.setString(1, realm);
            select.setBytes(2, mark);
            select.setObject(3, since);
            select.setObject(4, upto);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                Instant hour = row.getObject(1, OffsetDateTime.class).toInstant();
                add(stretches, new Stretch(hour, hour.plus(HOUR)));
            }
        }
        add(stretches, new Stretch(null, since.toInstant()));
        return stretches;
    }

    private static void add(List<Stretch> stretches, Stretch older) {
        Stretch newer = stretches.get(stretches.size() - 1);
        if (older.followsOn(newer)) {
            stretches.set(stretches.size() - 1, new Stretch(older.from(), newer.until()));
        } else {
            stretches.add(older);
        }
    }
}
