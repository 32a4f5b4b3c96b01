package org.gatehouse.audit.trail;

import static java.util.stream.Collectors.toMap;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.audit.entry.Micros;

/** Reads and locks head rows, always in the order of their ids, so that no two appends wait for each other. */
final class Heads {

    private static final String LOCK = """
            SELECT log_id, size, last_ts, frontier FROM audit.audit_head
            WHERE log_id = ANY (?) ORDER BY log_id FOR UPDATE
            """;

    private Heads() {}

    static List<Head> lock(Connection connection, Collection<Log> logs) throws SQLException {
        Map<Integer, Log> byId = logs.stream().collect(toMap(Log::id, log -> log));
        List<Head> heads = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(LOCK)) {
            select.setArray(1, connection.createArrayOf("int4", byId.keySet().toArray(Integer[]::new)));
            ResultSet row = select.executeQuery();
            while (row.next()) {
                heads.add(read(row, byId));
            }
        }
        if (heads.size() != logs.size()) {
            throw new SQLException("A log's head row is missing");
        }
        return heads;
    }

    private static Head read(ResultSet row, Map<Integer, Log> logs) throws SQLException {
        OffsetDateTime lastTs = row.getObject("last_ts", OffsetDateTime.class);
        return new Head(
                Objects.requireNonNull(logs.get(row.getInt("log_id"))),
                row.getLong("size"),
                lastTs == null ? 0 : Micros.of(lastTs.toInstant()),
                row.getBytes("frontier"));
    }
}
