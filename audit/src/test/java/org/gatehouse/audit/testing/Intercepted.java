package org.gatehouse.audit.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A real database behind connections that can be stopped or broken at an exact call. */
public final class Intercepted {

    private Intercepted() {}

    /** Sees each call on a connection before it happens, and each {@code execute()} of what it prepared before and after. */
    public interface Interceptor {

        /** @param argument the first of the call, of {@code execute} what is executed */
        void before(Connection connection, String method, Object argument) throws SQLException;

        default void executed(Connection connection, String sql) throws SQLException {}
    }

    public static DataSource database(DataSource database, Interceptor interceptor) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = invoke(database, method, arguments);
            return result instanceof Connection connection ? connection(connection, interceptor) : result;
        });
    }

    private static Connection connection(Connection connection, Interceptor interceptor) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            interceptor.before(connection, method.getName(), arguments == null ? "" : arguments[0]);
            Object result = invoke(connection, method, arguments);
            return result instanceof PreparedStatement statement
                    ? statement(statement, connection, (String) arguments[0], interceptor)
                    : result;
        });
    }

    private static PreparedStatement statement(
            PreparedStatement statement, Connection connection, String sql, Interceptor interceptor) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("execute")) {
                return invoke(statement, method, arguments);
            }
            interceptor.before(connection, "execute", sql);
            Object result = invoke(statement, method, arguments);
            interceptor.executed(connection, sql);
            return result;
        });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException ex) {
            throw ex.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
