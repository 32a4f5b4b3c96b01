package org.gatehouse.server.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Whether access tokens whose signature is right still count. One that does is presented again and again: it is remembered
 * as long as {@link TokenChanges nothing is known} to have happened to its family, its account or itself, and while
 * {@link ChangeFeed what other nodes do is heard}. That a token does not count is never remembered.
 */
@Component
class PresentedTokens {

    // asked together: a token is presented far more often than one is revoked
    private static final String FIND = TokenFamilies.FIND + """
               AND NOT EXISTS (SELECT FROM revoked_token r WHERE r.realm_id = f.realm_id AND r.jti = ?)
            """;

    // the same for several at once
    private static final String FIND_ALL = """
            SELECT asked.place, f.*, a.display_name,
                   f.ended_at IS NULL AND f.expires_at > ? AND a.state = 'ACTIVE' AS live
              FROM unnest(?::int[], ?::uuid[], ?::text[]) WITH ORDINALITY AS asked (realm_id, family, jti, place)
              JOIN token_family f ON f.realm_id = asked.realm_id AND f.id = asked.family
              JOIN account a ON a.realm_id = f.realm_id AND a.id = f.account_id
             WHERE NOT EXISTS (SELECT FROM revoked_token r WHERE r.realm_id = f.realm_id AND r.jti = asked.jti)
            """;

    /** Some 2 KB each. */
    private static final int MOST = 10_000;

    private final JdbcClient jdbc;
    private final RevokedTokens revoked;
    private final TokenChanges changes;
    private final ChangeFeed feed;
    private final Clock clock;
    private final GatheredReads<Presented, TokenFamily> families = new GatheredReads<>(this::read);
    private final Cache<Presented, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    PresentedTokens(JdbcClient jdbc, RevokedTokens revoked, TokenChanges changes, ChangeFeed feed, Clock clock) {
        this.jdbc = jdbc;
        this.revoked = revoked;
        this.changes = changes;
        this.feed = feed;
        this.clock = clock;
    }

    /** @param family null when the token has none */
    private record Presented(int realm, @Nullable UUID family, String jti) {}

    /** That it counted when it was read. */
    private record Known(@Nullable TokenFamily family, long since) {}

    /** The family of an access token, unless that one token was revoked; of what its owner never changes, as of some time ago. */
    Optional<TokenFamily> family(Realm realm, UUID id, String jti) {
        Presented token = new Presented(realm.id(), id, jti);
        Known remembered = remembered(token);
        if (remembered != null) {
            return Optional.ofNullable(remembered.family());
        }
        long before = changes.latest();
        Optional<TokenFamily> found = families.find(token);
        found.filter(TokenFamily::live).ifPresent(family -> remember(token, new Known(family, before)));
        return found;
    }

    /** Whether a token without a family was revoked. */
    boolean isRevoked(Realm realm, String jti) {
        Presented token = new Presented(realm.id(), null, jti);
        if (remembered(token) != null) {
            return false;
        }
        long before = changes.latest();
        boolean is = revoked.contains(realm, jti);
        if (!is) {
            remember(token, new Known(null, before));
        }
        return is;
    }

    private @Nullable Known remembered(Presented token) {
        if (!feed.isBelieved() || TransactionSynchronizationManager.isActualTransactionActive()) {
            return null;
        }
        Known remembered = known.getIfPresent(token);
        return remembered != null && counts(token, remembered) ? remembered : null;
    }

    private boolean counts(Presented token, Known remembered) {
        TokenFamily family = remembered.family();
        if (family == null) {
            return changes.isSame(remembered.since(), token.jti());
        }
        return changes.isSame(remembered.since(), family.id())
                && changes.isSame(remembered.since(), family.account())
                && clock.instant().isBefore(family.expiresAt());
    }

    /** Not of what only a transaction sees that has not ended. */
    private void remember(Presented token, Known what) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            known.put(token, what);
        }
    }

    private Map<Presented, TokenFamily> read(List<Presented> tokens) {
        return tokens.size() == 1 ? readOne(tokens.get(0)) : readAll(tokens);
    }

    private Map<Presented, TokenFamily> readOne(Presented token) {
        return jdbc.sql(FIND)
                .params(now(), token.realm())
                .param(token.family())
                .param(token.jti())
                .query((row, number) -> TokenFamilies.family(row))
                .optional()
                .map(family -> Map.of(token, family))
                .orElse(Map.of());
    }

    private Map<Presented, TokenFamily> readAll(List<Presented> tokens) {
        Map<Presented, TokenFamily> found = new HashMap<>();
        jdbc.sql(FIND_ALL)
                .param(now())
                .param(tokens.stream().mapToInt(Presented::realm).toArray())
                .param(tokens.stream()
                        .map(token -> String.valueOf(token.family()))
                        .toArray(String[]::new))
                .param(tokens.stream().map(Presented::jti).toArray(String[]::new))
                .query(row -> {
                    found.put(tokens.get(row.getInt("place") - 1), TokenFamilies.family(row));
                });
        return found;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
