package org.gatehouse.keycloak.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.keycloak.AdminApi;
import org.gatehouse.keycloak.AdminApi.Answer;
import org.gatehouse.keycloak.RunningKeycloak;
import org.junit.jupiter.api.BeforeAll;

/** A real Keycloak on PostgreSQL, the trail beside it, and a realm that is traced: one start for all who look at them. */
abstract class TracedRealm {

    static final String REALM = "acme-eu";
    static final String PASSWORD = "Correct-horse-7-battery";

    /** Short, so that a lag is soon too long; long enough for a slow machine to move what is there. */
    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    static TrailServer trail;
    static RunningKeycloak keycloak;
    static AdminApi admin;

    private static final Map<String, Integer> LET_IN = new HashMap<>();

    @BeforeAll
    static void startOnce() throws Exception {
        if (keycloak != null) {
            return;
        }
        trail = TrailServer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(TracedRealm::stop));
        keycloak = boot();
        admin = new AdminApi(keycloak);
        ok(
                201,
                admin.post(
                        "",
                        Map.of(
                                "realm",
                                "acme",
                                "enabled",
                                true,
                                "eventsListeners",
                                List.of("jboss-logging", "gatehouse-trail"),
                                "attributes",
                                Map.of("gatehouse.retention", "sign-in=P1M"))));
    }

    private static void stop() {
        try (TrailServer last = trail) {
            if (keycloak != null) {
                keycloak.close();
            }
        } catch (InterruptedException | IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static RunningKeycloak boot() throws Exception {
        return RunningKeycloak.start(
                Path.of(System.getProperty("keycloak.home")),
                Path.of(System.getProperty("keycloak.provider")),
                null,
                Map.of("TRAIL_PASSWORD", "postgres", "TRAIL_KEY", TrailServer.key()),
                trail.options(MAX_AGE));
    }

    /** The newest that matches, which is the only one. */
    static EntryView once(Activity activity, Predicate<EntryView> which) {
        EntryView entry = trail.await(REALM, activity, which);
        trail.awaitMoved();
        assertThat(trail.entries(REALM, activity)).filteredOn(which).hasSize(1);
        return entry;
    }

    /** A sign-in that is counted when it is let in. */
    static Answer signIn(String name) {
        try {
            Answer answer = admin.signIn("acme", name, PASSWORD);
            LET_IN.merge(name, answer.status() == 200 ? 1 : 0, Integer::sum);
            return answer;
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    static void assertSignInsAreThoseLetIn(String name, String person) {
        trail.awaitMoved();
        assertThat(trail.entries(REALM, Activity.AUTH_LOGIN))
                .filteredOn(of(person))
                .hasSize(LET_IN.getOrDefault(name, 0))
                .allMatch(entry -> entry.outcome() == Outcome.SUCCESS);
    }

    static void leave(AuditEvent event) {
        UUID id = UUID.randomUUID();
        leave(TrailKey.parse(TrailServer.key()).seal(EventJson.write(event), id.toString()), id);
    }

    static void leave(String sealed, UUID id) {
        trail.run(
                "keycloak",
                "INSERT INTO gatehouse_trail_outbox (id, created_at, event) VALUES ('%s', %d, '%s')"
                        .formatted(id, Instant.now().toEpochMilli(), sealed));
    }

    /** Columns anybody with the database can read, of both databases. */
    static String everythingStored() {
        return trail.texts("trail", "SELECT encode(head, 'escape') || detail FROM audit.audit_entry")
                + trail.texts("keycloak", "SELECT event FROM gatehouse_trail_outbox");
    }

    static Predicate<EntryView> of(String person) {
        return entry -> UUID.fromString(person).equals(entry.actor().person());
    }

    static Predicate<EntryView> about(String person) {
        return entry -> entry.target() != null
                && UUID.fromString(person).equals(entry.target().person());
    }

    static String person(String userName, String firstName, String lastName) throws Exception {
        return ok(
                        201,
                        admin.post(
                                "/acme/users",
                                Map.of(
                                        "username",
                                        userName,
                                        "enabled",
                                        true,
                                        "emailVerified",
                                        true,
                                        "email",
                                        userName + "@acme.example",
                                        "firstName",
                                        firstName,
                                        "lastName",
                                        lastName,
                                        "credentials",
                                        List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)))))
                .createdId();
    }

    static Answer ok(int status, Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        return answer;
    }
}
