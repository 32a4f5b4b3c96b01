package org.gatehouse.server.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.directory.Profile;
import org.gatehouse.server.directory.Profiles;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What accounts tell of their people, remembered like {@link PresentedTokens the tokens they are told to}: as long as
 * nothing is known to have happened to the account. What is personal in it stays sealed, and all of it is gone after a
 * minute, heard or not: memory holds no more about people than their latest answers need.
 */
@Component
class RememberedProfiles implements AccountErasure {

    /** Below 1 KB each, unless somebody has much to tell. */
    private static final int MOST = 10_000;

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Profiles profiles;
    private final TokenChanges changes;
    private final ChangeFeed feed;
    private final Cache<Key, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(KEPT)
            .scheduler(Scheduler.systemScheduler()) // and not only when somebody looks
            .build();

    RememberedProfiles(Profiles profiles, TokenChanges changes, ChangeFeed feed) {
        this.profiles = profiles;
        this.changes = changes;
        this.feed = feed;
    }

    /** @param attributes of the realm's own that are told with it; a realm that tells others was changed */
    private record Key(int realm, UUID account, Set<String> attributes) {}

    private record Known(Profile profile, long since) {}

    Optional<Profile> find(Realm realm, UUID account, Set<String> attributes) {
        if (!feed.isBelieved() || TransactionSynchronizationManager.isActualTransactionActive()) {
            return profiles.find(realm, account, attributes);
        }
        Key key = new Key(realm.id(), account, attributes);
        Known remembered = known.getIfPresent(key);
        if (remembered != null && changes.isSame(remembered.since(), account)) {
            return Optional.of(remembered.profile());
        }
        long before = changes.latest();
        Optional<Profile> found = profiles.find(realm, account, attributes);
        found.ifPresent(profile -> known.put(key, new Known(profile, before)));
        return found;
    }

    @Override
    public void erase(Realm realm, UUID account) {
        known.asMap().keySet().removeIf(key -> key.account().equals(account));
        changes.changed(account);
    }

    /** Whether memory has anything of the account. */
    boolean keeps(UUID account) {
        return known.asMap().keySet().stream().anyMatch(key -> key.account().equals(account));
    }
}
