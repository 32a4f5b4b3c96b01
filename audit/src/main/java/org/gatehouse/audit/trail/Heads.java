package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.merkle.Frontier;

/** Locks and updates head rows, always in the order of their ids, so that no two appends wait for each other. */
final class Heads {

    private static final String LOCK = """
            SELECT log_id, size, last_ts, frontier FROM audit.audit_head
            WHERE log_id = ANY (?) ORDER BY log_id FOR UPDATE
            """;
    private static final String UPDATE =
            "UPDATE audit.audit_head SET size = ?, last_ts = ?, frontier = ?, root = ? WHERE log_id = ?";

    private Heads() {}

    static Map<Integer, Head> lock(Connection connection, Map<Integer, Log> logs) throws SQLException {
        Map<Integer, Head> heads = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(LOCK)) {
            select.setArray(1, connection.createArrayOf("int4", logs.keySet().toArray()));
            ResultSet row = select.executeQuery();
            while (row.next()) {
                heads.put(row.getInt("log_id"), read(row, logs));
            }
        }
        if (heads.size() != logs.size()) {
            throw new SQLException("A log's head row is missing");
        }
        return heads;
    }

    static void update(Connection connection, Collection<Head> heads) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (Head head : heads) {
                update.setLong(1, head.frontier().size());
                update.setObject(2, Micros.toSql(head.lastTs()));
                update.setBytes(3, head.frontier().bytes());
                update.setBytes(4, head.frontier().root());
                update.setInt(5, head.log().id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static Head read(ResultSet row, Map<Integer, Log> logs) throws SQLException {
        Log log = Objects.requireNonNull(logs.get(row.getInt("log_id")));
        OffsetDateTime lastTs = row.getObject("last_ts", OffsetDateTime.class);
        Frontier frontier = frontier(log, row.getLong("size"), row.getBytes("frontier"));
        return new Head(log, frontier, lastTs == null ? 0 : Micros.of(lastTs.toInstant()));
    }

    private static Frontier frontier(Log log, long size, byte[] bytes) throws SQLException {
        try {
            return Frontier.of(size, bytes);
        } catch (IllegalArgumentException ex) {
            throw new SQLException("The head row of " + log.name() + " was tampered with", ex);
        }
    }
}
