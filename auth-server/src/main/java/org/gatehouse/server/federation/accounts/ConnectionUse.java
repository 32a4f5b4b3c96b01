package org.gatehouse.server.federation.accounts;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When somebody last came by a connection. */
@Component
public class ConnectionUse {

    private static final String LAST = """
            SELECT connection, max(last_used_at) AS last FROM federated_identity WHERE realm_id = ? GROUP BY connection
            """;

    private final JdbcClient jdbc;

    ConnectionUse(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By alias; those nobody ever came by, or whose people are all gone, are not there. */
    public Map<String, Instant> last(Realm realm) {
        Map<String, Instant> last = new HashMap<>();
        jdbc.sql(LAST).param(realm.id()).query(row -> {
            Timestamp at = row.getTimestamp("last");
            last.put(row.getString("connection"), at.toInstant());
        });
        return last;
    }
}
