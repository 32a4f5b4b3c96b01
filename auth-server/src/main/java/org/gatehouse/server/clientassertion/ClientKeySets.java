package org.gatehouse.server.clientassertion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKMatcher;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.client.ClientKeys;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.published.DocumentType;
import org.gatehouse.server.published.Freshness;
import org.gatehouse.server.published.NotPublishedException;
import org.gatehouse.server.published.PublicKeys;
import org.gatehouse.server.published.Published;
import org.gatehouse.server.published.PublishedKey;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** The keys clients sign with: what the realm says they are, or what the client publishes at the address it says. */
@Component
class ClientKeySets {

    private static final DocumentType<PublicKeys> TYPE = DocumentType.keySet("keys of a client");

    private static final Freshness FRESHNESS =
            new Freshness(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(1));

    private final OutgoingCalls calls;
    private final Clock clock;
    private final Cache<String, PublicKeys> written =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private final Cache<Address, Published<PublicKeys>> remote =
            Caffeine.newBuilder().maximumSize(10_000).build();

    ClientKeySets(OutgoingCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * The keys that may have signed this; none when the client has no such key.
     *
     * @throws RefusedAssertion when the keys cannot be had
     */
    List<PublishedKey> matching(Realm realm, ClientDefinition client, JWSHeader header) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        ClientKeys keys = client.features().keys();
        if (matcher == null) {
            return List.of();
        }
        if (keys.jwks() != null) {
            return written.get(keys.jwks(), PublicKeys::parse).matching(matcher);
        }
        return keys.jwksUri() == null
                ? List.of()
                : published(new Address(realm.id(), client.id(), keys.jwksUri()), matcher);
    }

    private List<PublishedKey> published(Address address, JWKMatcher matcher) {
        try {
            return remote.get(address, this::published)
                    .get(keys -> !keys.matching(matcher).isEmpty())
                    .matching(matcher);
        } catch (NotPublishedException ex) {
            throw new RefusedAssertion(Fault.KEYS);
        }
    }

    private Published<PublicKeys> published(Address address) {
        return new Published<>(URI.create(address.text()), TYPE, FRESHNESS, calls, clock);
    }

    /** A client's limit of fetches is its own: another that names the same address must not use it up. */
    private record Address(int realm, String clientId, String text) {}
}
