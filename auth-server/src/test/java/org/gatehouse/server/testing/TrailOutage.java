package org.gatehouse.server.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;

/** Makes the trail unwritable for a while. Only for servers that no other test uses. */
public final class TrailOutage {

    private TrailOutage() {}

    /** What comes of the action when no entry can be written. */
    public static <T> T during(TestServer server, Supplier<T> action) {
        execute(server, "ALTER TABLE audit.audit_entry RENAME TO hidden");
        try {
            return action.get();
        } finally {
            execute(server, "ALTER TABLE audit.hidden RENAME TO audit_entry");
        }
    }

    private static void execute(TestServer server, String sql) {
        try (Connection connection = server.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
