package org.gatehouse.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.entry.Micros;
import org.jspecify.annotations.Nullable;

/**
 * The holds of a realm, in the caller's transaction. Setting one brings nothing back: what was dropped before stays gone.
 * What it covers is kept until it is lifted, whether it still stands in its log or was copied aside.
 */
public final class Holds {

    private static final String COLUMNS = "hold_id, from_ts, until_ts, person, reason, set_at, lifted_at";
    private static final String SET = """
            INSERT INTO audit.audit_hold (realm, hold_id, from_ts, until_ts, person, reason, set_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String LIFT =
            "UPDATE audit.audit_hold SET lifted_at = ? WHERE realm = ? AND hold_id = ? AND lifted_at IS NULL";
    private static final String ALL =
            "SELECT " + COLUMNS + " FROM audit.audit_hold WHERE realm = ? ORDER BY set_at DESC, hold_id";
    private static final String ONE = "SELECT " + COLUMNS + " FROM audit.audit_hold WHERE realm = ? AND hold_id = ?";

    private Holds() {}

    /**
     * @param realm the realm's number in the trail
     * @param person pseudonym of the person it is about, or null for everybody
     */
    public static void set(Connection transaction, int realm, Hold hold, @Nullable Long person) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(SET)) {
            insert.setInt(1, realm);
            insert.setObject(2, hold.id());
            insert.setObject(3, toSql(hold.from()));
            insert.setObject(4, toSql(hold.until()));
            insert.setObject(5, person);
            insert.setString(6, hold.reason());
            insert.setObject(7, toSql(hold.setAt()));
            insert.executeUpdate();
        }
    }

    /**
     * Lifts a hold; entries that only it kept are gone with it.
     *
     * @return how many those were; empty when there is no such hold or it was lifted before
     */
    public static Optional<Long> lift(Connection transaction, int realm, UUID hold, Instant now) throws SQLException {
        try (PreparedStatement update = transaction.prepareStatement(LIFT)) {
            update.setObject(1, toSql(now));
            update.setInt(2, realm);
            update.setObject(3, hold);
            if (update.executeUpdate() == 0) {
                return Optional.empty();
            }
        }
        return Optional.of(HeldEntries.release(transaction, realm));
    }

    /** Newest first, lifted ones included. */
    public static List<Hold> list(Connection connection, int realm) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ALL)) {
            select.setInt(1, realm);
            return read(select.executeQuery());
        }
    }

    public static Optional<Hold> find(Connection connection, int realm, UUID hold) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ONE)) {
            select.setInt(1, realm);
            select.setObject(2, hold);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    private static List<Hold> read(ResultSet row) throws SQLException {
        List<Hold> holds = new ArrayList<>();
        while (row.next()) {
            holds.add(new Hold(
                    row.getObject("hold_id", UUID.class),
                    row.getObject("from_ts", OffsetDateTime.class).toInstant(),
                    instant(row, "until_ts"),
                    row.getObject("person") != null,
                    row.getString("reason"),
                    row.getObject("set_at", OffsetDateTime.class).toInstant(),
                    instant(row, "lifted_at")));
        }
        return holds;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime toSql(@Nullable Instant time) {
        return time == null ? null : Micros.toSql(Micros.of(time));
    }
}
