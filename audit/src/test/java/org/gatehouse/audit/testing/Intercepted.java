package org.gatehouse.audit.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A real database behind connections that can be stopped or broken at an exact call. */
public final class Intercepted {

    private Intercepted() {}

    /** Sees each call on a connection before it happens. */
    public interface Interceptor {
        void before(Connection connection, String method, Object argument) throws SQLException;
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
            return invoke(connection, method, arguments);
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
