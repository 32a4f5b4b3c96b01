package org.gatehouse.keycloak.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.trail.RetentionPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two nodes move to one trail: each entry once, in one order, and who was erased stays erased")
class TrailDatabaseTest {

    private static TrailServer server;

    private final Clock clock = Clock.systemUTC();
    private final UUID alice = UUID.randomUUID();
    private final String realm = "keycloak-" + alice;
    private TrailDatabase node;
    private TrailDatabase other;

    @BeforeAll
    static void start() throws Exception {
        server = TrailServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void open() {
        node = open(server.url("trail"));
        other = open(server.url("trail"));
    }

    @AfterEach
    void close() {
        node.close();
        other.close();
    }

    /** The other node has been up before, or was restarted since: it keeps nothing of its own of whom was erased. */
    @Test
    void appendWhenAnotherNodeErasedThePersonThenNobodyReadsThem() throws Exception {
        append(node, signIn(clock.instant()));
        AuditEvent deleted = AuditEvent.of(realm, Activity.USER_ERASED)
                .actor(Party.system())
                .target(alice())
                .occurredAt(clock.instant())
                .build();
        append(node, deleted, signIn(clock.instant()));

        append(other, signIn(clock.instant().minus(Duration.ofDays(1))));
        append(other, signIn(clock.instant().plusSeconds(5)));
        append(node, signIn(clock.instant()));

        assertThat(server.entries(realm, Activity.AUTH_LOGIN))
                .hasSize(5)
                .extracting(EntryView::actor)
                .containsOnly(Party.erased());
        assertThat(server.keys().findRef(realm, alice)).isEmpty();
        assertThat(server.verify().faults()).isEmpty();
    }

    @Test
    void takeThenEachIdOnceAndNotByATurnThatWasUndone() throws Exception {
        String id = UUID.randomUUID().toString();

        assertThat(take(node, id, false)).containsExactly(id);
        assertThat(take(node, id, true)).as("the first did not commit").containsExactly(id);
        assertThat(take(node, id, true)).isEmpty();
        assertThat(take(other, id, true)).isEmpty();
    }

    @Test
    void inTurnWhenItIsAnothersThenNothingIsDone() throws Exception {
        assertThat(node.inTurn(held -> !other.inTurn(transaction -> {
                    throw new AssertionError("both at once");
                })))
                .isTrue();
        assertThat(other.inTurn(transaction -> true)).as("afterwards").isTrue();
    }

    private static Set<String> take(TrailDatabase node, String id, boolean commits) throws SQLException {
        Set<String> taken = new HashSet<>();
        node.inTurn(transaction -> {
            taken.addAll(node.take(transaction, List.of(id)));
            if (!commits) {
                transaction.rollback();
            }
            return true;
        });
        return taken;
    }

    private static void append(TrailDatabase node, AuditEvent... events) throws SQLException {
        Map<String, AuditEvent> rows = new LinkedHashMap<>();
        for (AuditEvent event : events) {
            rows.put(UUID.randomUUID().toString(), event);
        }
        assertThat(node.inTurn((Connection transaction) -> {
                    node.append(transaction, rows);
                    return true;
                }))
                .isTrue();
    }

    private AuditEvent signIn(Instant when) {
        return AuditEvent.of(realm, Activity.AUTH_LOGIN)
                .actor(alice())
                .origin(new Origin("forms", null, null, "192.0.2.1", "Firefox"))
                .occurredAt(when)
                .build();
    }

    private Party alice() {
        return Party.account(alice, "Alice Martin", "alice@acme.example");
    }

    private static TrailDatabase open(String url) {
        TrailSettings settings = new TrailSettings(
                url,
                "postgres",
                "postgres",
                TrailKey.parse(TrailServer.key()),
                Map.of(),
                false,
                Duration.ofSeconds(60),
                100,
                "audit.test");
        return TrailDatabase.open(settings, RetentionPolicy.defaults(), Clock.systemUTC());
    }
}
