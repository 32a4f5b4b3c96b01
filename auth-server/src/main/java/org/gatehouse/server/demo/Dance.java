package org.gatehouse.server.demo;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one browser has come. Kept in its session, never in the page: state, nonce and verifier protect the visitor
 * only as long as nobody else can choose them.
 *
 * @param code the authorization code until it is exchanged
 * @param tokens once the code was exchanged
 * @param checks what the ID token was checked for before it was believed
 * @param last the latest conversation with the realm, to show
 */
record Dance(
        String realm,
        String state,
        String nonce,
        String verifier,
        Instant startedAt,
        @Nullable String code,
        @Nullable Tokens tokens,
        List<Check> checks,
        @Nullable Exchange last)
        implements Serializable {

    /** Long enough to find the phone with the second factor. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    static Dance begin(String realm, Instant now) {
        return new Dance(realm, Secrets.next(), Secrets.next(), Secrets.next(), now, null, null, List.of(), null);
    }

    boolean isUnused(String realm, Instant now) {
        return this.realm.equals(realm) && code == null && tokens == null && !isStale(now);
    }

    boolean isStale(Instant now) {
        return now.isAfter(startedAt.plus(PATIENCE));
    }

    Dance answered(String code) {
        return new Dance(realm, state, nonce, verifier, startedAt, code, null, List.of(), null);
    }

    Dance received(Tokens tokens, List<Check> checks, Exchange exchange) {
        return new Dance(realm, state, nonce, verifier, startedAt, null, tokens, checks, exchange);
    }

    Dance talked(Exchange exchange) {
        return new Dance(realm, state, nonce, verifier, startedAt, code, tokens, checks, exchange);
    }

    @Override
    public String toString() {
        return "Dance[" + realm + "]";
    }
}
