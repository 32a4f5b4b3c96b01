package org.gatehouse.server.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.server.realm.BuiltInClients;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Finds the clients of the current request's realm, and of no other. */
@Component
public class RealmClients implements RegisteredClientRepository {

    private static final Duration FRESHNESS = Duration.ofSeconds(5);

    private final ClientSecrets secrets;
    private final Cache<Key, Known> known = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(FRESHNESS)
            .build();

    RealmClients(ClientSecrets secrets) {
        this.secrets = secrets;
    }

    /** What a client of this realm is allowed. */
    public Optional<ClientDefinition> findDefinition(Realm realm, String clientId) {
        return realm.findClient(clientId);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        Realm realm = CurrentRequest.currentRealm();
        Key key = new Key(realm.id(), clientId);
        Known found = known.get(key, absent -> load(realm, clientId));
        if (!found.isOf(realm, clientId)) { // or what is stale in one cache would stay so in the next
            found = load(realm, clientId);
            known.put(key, found);
        }
        return found.client();
    }

    /** The internal id of a client is its client id: unique within the realm, and the realm is always there. */
    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public void save(RegisteredClient client) {
        throw new IllegalStateException("Clients come from the realm definition");
    }

    /** Once the transaction under way has ended, this node looks the realm's clients up again. */
    public void forgetAfterwards(Realm realm) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                known.asMap().keySet().removeIf(key -> key.realm() == realm.id());
            }
        });
    }

    private Known load(Realm realm, String clientId) {
        ClientDefinition client = findDefinition(realm, clientId).orElse(null);
        return new Known(realm, client, client == null ? null : register(realm, client));
    }

    private RegisteredClient register(Realm realm, ClientDefinition client) {
        TokenLifetimes lifetimes = realm.definition().tokens();
        return BuiltInClients.contains(client.id())
                ? RegisteredClients.builtIn(client, lifetimes)
                : RegisteredClients.of(
                        client, lifetimes, secrets.findHash(realm, client.id()).orElse(null));
    }

    private record Key(int realm, String clientId) {}

    /** What was made of a definition; null where there is no such client. */
    private record Known(
            Realm realm,
            @Nullable ClientDefinition definition,
            @Nullable RegisteredClient client) {

        @SuppressWarnings(
                "ReferenceEquality") // a realm that was read again may be another; comparing all of it is slow
        boolean isOf(Realm current, String clientId) {
            return realm == current
                    && (!SelfRegisteredClients.mayBe(clientId)
                            || Objects.equals(
                                    definition, current.findClient(clientId).orElse(null)));
        }
    }
}
