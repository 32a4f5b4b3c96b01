package org.gatehouse.server.federation;

import java.time.LocalDate;
import org.gatehouse.realm.federation.Connection;
import org.jspecify.annotations.Nullable;

/**
 * How long the secret of a connection is still good for at the provider, as the realm file says.
 *
 * @param lastDay null where nobody said
 */
public record SecretExpiry(State state, @Nullable LocalDate lastDay) {

    /** Time to get a new one through an organisation's procedures. */
    private static final int DAYS_BEFORE = 30;

    public enum State {
        /** There is no secret, or nobody said when it ends. */
        UNKNOWN,
        GOOD,
        /** It ends within 30 days. */
        SOON,
        /** Its last day is over; nobody can sign in by the connection. */
        OVER
    }

    public static SecretExpiry of(Connection connection, LocalDate today) {
        LocalDate last = connection.clientSecretExpires();
        return new SecretExpiry(last == null ? State.UNKNOWN : state(last, today), last);
    }

    private static State state(LocalDate last, LocalDate today) {
        if (last.isBefore(today)) {
            return State.OVER;
        }
        return last.isAfter(today.plusDays(DAYS_BEFORE)) ? State.GOOD : State.SOON;
    }
}
