package org.gatehouse.server.registration;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.client.RegistrationPolicy;
import org.gatehouse.server.clients.ClientSecrets;
import org.gatehouse.server.clients.GeneratedSecret;
import org.gatehouse.server.clients.RealmClients;
import org.gatehouse.server.clients.SelfRegistered;
import org.gatehouse.server.clients.SelfRegisteredClients;
import org.gatehouse.server.realm.ChangedClientsStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.realm.Realms;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes, changes and ends clients that register themselves, each with its entry and all that follows, in one transaction. */
@Component
class Registrations {

    private static final int ID_BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Realms realms;
    private final SelfRegisteredClients clients;
    private final RealmClients known;
    private final ClientSecrets secrets;
    private final InitialAccessTokens tokens;
    private final RegistrationEntries entries;
    private final ObjectProvider<ChangedClientsStep> steps;

    Registrations(
            Realms realms,
            SelfRegisteredClients clients,
            RealmClients known,
            ClientSecrets secrets,
            InitialAccessTokens tokens,
            RegistrationEntries entries,
            ObjectProvider<ChangedClientsStep> steps) {
        this.realms = realms;
        this.clients = clients;
        this.known = known;
        this.secrets = secrets;
        this.tokens = tokens;
        this.entries = entries;
        this.steps = steps;
    }

    /** @param initialToken of which one use is taken; null where none is wanted */
    @Transactional
    public Registered register(Realm realm, ObjectNode metadata, @Nullable UUID initialToken) {
        RegistrationPolicy policy = realms.lock(realm.name()).definition().registration(); // one count at a time
        ClientDefinition client = ClientTranslation.of(newId(), metadata);
        if (initialToken != null && !tokens.use(realm, initialToken)) {
            throw RegistrationException.token();
        }
        if (clients.count(realm) >= policy.maxClients()) {
            throw RegistrationException.denied("The realm has as many registered clients as it may have.");
        }
        String token = RegistrationTokens.generate();
        clients.insert(realm, client, metadata.toString(), RegistrationTokens.hash(token), initialToken);
        GeneratedSecret secret = client.authMethod().usesSecret() ? secrets.generate(realm, client.id()) : null;
        entries.changed(realm, Party.client(client.id()), client.id(), client.id(), null, metadata);
        known.forgetAfterwards(realm);
        return new Registered(clients.find(realm, client.id()).orElseThrow(), secret, token);
    }

    /** The client whose registration access token this is, and nobody else's. */
    Optional<SelfRegistered> find(Realm realm, String clientId, String token) {
        return clients.find(realm, clientId).filter(client -> RegistrationTokens.matches(token, client.tokenHash()));
    }

    /** Makes the client what the metadata says (RFC 7592 section 2.2): what is left out goes. The token is another then. */
    @Transactional
    public Registered update(Realm realm, String clientId, String token, ObjectNode metadata) {
        SelfRegistered before = locked(realm, clientId, token);
        ClientDefinition after = ClientTranslation.of(clientId, metadata);
        String next = RegistrationTokens.generate();
        clients.update(realm, after, metadata.toString(), RegistrationTokens.hash(next));
        follow(realm, Party.client(clientId), clientId, before.definition(), after);
        boolean lacksSecret = after.authMethod().usesSecret()
                && !before.definition().authMethod().usesSecret();
        GeneratedSecret secret = lacksSecret ? secrets.generate(realm, clientId) : null;
        entries.changed(realm, Party.client(clientId), clientId, clientId, json(before), metadata);
        return new Registered(clients.find(realm, clientId).orElseThrow(), secret, next);
    }

    /** The client ends itself (RFC 7592 section 2.3), and with it all that was obtained through it. */
    @Transactional
    public void delete(Realm realm, String clientId, String token) {
        delete(realm, locked(realm, clientId, token), Party.client(clientId), clientId);
    }

    void delete(Realm realm, SelfRegistered client, Party actor, String through) {
        end(realm, client, actor, through);
        entries.changed(realm, actor, through, client.definition().id(), json(client), null);
    }

    /** Ends a client that nobody has used up to this moment, in the name of the service. */
    @Transactional
    public void deleteUnused(Realm realm, String clientId) {
        clients.lockUnused(realm, clientId).ifPresent(client -> {
            end(realm, client, Party.system(), null);
            entries.neverUsed(realm, clientId, json(client));
        });
    }

    private void end(Realm realm, SelfRegistered client, Party actor, @Nullable String through) {
        clients.delete(realm, client.definition().id());
        follow(realm, actor, through, client.definition(), null);
    }

    /** What follows from a realm file's change of one client follows from this. */
    private void follow(
            Realm realm,
            Party actor,
            @Nullable String through,
            ClientDefinition before,
            @Nullable ClientDefinition after) {
        RealmChange change = new RealmChange(
                with(realm, List.of(before)), with(realm, after == null ? List.of() : List.of(after)), actor, through);
        steps.orderedStream().forEach(step -> step.complete(change));
        known.forgetAfterwards(realm);
    }

    private static Realm with(Realm realm, List<ClientDefinition> clients) {
        return new Realm(
                realm.id(), realm.name(), realm.issuer(), realm.definition().withClients(clients));
    }

    private SelfRegistered locked(Realm realm, String clientId, String token) {
        return clients.lock(realm, clientId)
                .filter(client -> RegistrationTokens.matches(token, client.tokenHash()))
                .orElseThrow(RegistrationException::token);
    }

    static ObjectNode json(SelfRegistered client) {
        return (ObjectNode) JsonMapper.shared().readTree(client.metadata());
    }

    private static String newId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return SelfRegisteredClients.PREFIX + HexFormat.of().formatHex(bytes);
    }
}
