package org.gatehouse.server.federation;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.signin.SignInGoal;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was sent to a provider; kept in their browser's session until they are back, once.
 *
 * @param state names it in the answer's address and means nothing in another browser (RFC 6749 section 10.12)
 * @param connection the alias of the connection
 * @param purpose what the answer is wanted for, by {@link UpstreamPurpose#name}
 * @param account of whoever is signed in, where that matters to the purpose
 * @param afresh whether a session there is not enough: they have to sign in for this
 * @param maxAge seconds since which they may have signed in there at most; null where nobody asked
 * @param nonce the ID token has to repeat (OpenID Connect Core section 3.1.2.1)
 * @param verifier proves that the code is redeemed by whoever asked for it (RFC 7636)
 * @param origin by what {@link UpstreamSessions} knows the session they come from; null until they are back
 */
public record UpstreamAttempt(
        String state,
        String connection,
        String purpose,
        SignInGoal goal,
        @Nullable UUID account,
        boolean afresh,
        @Nullable Long maxAge,
        String nonce,
        String verifier,
        Instant startedAt,
        @Nullable String origin)
        implements Serializable {

    /** Time to sign in there, and to find one's phone for it. */
    static final Duration LIFETIME = Duration.ofMinutes(15);

    UpstreamAttempt from(String session) {
        return new UpstreamAttempt(
                state, connection, purpose, goal, account, afresh, maxAge, nonce, verifier, startedAt, session);
    }

    /** When they have to have signed in there at the earliest, if that matters. */
    Optional<Instant> notBefore() {
        return afresh
                ? Optional.of(startedAt)
                : Optional.ofNullable(maxAge).map(seconds -> startedAt.minusSeconds(seconds));
    }

    boolean isOver(Instant now) {
        return now.isAfter(startedAt.plus(LIFETIME));
    }

    @Override
    public String toString() {
        return "UpstreamAttempt[" + connection + "]";
    }
}
