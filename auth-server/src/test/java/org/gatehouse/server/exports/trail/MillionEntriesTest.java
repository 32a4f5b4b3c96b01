package org.gatehouse.server.exports.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.trail.Trail;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Minutes long, so only when asked for: {@code -Dexport.entries=1000000}. */
@DisplayName(
        "An export of very many entries takes no more memory than one of few, says how far it is, and outlives a restart")
@EnabledIfSystemProperty(named = "export.entries", matches = "[0-9]+")
class MillionEntriesTest {

    private static final int ENTRIES = Integer.getInteger("export.entries", 0);
    private static final int AT_ONCE = 2_000;
    private static final long MOST_GROWTH = 48L << 20;
    private static final int PAGES_BETWEEN_LOOKS = 100;

    private final TestDatabase database = TestDatabase.fresh();
    private final SettableClock clock = new SettableClock();

    @TempDir
    private Path folder;

    @Test
    void exportWhenThereAreVeryManyEntriesThenInConstantMemoryAndAcrossARestart() throws IOException {
        Map<String, String> settings =
                Map.of("gatehouse.exports.look-every", "PT10H", "gatehouse.master.key", "file:" + key());
        UUID lines;
        UUID pack;
        long before;
        try (TestServer server = TestServer.start(database, clock, settings)) {
            append(server);
            lines = order(server, TrailFormat.NDJSON);
            pack = order(server, TrailFormat.PROOF_PACK);
            before = heap();
            run(server, lines, ENTRIES / 2L, before);
        }
        try (TestServer server = TestServer.start(database, clock, settings)) {
            assertThat(get(server, lines).entries()).as("what was there").isPositive();
            before = heap();
            Instant begun = Instant.now();
            run(server, lines, Long.MAX_VALUE, before);
            run(server, pack, Long.MAX_VALUE, before);
            for (UUID id : List.of(lines, pack)) {
                TrailExport done = get(server, id);
                System.out.printf(
                        "%s: %,d entries, %,d bytes, rest in %s, heap grew by %,d kB%n",
                        done.format(),
                        done.entries(),
                        done.bytes(),
                        Duration.between(begun, Instant.now()),
                        (heap() - before) / 1024);
                assertThat(done.state()).isEqualTo(TrailExport.State.READY);
                assertThat(done.entries()).isGreaterThanOrEqualTo(ENTRIES);
                assertThat(done.expected()).isNotNull().isCloseTo(done.entries(), withPercentage(1));
                server.bean(TrailExports.class)
                        .write(actor(server), done, 0, done.bytes(), OutputStream.nullOutputStream());
            }
            assertThat(heap() - before).isLessThan(MOST_GROWTH);
        }
    }

    /** Until it has so many, or is done; the number rises with every step of it. */
    private static void run(TestServer server, UUID id, long until, long before) {
        TrailExportWorker worker = server.bean(TrailExportWorker.class);
        long entries = get(server, id).entries();
        for (int page = 0; get(server, id).state() == TrailExport.State.RUNNING && entries < until; page++) {
            worker.step();
            worker.step(); // the other one has its turn between
            TrailExport now = get(server, id);
            assertThat(now.entries()).isGreaterThanOrEqualTo(entries);
            entries = now.entries();
            if (page % PAGES_BETWEEN_LOOKS == 0) {
                assertThat(heap() - before).as("after %d pages", page).isLessThan(MOST_GROWTH);
            }
        }
    }

    private static void append(TestServer server) {
        Trail trail = server.bean(Trail.class);
        for (int begun = 0; begun < ENTRIES; begun += AT_ONCE) {
            List<AuditEvent.Builder> events = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                events.add(trail.event(server.bean(Realms.class).get("acme"), Activity.DATA_READ)
                        .actor(Party.client("app"))
                        .target(Party.object("form", "f-" + (begun + i)))
                        .detail("purpose", "measuring how long it takes"));
            }
            trail.recordTogether(events);
        }
    }

    private UUID order(TestServer server, TrailFormat format) {
        Instant until = clock.instant();
        TrailScope scope = new TrailScope(
                until.minus(Duration.ofDays(2)),
                until.plus(Duration.ofDays(1)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null);
        clock.advance(Duration.ofSeconds(1));
        return server.bean(TrailExports.class)
                .order(actor(server), format, scope, null)
                .id();
    }

    private static TrailExport get(TestServer server, UUID id) {
        return server.bean(TrailExports.class).get(actor(server), id);
    }

    private static Actor actor(TestServer server) {
        return new Actor(
                server.bean(Realms.class).get("acme"),
                Party.client("bench"),
                null,
                "bench",
                Set.of(Permission.AUDIT_EXPORT, Permission.AUDIT_IDENTIFY),
                Set.of(Permission.AUDIT_EXPORT, Permission.AUDIT_IDENTIFY),
                null);
    }

    private String key() throws IOException {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Files.writeString(folder.resolve("key"), Base64.getEncoder().encodeToString(key))
                .toString();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
