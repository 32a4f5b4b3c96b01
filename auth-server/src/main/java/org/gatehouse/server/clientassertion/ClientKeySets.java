package org.gatehouse.server.clientassertion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.client.ClientKeys;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** The keys clients sign with: what the realm says they are, or what the client publishes at the address it says. */
@Component
class ClientKeySets {

    private final OutgoingCalls calls;
    private final Clock clock;
    private final Cache<String, PublicKeys> written =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private final Cache<Address, RemoteKeySet> remote =
            Caffeine.newBuilder().maximumSize(10_000).build();

    ClientKeySets(OutgoingCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** The keys that may have signed this; none when the client has no such key. */
    List<JWK> matching(Realm realm, ClientDefinition client, JWSHeader header) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        ClientKeys keys = client.features().keys();
        if (matcher == null) {
            return List.of();
        }
        if (keys.jwks() != null) {
            return written.get(keys.jwks(), PublicKeys::parse).matching(matcher);
        }
        return keys.jwksUri() == null ? List.of() : published(realm, client.id(), keys.jwksUri()).matching(matcher);
    }

    private RemoteKeySet published(Realm realm, String clientId, String address) {
        return remote.get(
                new Address(realm.id(), clientId, address),
                key -> new RemoteKeySet(URI.create(key.text()), calls, clock));
    }

    /** A client's limit of fetches is its own: another that names the same address must not use it up. */
    private record Address(int realm, String clientId, String text) {}
}
