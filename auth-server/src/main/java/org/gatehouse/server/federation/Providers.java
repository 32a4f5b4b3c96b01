package org.gatehouse.server.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKMatcher;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.published.DocumentType;
import org.gatehouse.server.published.Freshness;
import org.gatehouse.server.published.NotPublishedException;
import org.gatehouse.server.published.PublicKeys;
import org.gatehouse.server.published.Published;
import org.gatehouse.server.published.PublishedKey;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What providers publish about themselves. Known for each realm and connection by itself: what one realm is told by a
 * provider means nothing to another, and a changed connection starts anew. While a provider cannot be reached the last
 * good copies serve for a day.
 */
@Component
public class Providers {

    private static final Duration LONGEST = Duration.ofHours(24);

    /** Endpoints move about once in a decade. */
    private static final Freshness METADATA = new Freshness(Duration.ofHours(1), Duration.ofSeconds(10), LONGEST);

    /** A key that is withdrawn ends soon; one that is new is looked for at once. */
    private static final Freshness KEYS = new Freshness(Duration.ofMinutes(10), Duration.ofSeconds(10), LONGEST);

    private static final DocumentType<PublicKeys> KEY_SET = DocumentType.keySet("keys of a provider");

    private final Kinds kinds;
    private final OutgoingCalls calls;
    private final Clock clock;
    private final Cache<Place, Published<ProviderMetadata>> metadata =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private final Cache<Place, Published<PublicKeys>> keys =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Providers(Kinds kinds, OutgoingCalls calls, Clock clock) {
        this.kinds = kinds;
        this.calls = calls;
        this.clock = clock;
    }

    /** @throws UpstreamRefusedException when it cannot be had, or is another provider's */
    public ProviderMetadata metadata(Realm realm, Connection connection) {
        try {
            return published(realm, connection).get(known -> true);
        } catch (NotPublishedException ex) {
            throw refused(ex);
        }
    }

    /** What was read last, without asking; empty when nothing was, or it is too old. */
    public Optional<ProviderMetadata> known(Realm realm, Connection connection) {
        return published(realm, connection).known();
    }

    /** When the metadata in force was read; null when there is none. */
    public @Nullable Instant readAt(Realm realm, Connection connection) {
        return published(realm, connection).readAt();
    }

    /**
     * The keys that may have signed a token of this header.
     *
     * @throws UpstreamRefusedException when the provider's keys cannot be had
     */
    public List<PublishedKey> keys(Realm realm, Connection connection, ProviderMetadata provider, JWSHeader header) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        if (matcher == null) {
            return List.of();
        }
        try {
            return keys.get(new Place(realm.id(), connection, provider.keys()), this::keys)
                    .get(known -> !known.matching(matcher).isEmpty())
                    .matching(matcher);
        } catch (NotPublishedException ex) {
            throw refused(ex);
        }
    }

    private Published<ProviderMetadata> published(Realm realm, Connection connection) {
        URI address = kinds.of(connection).metadataAddress(connection);
        return metadata.get(new Place(realm.id(), connection, address), this::metadata);
    }

    private Published<ProviderMetadata> metadata(Place place) {
        return new Published<>(
                place.address(),
                new DocumentType<>("metadata of a provider", Set.of("application/json"), text -> read(place, text)),
                METADATA,
                calls,
                clock);
    }

    private ProviderMetadata read(Place place, String text) {
        ProviderMetadata read = ProviderMetadata.parse(
                text, "https".equalsIgnoreCase(place.address().getScheme()));
        if (!kinds.of(place.connection()).isIssuer(place.connection(), read.issuer())) {
            throw new IllegalArgumentException("They are of another issuer (Discovery 1.0 section 4.3).");
        }
        return read;
    }

    private Published<PublicKeys> keys(Place place) {
        return new Published<>(place.address(), KEY_SET, KEYS, calls, clock);
    }

    private static UpstreamRefusedException refused(NotPublishedException ex) {
        return ex.isTemporary()
                ? new UpstreamRefusedException(Refusal.UNREACHABLE, ex.getMessage(), ex)
                : new UpstreamRefusedException(Refusal.MISCONFIGURED, ex.getMessage(), ex);
    }

    private record Place(int realm, Connection connection, URI address) {}
}
