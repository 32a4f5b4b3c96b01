package org.gatehouse.audit.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** As much of a connection pool as a measurement needs: what is closed is used again. */
final class WarmConnections {

    private static final int MOST = 8;

    private final DataSource database;
    private final Semaphore free = new Semaphore(MOST);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    private WarmConnections(DataSource database) {
        this.database = database;
    }

    static DataSource over(DataSource database) {
        WarmConnections pool = new WarmConnections(database);
        return proxy(DataSource.class, (name, call) -> name.equals("getConnection") ? pool.take() : call.on(database));
    }

    private Connection take() throws Exception {
        free.acquire();
        Connection used = idle.poll();
        Connection connection = used == null ? database.getConnection() : used;
        return proxy(Connection.class, (name, call) -> {
            if (name.equals("close")) {
                idle.push(connection);
                free.release();
                return null;
            }
            return call.on(connection);
        });
    }

    private interface Call {
        Object on(Object target) throws Exception;
    }

    private interface Answer {
        Object to(String method, Call call) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return answer.to(method.getName(), target -> method.invoke(target, arguments));
                    } catch (InvocationTargetException ex) {
                        throw ex.getCause();
                    }
                }));
    }
}
