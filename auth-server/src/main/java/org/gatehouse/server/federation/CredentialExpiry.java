package org.gatehouse.server.federation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long what a connection is known by is still good for at the provider: its secret, as the realm file says, or its
 * certificate.
 *
 * @param lastDay null where nobody said
 * @param days until then, negative once it is over; 0 where nobody said
 */
public record CredentialExpiry(State state, @Nullable LocalDate lastDay, long days) {

    /** Time to get a new one through an organisation's procedures. */
    private static final int DAYS_BEFORE = 30;

    public enum State {
        /** It does not end, or nobody said when. */
        UNKNOWN,
        GOOD,
        /** It ends within 30 days. */
        SOON,
        /** Its last day is over; nobody can sign in by the connection. */
        OVER
    }

    static CredentialExpiry of(@Nullable LocalDate last, LocalDate today) {
        if (last == null) {
            return new CredentialExpiry(State.UNKNOWN, null, 0);
        }
        long days = ChronoUnit.DAYS.between(today, last);
        return new CredentialExpiry(state(days), last, days);
    }

    private static State state(long days) {
        if (days < 0) {
            return State.OVER;
        }
        return days > DAYS_BEFORE ? State.GOOD : State.SOON;
    }
}
