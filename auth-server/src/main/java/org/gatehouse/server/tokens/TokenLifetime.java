package org.gatehouse.server.tokens;

import java.time.Duration;
import java.time.Instant;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.TokenLifetimes;

/** How long things live, by kind of client. */
final class TokenLifetime {

    /** RFC 6749 section 4.1.2 allows ten minutes at most; a redirect takes seconds. */
    static final Duration CODE = Duration.ofMinutes(1);

    /** An ID token says who signed in at this moment; nobody should need it longer. */
    static final Duration ID_TOKEN = Duration.ofMinutes(10);

    /** A refresh whose answer was lost is repeated within this time and gets the same successor. */
    static final Duration RETRY = Duration.ofSeconds(30);

    private TokenLifetime() {}

    /** When everything obtained through this kind of client ends, counted from the sign-in and never from a refresh. */
    static Instant familyEnd(ClientKind kind, TokenLifetimes lifetimes, Instant authTime) {
        return switch (kind) {
            case WEB -> authTime.plus(lifetimes.web().session());
            case MOBILE -> authTime.plus(lifetimes.mobile().session());
            case SERVICE -> throw new IllegalArgumentException("A service has no family");
        };
    }

    static Duration access(ClientKind kind, TokenLifetimes lifetimes) {
        return switch (kind) {
            case WEB -> lifetimes.web().access();
            case MOBILE -> lifetimes.mobile().access();
            case SERVICE -> lifetimes.service().access();
        };
    }
}
