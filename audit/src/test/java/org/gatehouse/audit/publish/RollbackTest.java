package org.gatehouse.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.gatehouse.audit.testing.TestTrail.failedSignIn;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.Snapshot;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is another one than was signed for, under a service that runs and one that starts again. */
class RollbackTest {

    @TempDir
    private Path directory;

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
    private final List<Forked> begun = new ArrayList<>();

    private CheckpointPublisher running;
    private Snapshot yesterday;

    @BeforeEach
    void fill() throws Exception {
        running = started();
        append(40, true);
        running.tick();
        yesterday = Snapshot.of(database, "yesterday");
        append(30, true);
        running.tick();
    }

    @Test
    void tickWhenTheDatabaseWasRestoredUnderTheServiceThenForked() throws Exception {
        yesterday.restore();

        assertFork(running.tick(), "has 40 entries in the database, but 70 were signed for");
    }

    @Test
    void beginWhenTheDatabaseWasRestoredBeforeTheStartThenForked() throws Exception {
        yesterday.restore();

        assertFork(started().begin(begun::add), "has 40 entries in the database, but 70 were signed for");
        assertThat(begun).isEmpty();
    }

    @Test
    void tickWhenRestoredAndGrownBeyondTheCheckpointThenForked() throws Exception {
        yesterday.restore();
        append(50, false);

        String what = "has other entries in the database than the 70 that were signed for";
        assertFork(running.tick(), what);
        assertFork(started().tick(), what);
        assertFork(started().begin(begun::add), what);
    }

    @Test
    void tickWhenRestoredAndGrownToTheSameSizeThenForked() throws Exception {
        yesterday.restore();
        append(30, false);

        assertFork(running.tick(), "has other entries in the database than the 70 that were signed for");
    }

    @Test
    void tickWhenEverythingWasRewrittenConsistentlyWithoutTheRestOfTheTrailThenForked() throws Exception {
        database.run("TRUNCATE audit.audit_tile, audit.audit_checkpoint, audit.audit_entry");
        database.run("UPDATE audit.audit_head SET size = 0, frontier = '', root = sha256(''), last_ts = NULL");
        append(70, false);

        assertFork(running.tick(), "has other entries in the database than the 70 that were signed for");
        assertFork(started().begin(begun::add), "has other entries in the database than the 70 that were signed for");
    }

    @Test
    void tickWhenTheKeyWasReplacedThenForked() throws Exception {
        database.run("DELETE FROM audit.audit_log_key; DELETE FROM audit.audit_checkpoint");

        assertFork(started().tick(), "has lost the key its checkpoints were signed with");
    }

    @Test
    void tickWhenTheOriginWasChangedThenForked() throws Exception {
        database.run("UPDATE audit.audit_head SET origin = origin || '/2'");

        assertThat(started().begin(begun::add))
                .singleElement()
                .satisfies(
                        alarm -> assertThat(alarm.what()).contains("has the origin audit.gatehouse/local/acme/P13M/2"));
    }

    @Test
    void tickWhenTheLogIsGoneThenForked() throws Exception {
        database.run("TRUNCATE audit.audit_head, audit.audit_entry");

        assertThat(running.tick()).extracting(Alarm::kind).containsExactly(Alarm.Kind.FORKED);
        assertFork(started().begin(begun::add), "is not in the database");
    }

    @Test
    void beginWhenTheFileWasAlteredThenRefused() throws Exception {
        Path file = directory.resolve("acme/P13M.checkpoint");
        Files.writeString(file, Files.readString(file).replace("\n70\n", "\n40\n"));

        assertThatIOException()
                .isThrownBy(() -> started().begin(begun::add))
                .withMessageContaining("P13M.checkpoint was altered");
    }

    @Test
    void acceptForkWhenNothingIsKeptOfTheLogThenFalse() throws Exception {
        assertThat(new AnchorFiles(directory).acceptFork("acme/P3Y")).isFalse();
        assertThat(new AnchorFiles(directory).acceptFork("../acme/P13M")).isFalse();
    }

    @Test
    void beginWhenTheForkWasAcceptedButTheLogIsWholeThenTheWordIsForgotten() throws Exception {
        assertThat(new AnchorFiles(directory).acceptFork("acme/P13M")).isTrue();
        assertThat(started().begin(begun::add)).isEmpty();
        yesterday.restore();

        assertThat(started().begin(begun::add)).hasSize(1);
    }

    @Test
    void beginWhenTheForkWasAcceptedThenGoesOnUnderAnotherOrigin() throws Exception {
        yesterday.restore();
        new AnchorFiles(directory).acceptFork("acme/P13M");
        CheckpointPublisher publisher = started();

        assertThat(publisher.begin(begun::add)).isEmpty();

        assertThat(begun).singleElement().satisfies(forked -> {
            assertThat(forked.before().size()).isEqualTo(70);
            assertThat(forked.size()).isEqualTo(40);
            assertThat(forked.origin()).isEqualTo("audit.gatehouse/local/acme/P13M/2");
        });
        append(1, true);
        assertThat(publisher.tick()).isEmpty();
        TrailProofs proofs = TrailProofs.on(database.dataSource());
        assertThat(Checkpoint.verified(
                        proofs.checkpoint("acme", Tier.P13M).orElseThrow(),
                        proofs.key("acme", Tier.P13M).orElseThrow()))
                .hasValueSatisfying(head -> assertThat(head.origin()).endsWith("acme/P13M/2"));
        assertThat(directory.resolve("acme/P13M.forked-1")).exists();
        assertThat(started().begin(begun::add)).isEmpty();
        assertThat(started().tick()).isEmpty();
    }

    @Test
    void nextThenTheOriginCountsUp() {
        assertThat(ForkCheck.next("audit.x/y/acme/P13M")).isEqualTo("audit.x/y/acme/P13M/2");
        assertThat(ForkCheck.next("audit.x/y/acme/P13M/9")).isEqualTo("audit.x/y/acme/P13M/10");
    }

    @Test
    void tickWhenNothingHappenedThenNoAlarmHereAndAfterAStart() throws Exception {
        append(10, true);

        assertThat(running.tick()).isEmpty();
        CheckpointPublisher again = started();
        assertThat(again.begin(begun::add)).isEmpty();
        assertThat(again.tick()).isEmpty();
    }

    private static void assertFork(List<Alarm> alarms, String what) {
        assertThat(alarms).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(Alarm.Kind.FORKED);
            assertThat(alarm.what()).isEqualTo("acme/P13M " + what);
        });
    }

    private CheckpointPublisher started() {
        return new CheckpointPublisher(
                database.dataSource(), TestTrail.keyRing(), clock, new AnchorFiles(directory), anchor -> {});
    }

    private void append(int count, boolean known) {
        try (JdbcAuditTrail trail = TestTrail.open(database, clock)) {
            for (int i = 0; i < count; i++) {
                trail.append((known ? signIn() : failedSignIn()).build());
            }
        }
    }
}
