package org.gatehouse.server.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * What a server asks its database while it serves requests, in that order, transactions' ends included: the cost of an
 * answer as a number that does not waver, where time would.
 */
public final class Statements implements BeanPostProcessor {

    /** Stands for fetching a connection, where something can happen before it. */
    public static final String CONNECTING = "connect";

    /** Asked again every few seconds, whatever the request: realms, keys and a realm's own clients are believed that long. */
    private static final Pattern BY_THE_CLOCK = Pattern.compile(
            "(?s).*FROM (realm WHERE name|signing_key|client_secret WHERE realm_id = . AND client_id) .*");

    private record Interruption(String part, Runnable happening) {}

    private volatile Interruption interruption;

    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

    /** Has something happen before each statement of a request that contains this, until {@link #leaveAlone}. */
    public void before(String part, Runnable happening) {
        interruption = new Interruption(part, happening);
    }

    public void leaveAlone() {
        interruption = null;
    }

    /** What the work made the server send. */
    public List<String> during(Runnable work) {
        sent.clear();
        work.run();
        return List.copyOf(sent);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool ? new Listening(pool) : bean;
    }

    private void record(String sql) {
        interrupt(sql);
        if (CurrentRequest.find().isPresent() && !BY_THE_CLOCK.matcher(sql).matches()) {
            sent.add(sql);
        }
    }

    private void interrupt(String doing) {
        Interruption now = interruption;
        if (now != null && CurrentRequest.find().isPresent() && doing.contains(now.part())) {
            now.happening().run();
        }
    }

    private Connection listening(Connection connection) {
        return proxy(Connection.class, connection, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "commit", "rollback" -> record(method.getName());
                case "unwrap" -> record("copy"); // the only reason to reach for the driver's own connection
                default -> {}
            }
            Object made = invoke(connection, method, arguments);
            return made instanceof Statement statement ? listening(statement, arguments) : made;
        });
    }

    private Statement listening(Statement statement, Object[] prepared) {
        Class<? extends Statement> type =
                statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return proxy(type, statement, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                record(String.valueOf(arguments == null ? prepared[0] : arguments[0]));
            }
            return invoke(statement, method, arguments);
        });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException ex) {
            throw ex.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, Object target, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(target.getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** The pool, as whatever the service asks for; the container still closes the one it made. */
    private final class Listening extends HikariDataSource {

        private final HikariDataSource pool;

        Listening(HikariDataSource pool) {
            this.pool = pool;
        }

        @Override
        public Connection getConnection() throws SQLException {
            interrupt(CONNECTING);
            return listening(pool.getConnection());
        }
    }
}
