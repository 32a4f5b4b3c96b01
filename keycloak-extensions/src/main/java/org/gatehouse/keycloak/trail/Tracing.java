package org.gatehouse.keycloak.trail;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gatehouse.audit.event.AuditEvent;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** What all requests of this node share: which realms are traced, whether that works, and the way to the trail. */
final class Tracing implements AutoCloseable {

    private final Optional<TrailSettings> settings;
    private final Optional<Outbox> outbox;
    private final Optional<Gate> gate;
    private final Clock clock;
    private @Nullable TrailDatabase trail;
    private @Nullable Mover mover;

    Tracing(Optional<TrailSettings> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.outbox = settings.map(known -> new Outbox(known.key(), known.maxCount()));
        this.gate = settings.map(known -> new Gate(clock, known.maxAge(), known.maxCount()));
    }

    /** Begins to move what is in the outbox, once Keycloak's tables are there. */
    void start(KeycloakSessionFactory keycloak) {
        if (settings.isPresent() && mover == null) {
            RealmRetention retention = new RealmRetention(keycloak, settings.get(), clock);
            TrailDatabase database = TrailDatabase.open(settings.get(), retention, clock);
            Mover fresh = new Mover(
                    keycloak,
                    outbox.orElseThrow(),
                    new ErasedPeople(settings.get().key()),
                    database,
                    gate.orElseThrow(),
                    clock);
            trail = database;
            mover = fresh;
            fresh.start();
        }
    }

    boolean isConfigured() {
        return settings.isPresent();
    }

    boolean tracesAll() {
        return settings.isPresent() && settings.get().allRealms();
    }

    boolean traces(RealmModel realm) {
        return tracesAll() || realm.getEventsListenersStream().anyMatch(TrailListenerFactory.ID::equals);
    }

    String trailRealm(String name) {
        return settings.isPresent() ? settings.get().trailRealm(name) : name;
    }

    Instant now() {
        return clock.instant();
    }

    /** Why nothing that is traced may be done at present; empty when it may. */
    Optional<String> refusal() {
        return gate.isPresent()
                ? gate.get().refusal()
                : Optional.of("This realm is to be traced, and no audit trail is configured.");
    }

    /** With the transaction under way; in one of its own when there is none, as after a request's has been committed. */
    void add(KeycloakSession session, Draft draft) {
        if (session.getTransactionManager().isActive()) {
            TracedTransaction.of(session, this).add(draft);
        } else {
            KeycloakModelUtils.runJobInTransaction(
                    session.getKeycloakSessionFactory(),
                    own -> TracedTransaction.of(own, this).add(draft));
        }
    }

    void write(KeycloakSession session, List<AuditEvent> events) {
        outbox.orElseThrow().write(session, events, clock.instant());
    }

    void flush(KeycloakSession session) {
        session.getProvider(JpaConnectionProvider.class).getEntityManager().flush();
    }

    @Override
    public void close() {
        if (mover != null) {
            mover.close();
        }
        if (trail != null) {
            trail.close();
        }
    }
}
