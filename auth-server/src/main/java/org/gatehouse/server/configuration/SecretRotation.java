package org.gatehouse.server.configuration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.clients.ClientSecret;
import org.gatehouse.server.clients.ClientSecrets;
import org.gatehouse.server.clients.GeneratedSecret;
import org.gatehouse.server.clients.RealmClients;
import org.gatehouse.server.configuration.ClientException.Reason;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Replaces the secret of a client without an outage: for a while two are right, the old one until somebody or a date ends
 * it. Whoever holds a secret acts as the client, so only who may do what the client may can make one.
 */
@Component
public class SecretRotation {

    /** A secret that goes on longer beside its successor is not being replaced. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    private static final int MOST = 2;

    private final Realms realms;
    private final ClientSecrets secrets;
    private final RealmClients clients;
    private final OwnRights ownRights;
    private final Attempts attempts;
    private final Trail trail;
    private final Clock clock;

    SecretRotation(
            Realms realms,
            ClientSecrets secrets,
            RealmClients clients,
            OwnRights ownRights,
            Attempts attempts,
            Trail trail,
            Clock clock) {
        this.realms = realms;
        this.secrets = secrets;
        this.clients = clients;
        this.ownRights = ownRights;
        this.attempts = attempts;
        this.trail = trail;
        this.clock = clock;
    }

    /** The secrets the client has, without their values, for whoever has seen or changed it. */
    public List<ClientSecret> ofChanged(Actor actor, String client) {
        return secrets.of(actor.realm(), client);
    }

    /**
     * Makes a further secret.
     *
     * @param oldEndsAt when the secret the client has ends; null leaves it until somebody ends it
     * @throws ClientException when it has two, or none are asked of it
     */
    @Transactional
    public GeneratedSecret add(Actor actor, String client, @Nullable Instant oldEndsAt) {
        return attempt(actor, client, () -> {
            Realm realm = locked(actor, client);
            checkEnd(oldEndsAt);
            List<ClientSecret> present = secrets.of(realm, client);
            if (present.size() >= MOST) {
                throw new ClientException(Reason.WRONG_STATE, "The client has two secrets already; end one first.");
            }
            secrets.removeEnded(realm, client);
            GeneratedSecret made = secrets.generate(realm, client);
            record(actor, client, made.id(), null, "valid");
            if (oldEndsAt != null) {
                present.forEach(old -> end(actor, realm, client, old, oldEndsAt));
            }
            clients.forgetAfterwards(realm);
            return made;
        });
    }

    /** Ends a secret at once. */
    @Transactional
    public void remove(Actor actor, String client, UUID secret) {
        attempt(actor, client, () -> {
            Realm realm = locked(actor, client);
            if (!secrets.remove(realm, client, secret)) {
                throw new ClientException(Reason.NOT_FOUND, "The client has no such secret.");
            }
            record(actor, client, secret, "valid", null);
            clients.forgetAfterwards(realm);
            return true;
        });
    }

    private void end(Actor actor, Realm realm, String client, ClientSecret old, Instant end) {
        secrets.endAt(realm, client, old.id(), end);
        record(actor, client, old.id(), valid(old.endsAt()), valid(end));
    }

    private static String valid(@Nullable Instant end) {
        return end == null ? "valid" : "valid until " + end;
    }

    private Realm locked(Actor actor, String id) {
        actor.require(Permission.CLIENTS_WRITE);
        Realm realm = realms.lock(actor.realm().name()); // two at once would both see one secret
        ClientDefinition client = realm.definition().findClient(id).orElseThrow(ClientException::notFound);
        ownRights.requireCovering(actor, client);
        if (!client.authMethod().usesSecret()) {
            throw new ClientException(Reason.WRONG_STATE, "The client does not authenticate with a secret.");
        }
        return realm;
    }

    private void checkEnd(@Nullable Instant end) {
        Instant now = clock.instant();
        if (end != null && (!end.isAfter(now) || end.isAfter(now.plus(LONGEST_OVERLAP)))) {
            throw new ClientException(
                    Reason.INVALID, "The old secret ends within " + LONGEST_OVERLAP.toDays() + " days from now.");
        }
    }

    private void record(Actor actor, String client, UUID secret, @Nullable String before, @Nullable String after) {
        trail.record(trail.event(actor.realm(), Activity.CLIENT_CHANGED, actor.client(), null)
                .actor(actor.party())
                .target(Party.client(client))
                .changes(List.of(Change.of("secret/" + secret, before, after))));
    }

    private <T> T attempt(Actor actor, String client, Supplier<T> change) {
        return attempts.make(
                actor,
                Activity.CLIENT_CHANGED,
                event -> event.target(Attempts.target(
                        "client",
                        actor.realm().definition().findClient(client).map(found -> Party.client(found.id())))),
                change);
    }
}
