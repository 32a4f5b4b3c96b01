package org.gatehouse.audit.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.gatehouse.audit.entry.Micros;

/**
 * The way one would write first: every event one INSERT and one commit on a connection of its caller's; no hashes, no
 * seals, no order.
 */
final class NaiveInserts implements AutoCloseable {

    private static final String INSERT = "INSERT INTO indexed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final AtomicLong NEXT = new AtomicLong(1L << 50);

    private final List<Connection> connections = new ArrayList<>();
    private final List<PreparedStatement> inserts = new ArrayList<>();

    NaiveInserts(DataSource database, int callers) throws SQLException {
        for (int i = 0; i < callers; i++) {
            Connection connection = database.getConnection();
            connections.add(connection);
            inserts.add(prepare(connection));
        }
    }

    void insert(int caller) throws SQLException {
        long n = NEXT.incrementAndGet();
        PreparedStatement insert = inserts.get(caller);
        insert.setLong(1, n);
        insert.setObject(2, Micros.toSql(n));
        insert.executeUpdate();
    }

    private static PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement insert = connection.prepareStatement(INSERT);
        ResultSet row = connection.createStatement().executeQuery("SELECT * FROM audit.audit_entry LIMIT 1");
        row.next();
        for (int column = 3; column <= 12; column++) {
            insert.setObject(column, row.getObject(column));
        }
        return insert;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
