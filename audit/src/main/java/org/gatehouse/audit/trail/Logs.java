package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Tier;

/** The logs this node has met. A log's head row is made on first use; of two nodes that try, one inserts and both read. */
final class Logs {

    private static final String FIND = "SELECT log_id FROM audit.audit_head WHERE realm = ? AND tier = ?";
    // Whatever the conflict: of two at once the second may meet the first one's origin before its realm and tier.
    private static final String CREATE =
            "INSERT INTO audit.audit_head (realm, tier, origin) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private final DataSource database;
    private final String origin;
    private final Map<String, Log> known = new ConcurrentHashMap<>();

    Logs(DataSource database, String origin) {
        this.database = database;
        this.origin = origin;
    }

    Log of(String realm, int realmNumber, Tier tier) throws SQLException {
        String name = realm + "/" + tier.name();
        Log log = known.get(name);
        if (log == null) {
            log = findOrCreate(name, realmNumber, tier);
            known.put(name, log);
        }
        return log;
    }

    private Log findOrCreate(String name, int realm, Tier tier) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            Optional<Log> existing = find(connection, name, realm, tier);
            if (existing.isPresent()) {
                return existing.get();
            }
            try (PreparedStatement insert = connection.prepareStatement(CREATE)) {
                insert.setInt(1, realm);
                insert.setInt(2, tier.id());
                insert.setString(3, origin + "/" + name);
                insert.executeUpdate();
            }
            return find(connection, name, realm, tier)
                    .orElseThrow(() -> new SQLException("The head of " + name + " vanished"));
        }
    }

    private static Optional<Log> find(Connection connection, String name, int realm, Tier tier) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setInt(1, realm);
            select.setInt(2, tier.id());
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(new Log(row.getInt(1), name, realm, tier)) : Optional.empty();
        }
    }
}
