package org.gatehouse.server.federation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.gatehouse.realm.federation.Connection;
import org.jspecify.annotations.Nullable;

/**
 * How long the secret of a connection is still good for at the provider, as the realm file says.
 *
 * @param lastDay null where nobody said
 * @param days until then, negative once it is over; 0 where nobody said
 */
public record SecretExpiry(State state, @Nullable LocalDate lastDay, long days) {

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
        if (last == null) {
            return new SecretExpiry(State.UNKNOWN, null, 0);
        }
        long days = ChronoUnit.DAYS.between(today, last);
        return new SecretExpiry(state(days), last, days);
    }

    private static State state(long days) {
        if (days < 0) {
            return State.OVER;
        }
        return days > DAYS_BEFORE ? State.GOOD : State.SOON;
    }
}
