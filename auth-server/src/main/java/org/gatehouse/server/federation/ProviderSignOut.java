package org.gatehouse.server.federation;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.UpstreamSessionRows.Named;
import org.gatehouse.server.federation.UpstreamSessionRows.Over;
import org.gatehouse.server.federation.UpstreamSessionRows.OverAnywhere;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.tokens.SignInEnding;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends the sign-ins that came from a session at a provider which says that it is over, with everything they obtained, and has
 * their clients told.
 *
 * <p>First it is noted durably that it is over, then the sign-ins are ended: whatever begins or fails in between is found a
 * minute later. The locks of the two are never held together.
 */
@Component
class ProviderSignOut {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignOut.class);

    private static final String REASON = "provider-signed-out";

    /**
     * Longer than a request lasts that was about to begin a session when it was noted that it is over, and than it takes to
     * end those of a whole connection.
     */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private static final int ROWS_A_RUN = 1_000;

    private final UpstreamLogoutTokens tokens;
    private final UsedLogoutTokens used;
    private final UpstreamSessions sessions;
    private final UpstreamSessionRows rows;
    private final SignInEnding ending;
    private final Accounts accounts;
    private final Realms realms;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ProviderSignOut(
            UpstreamLogoutTokens tokens,
            UsedLogoutTokens used,
            UpstreamSessions sessions,
            UpstreamSessionRows rows,
            SignInEnding ending,
            Accounts accounts,
            Realms realms,
            TransactionTemplate transactions,
            Clock clock) {
        this.tokens = tokens;
        this.used = used;
        this.sessions = sessions;
        this.rows = rows;
        this.ending = ending;
        this.accounts = accounts;
        this.realms = realms;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws UpstreamRefusedException when the token is not believed */
    void byToken(Realm realm, Connection connection, @Nullable String token) {
        JWTClaimsSet claims = tokens.verified(realm, connection, token);
        Instant now = now();
        Named named = transactions.execute(status -> {
            Named said = tokens.redeem(realm, connection, claims);
            rows.end(realm, connection, said, now);
            return said;
        });
        if (named != null) {
            rows.end(realm, connection, named, now); // what was inserted before it could be seen that it is over
            finish(realm, connection, rows.overBy(realm, connection, named, now));
        }
    }

    /** Of a page in a frame: nobody signed what it says, so it has to name the session (Front-Channel Logout 1.0 section 3). */
    void bySession(Realm realm, Connection connection, String issuer, String session) {
        Named named = sessions.named(realm, connection, issuer, session, null);
        Instant now = now();
        rows.end(realm, connection, named, now);
        finish(realm, connection, rows.overBy(realm, connection, named, now));
    }

    private void finish(Realm realm, Connection connection, List<Over> ended) {
        ended.forEach(over -> end(realm, connection.alias(), REASON, over));
    }

    private void end(Realm realm, String connection, String reason, Over over) {
        transactions.executeWithoutResult(status -> accounts.find(realm, over.account())
                .ifPresent(account ->
                        ending.endOne(realm, account, over.reference(), Party.system(), reason, connection)));
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void tidy() {
        rows.overSince(clock.instant().minus(LOOK_BACK), ROWS_A_RUN).forEach(this::endAlone);
        rows.forget(ROWS_A_RUN);
        used.forget(ROWS_A_RUN);
    }

    /** One that cannot be ended keeps none of the others from it; it is tried again. */
    private void endAlone(OverAnywhere over) {
        String reason = Objects.requireNonNullElse(over.reason(), REASON);
        try {
            realms.find(over.realm()).ifPresent(realm -> end(realm, over.connection(), reason, over.over()));
        } catch (RuntimeException ex) {
            LOG.error(
                    "A sign-in by the connection {} of realm {} that is over could not be ended; it is tried again",
                    over.connection(),
                    over.realm(),
                    ex);
        }
    }
}
