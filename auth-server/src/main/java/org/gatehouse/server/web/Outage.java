package org.gatehouse.server.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.audit.query.TrailUnreadableException;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** The database is away: nobody's mistake, and over soon. Worth a 503 instead of a 500, so that clients come back. */
public final class Outage {

    private static final List<Class<? extends Throwable>> KINDS = List.of(
            DataAccessResourceFailureException.class,
            CannotCreateTransactionException.class,
            SQLTransientConnectionException.class,
            TrailUnreadableException.class,
            TrailUnavailableException.class); // no trace, no action

    /** SQLSTATEs and classes of them (PostgreSQL manual, appendix A): connection, resources, shutdown, failing over. */
    private static final Pattern AWAY = Pattern.compile("(08|53|57P|25006).*");

    /** Causes may form a circle. */
    private static final int DEEPEST = 20;

    private Outage() {}

    public static boolean isCauseOf(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .anyMatch(cause -> KINDS.stream().anyMatch(kind -> kind.isInstance(cause))
                        || cause instanceof SQLException said && isAway(said.getSQLState()));
    }

    /** Without a state it is the pool that speaks, of a connection that broke in the middle of a transaction. */
    private static boolean isAway(@Nullable String state) {
        return state == null || AWAY.matcher(state).matches();
    }
}
