package org.gatehouse.keycloak.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.privacy.RegionKeyCheck;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.keycloak.AdminApi;
import org.gatehouse.keycloak.AdminApi.Answer;
import org.gatehouse.keycloak.RunningKeycloak;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Nothing happens in Keycloak that is not in the trail, whatever is away or dies")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrailOutagesIT extends TracedRealm {

    private static UUID erased;

    /** The first of the roles is granted, the second is not there: Keycloak undoes both. */
    @Test
    @Order(9)
    void requestThatIsUndoneThenLeavesNothing() throws Exception {
        String grace = person("grace", "Grace", "Leroy");
        ok(201, admin.post("/acme/roles", Map.of("name", "auditor")));
        JsonNode role = admin.get("/acme/roles/auditor").body();

        ok(
                404,
                admin.post(
                        "/acme/users/" + grace + "/role-mappings/realm",
                        List.of(role, Map.of("id", "none", "name", "none"))));
        ok(200, admin.signIn("acme", "grace", PASSWORD)); // comes later in the same order

        once(Activity.AUTH_LOGIN, of(grace));
        assertThat(trail.entries(REALM, Activity.ROLE_GRANTED))
                .noneMatch(entry -> "auditor".equals(entry.detail().get("role")));
    }

    /** Whatever gets into the outbox and can never be moved holds up nobody, and is not lost. */
    @Test
    @Order(9)
    void entryThatCanNeverBeMovedThenIsSetAsideAndWhatComesAfterItIsMoved() throws Exception {
        String olga = person("olgas", "Olga", "Stein");
        trail.awaitMoved();
        leave("bm90IHNlYWxlZA==", UUID.randomUUID());
        AuditEvent.Builder entry = AuditEvent.of("no name of a realm", Activity.AUTH_LOGIN);
        leave(entry.actor(Party.anonymous()).occurredAt(Instant.now()).build());
        leave(AuditEvent.of(REALM, Activity.AUTH_LOGIN)
                .actor(Party.anonymous())
                .reason("moved-long-ago")
                .occurredAt(Instant.now().minus(Duration.ofDays(91)))
                .build());

        ok(200, admin.signIn("acme", "olgas", PASSWORD));

        once(Activity.AUTH_LOGIN, of(olga));
        assertThat(trail.number("keycloak", "SELECT count(*) FROM gatehouse_trail_outbox WHERE dead_at IS NOT NULL"))
                .isEqualTo(3);
        assertThat(trail.entries(REALM)).noneMatch(each -> "moved-long-ago".equals(each.reason()));
        ok(200, admin.signIn("acme", "olgas", PASSWORD));
    }

    @Test
    @Order(9)
    void keyOfAnotherTrailThenIsTold() throws Exception {
        byte[] other = new byte[KeyRing.KEY_LENGTH];
        other[0] = 1;

        try (Connection connection = trail.trail().getConnection()) {
            assertThat(RegionKeyCheck.of(connection, KeyRing.of(other, 1))).isEqualTo(RegionKeyCheck.Result.WRONG);
            assertThat(RegionKeyCheck.of(connection, KeyRing.of(new byte[KeyRing.KEY_LENGTH], 1)))
                    .isEqualTo(RegionKeyCheck.Result.RIGHT);
        }
    }

    /** The table is renamed away: as when the database refuses it for whatever reason. */
    @Test
    @Order(10)
    void outboxThatCannotBeWrittenThenNothingIsDone() throws Exception {
        String heidi = person("heidi", "Heidi", "Weber");
        trail.awaitMoved();
        trail.run("keycloak", "ALTER TABLE gatehouse_trail_outbox RENAME TO gone");
        try {
            assertThat(signIn("heidi").status()).isEqualTo(503);
            assertThat(rename(heidi).status()).isEqualTo(503);
            TrailServer.awaitThat(
                    "refusal", () -> signIn("heidi").body().toString().contains("Nobody can tell"));
            assertThat(rename(heidi).status()).isEqualTo(503);
        } finally {
            trail.run("keycloak", "ALTER TABLE gone RENAME TO gatehouse_trail_outbox");
        }

        assertThat(admin.get("/acme/users/" + heidi).body().path("firstName").asString())
                .isEqualTo("Heidi");
        TrailServer.awaitThat(
                "sign-in that is let in again", () -> signIn("heidi").status() == 200);
        assertSignInsAreThoseLetIn("heidi", heidi);
        assertThat(trail.entries(REALM, Activity.USER_UPDATED)).noneMatch(about(heidi));
    }

    @Test
    @Order(11)
    void trailThatIsAwayThenNothingIsDoneOnceItIsTooFarBehindAndItHeals() throws Exception {
        String ivan = person("ivano", "Ivan", "Rossi");
        String judy = person("judyk", "Judy", "Keller");
        ok(204, admin.delete("/acme/users/" + judy));
        TrailServer.awaitThat("erasure", () -> !knows(judy));
        trail.awaitMoved();
        int ofErasuresBefore = trail.entries(REALM, Activity.USER_ERASED).size();
        erased = UUID.fromString(judy);
        bringBackInTheTrail(judy);
        trail.takeAway("trail");
        try {
            ok(200, signIn("ivano")); // it waits in the outbox
            trail.skipNumbers(TrailServer.MAX_COUNT);
            ok(200, signIn("ivano"));
            TrailServer.awaitThat("refusal", () -> signIn("ivano").status() == 503);
            Answer refused = signIn("ivano");
            assertThat(refused.body().path("error").asString()).isEqualTo("temporarily_unavailable");
            assertThat(refused.body().path("error_description").asString())
                    .as("two wait, whatever their numbers are")
                    .startsWith("The audit trail is too far behind.");
            assertThat(rename(ivan).status()).isEqualTo(503);
            assertThat(admin.signIn("acme", "ivano", "wrong").status()).isEqualTo(503);
            assertThat(admin.get("/acme/users/" + ivan).body().path("firstName").asString())
                    .isEqualTo("Ivan");
        } finally {
            trail.bringBack("trail");
        }

        TrailServer.awaitThat(
                "sign-in that is let in again", () -> signIn("ivano").status() == 200);
        assertSignInsAreThoseLetIn("ivano", ivan);
        assertThat(trail.entries(REALM, Activity.USER_UPDATED)).noneMatch(about(ivan));
        assertThat(knows(judy)).isFalse();
        assertThat(trail.entries(REALM, Activity.USER_ERASED))
                .filteredOn(entry -> "restored-database".equals(entry.reason()))
                .hasSize(ofErasuresBefore);
        assertThat(trail.texts("keycloak", "SELECT erasure FROM gatehouse_trail_erased"))
                .isNotEmpty()
                .doesNotContain(judy);
    }

    /** As a backup of the trail's database from before all erasures has it. */
    private static void bringBackInTheTrail(String person) {
        trail.run("trail", "DELETE FROM audit.audit_erased; DELETE FROM audit.audit_erased_mark");
        trail.keys().of(REALM, UUID.fromString(person));
    }

    /** Whoever was told that an account was made finds it in the trail once; and the trail tells of none that is not there. */
    @Test
    @Order(12)
    void killedUnderLoadThenAllThatWasAnsweredIsThereOnceAndNothingElse() throws Exception {
        ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
        AtomicBoolean dead = new AtomicBoolean();
        List<Thread> load = IntStream.range(0, 4)
                .mapToObj(number -> new Thread(() -> make(number, answered, dead)))
                .toList();
        load.forEach(Thread::start);
        TrailServer.awaitThat("load", () -> answered.size() > 60);
        keycloak.kill();
        dead.set(true);
        for (Thread thread : load) {
            thread.join();
        }
        keycloak = boot();
        admin = new AdminApi(keycloak);
        trail.awaitMoved();

        List<String> traced = trail.entries(REALM, Activity.USER_CREATED).stream()
                .map(entry -> Objects.requireNonNull(entry.target()).label())
                .filter(name -> name.startsWith("load-"))
                .toList();
        assertThat(traced).doesNotHaveDuplicates().containsAll(answered);
        assertThat(userNames("load-")).containsExactlyInAnyOrderElementsOf(traced);
        assertThat(trail.verify().faults()).isEmpty();
    }

    /** What a request that was under way left in the outbox, moved by a Keycloak that knows nothing of the erasure. */
    @Test
    @Order(13)
    void entryOfSomebodyErasedThatComesAfterARestartThenNamesNobody() {
        leave(AuditEvent.of(REALM, Activity.AUTH_LOGIN)
                .actor(Party.account(erased, "Judy Keller", "judyk@acme.example"))
                .reason("came-late")
                .occurredAt(Instant.now().minus(Duration.ofMinutes(1)))
                .build());

        EntryView late = once(Activity.AUTH_LOGIN, entry -> "came-late".equals(entry.reason()));
        assertThat(late.actor()).isEqualTo(Party.erased());
        assertThat(knows(erased.toString())).isFalse();
    }

    @Test
    @Order(13)
    void halfConfiguredThenDoesNotStart() {
        assertThatThrownBy(() -> RunningKeycloak.start(
                        Path.of(System.getProperty("keycloak.home")),
                        Path.of(System.getProperty("keycloak.provider")),
                        null,
                        Map.of(),
                        List.of(
                                "--db=postgres",
                                "--db-url=" + trail.url("keycloak"),
                                "--db-username=postgres",
                                "--db-password=postgres",
                                TrailServer.option("trail-url", trail.url("trail")))))
                .hasMessageContaining("is configured in part: --spi-events-listener--gatehouse-trail--trail-user");
    }

    private static boolean knows(String person) {
        return trail.keys().findRef(REALM, UUID.fromString(person)).isPresent();
    }

    private static void make(int thread, ConcurrentLinkedQueue<String> answered, AtomicBoolean dead) {
        AdminApi own = new AdminApi(keycloak);
        for (int i = 0; !dead.get(); i++) {
            String name = "load-" + thread + "-" + i;
            try {
                if (own.post("/acme/users", Map.of("username", name, "enabled", true))
                                .status()
                        == 201) {
                    answered.add(name);
                }
            } catch (Exception ex) {
                return; // nobody answers any more
            }
        }
    }

    private static List<String> userNames(String prefix) throws Exception {
        return admin.get("/acme/users?max=10000&search=" + prefix)
                .body()
                .valueStream()
                .map(user -> user.path("username").asString())
                .toList();
    }

    /** As an administrator's page sends it: all there is, with one field changed. */
    private static Answer rename(String person) throws Exception {
        ObjectNode user = (ObjectNode) admin.get("/acme/users/" + person).body();
        return admin.put("/acme/users/" + person, user.put("firstName", "Other"));
    }
}
