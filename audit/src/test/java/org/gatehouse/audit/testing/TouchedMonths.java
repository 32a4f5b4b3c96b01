package org.gatehouse.audit.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Which months' tables somebody's reading opens: each is locked from when it is planned for to the transaction's end, and
 * here the transaction only ends when that has been looked at.
 */
public final class TouchedMonths {

    private static final Set<String> KEPT_FROM_ENDING = Set.of("setAutoCommit", "commit", "close");

    private static final String LOCKED = """
            SELECT c.relname FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
             WHERE l.pid = pg_backend_pid() AND c.relkind = 'r' AND c.relname LIKE 'audit\\_entry\\_p%' ORDER BY 1
            """;

    private TouchedMonths() {}

    /** The tables' names. */
    public static List<String> of(TrailDatabase database, Consumer<DataSource> reading) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Connection open = proxy(Connection.class, connection);
            reading.accept((DataSource) Proxy.newProxyInstance(
                    TouchedMonths.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (self, method, args) -> open));
            List<String> touched = new ArrayList<>();
            var rows = connection.createStatement().executeQuery(LOCKED);
            while (rows.next()) {
                touched.add(rows.getString(1));
            }
            connection.rollback();
            return touched;
        }
    }

    private static <T> T proxy(Class<T> type, T connection) {
        return type.cast(Proxy.newProxyInstance(
                TouchedMonths.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (KEPT_FROM_ENDING.contains(method.getName())) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException ex) {
                        throw ex.getCause();
                    }
                }));
    }
}
