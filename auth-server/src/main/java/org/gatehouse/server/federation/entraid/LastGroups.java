package org.gatehouse.server.federation.entraid;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The groups people were found in last, of the connections that let these stand for a while. Only in this process and only
 * those that are mapped: what is lost with it is known again at the next sign-in, and until then nobody gets in by it.
 */
@Component
class LastGroups {

    private static final int MOST = 50_000;

    /** As long as any connection may keep them. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Cache<Person, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();
    private final Clock clock;

    LastGroups(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param realm two of them may write a connection alike, and what one found out is not the other's
     * @param connection as it is written now: with another mapping, nothing is known
     */
    private record Person(@Nullable Integer realm, Connection connection, String issuer, String subject) {}

    private record Known(Instant at, Set<String> names) {}

    void remember(Connection connection, EntraClaims claims, String subject, Set<String> names) {
        Set<String> mapped =
                names.stream().filter(connection.groups()::containsKey).collect(Collectors.toUnmodifiableSet());
        known.put(person(connection, claims, subject), new Known(clock.instant(), mapped));
    }

    Optional<Set<String>> find(Connection connection, EntraClaims claims, String subject) {
        Duration keep = Clouds.entra(connection).keep();
        Instant now = clock.instant();
        return Optional.ofNullable(known.getIfPresent(person(connection, claims, subject)))
                .filter(found -> now.isBefore(found.at().plus(keep)))
                .map(Known::names);
    }

    private static Person person(Connection connection, EntraClaims claims, String subject) {
        Integer realm =
                CurrentRequest.find().map(CurrentRequest::realm).map(Realm::id).orElse(null);
        return new Person(realm, connection, claims.claims().getIssuer(), subject);
    }
}
