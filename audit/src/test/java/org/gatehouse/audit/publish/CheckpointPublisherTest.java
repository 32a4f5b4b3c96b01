package org.gatehouse.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.audit.testing.TestTrail.failedSignIn;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.ProofCheck;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.merkle.TileTree;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.EntryProof;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointPublisherTest {

    @TempDir
    private Path directory;

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
    private final JdbcAuditTrail trail = TestTrail.open(database, clock);
    private final TrailProofs proofs = TrailProofs.on(database.dataSource());
    private final List<Anchor> sent = new ArrayList<>();

    @AfterEach
    void close() {
        trail.close();
    }

    @Test
    void tickWhenARowDoesNotHashToTheHeadThenBrokenAndNothingIsSigned() throws Exception {
        append(300);
        database.run("UPDATE audit.audit_entry SET leaf = sha256('x') WHERE idx = 270");

        assertThat(publisher().tick()).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(Alarm.Kind.BROKEN);
            assertThat(alarm.log()).isEqualTo("acme/P13M");
            assertThat(alarm.index()).isEqualTo(256);
        });
        assertThat(checkpoint()).isEmpty();
        assertThat(database.query("SELECT count(*) FROM audit.audit_tile")).containsExactly("0");
    }

    @Test
    void tickWhenARowIsGoneThenBroken() throws Exception {
        append(600);
        database.run("DELETE FROM audit.audit_entry WHERE idx = 599");

        assertThat(publisher().tick()).extracting(Alarm::index).containsExactly(599L);
        assertThat(checkpoint()).isEmpty();
    }

    @Test
    void tickWhenAStoredCheckpointWasAlteredThenSignedAgain() throws Exception {
        append(2);
        trail.append(TestTrail.roleGranted().build());
        publisher().tick();
        database.run("UPDATE audit.audit_checkpoint SET note = replace(note, 'audit', 'AUDIT') WHERE log_id = 1;"
                + "UPDATE audit.audit_checkpoint SET note = 'x' WHERE log_id = 2");

        assertThat(publisher().tick()).isEmpty();

        assertThat(verified().size()).isEqualTo(2);
        assertThat(proofs.prove("acme", Tier.P3Y, 0)).isPresent();
    }

    @Test
    void tickWhenOneLogCannotBeSignedThenTheOthersAre() throws Exception {
        append(2);
        publisher().tick();
        database.run("UPDATE audit.audit_log_key SET wrapped_key = 'x'");
        append(1);
        trail.append(TestTrail.roleGranted().build());

        assertThat(publisher().tick()).isEmpty();

        assertThat(verified().size()).isEqualTo(2);
        assertThat(proofs.prove("acme", Tier.P3Y, 0)).isPresent();
    }

    @Test
    void proveWhenNotSignedForYetThenEmpty() throws Exception {
        append(3);
        assertThat(proofs.prove("acme", Tier.P13M, 0)).isEmpty();
        publisher().tick();
        append(1);

        assertThat(proofs.prove("acme", Tier.P13M, 3)).isEmpty();
        assertThat(proofs.prove("acme", Tier.P13M, -1)).isEmpty();
        assertThat(proofs.prove("other", Tier.P13M, 0)).isEmpty();
        assertThat(proofs.consistency("acme", Tier.P13M, 4)).isEmpty();
        assertThat(proofs.prove("acme", Tier.P13M, 2)).isPresent();
    }

    @Test
    void tileWhenTheCheckpointDoesNotCoverItThenEmpty() throws Exception {
        append(258);
        publisher().tick();
        append(3);

        assertThat(tile("tile/0/001.p/3")).isEmpty();
        assertThat(tile("tile/1/000.p/2")).isEmpty();
        assertThat(tile("tile/entries/000")).isEmpty();
        assertThat(tile("tile/0/001.p/2"))
                .hasValueSatisfying(tile -> assertThat(tile).hasSize(64));
        assertThat(tile("tile/0/001.p/1")).isPresent();
        assertThat(tile("tile/1/000.p/1")).isPresent();
    }

    @Test
    void proveWhenPublishedThenEveryEntryIsProvenWithTheKeyAlone() throws Exception {
        append(700);
        publisher().tick();
        append(60);
        publisher().tick();
        VerificationKey key = key();

        for (long index = 0; index < 760; index += 23) {
            EntryProof proof = EntryProof.parse(
                    proofs.prove("acme", Tier.P13M, index).orElseThrow().toString());
            assertThat(proof.isValid(key)).isTrue();
            assertThat(proof.index()).isEqualTo(index);
        }
        assertThat(database.query("SELECT level || '/' || idx FROM audit.audit_tile ORDER BY 1"))
                .containsExactly("0/0", "0/1");
    }

    @Test
    void consistencyWhenTheLogGrewThenTheEarlierCheckpointIsItsBeginning() throws Exception {
        append(300);
        publisher().tick();
        Checkpoint earlier = verified();
        append(301);
        publisher().tick();

        TrailProofs.ConsistencyProof proof =
                proofs.consistency("acme", Tier.P13M, earlier.size()).orElseThrow();
        Checkpoint later = proof.checkpoint();
        assertThat(later.size()).isEqualTo(601);
        assertThat(ProofCheck.consistent(earlier.size(), earlier.root(), later.size(), later.root(), proof.path()))
                .isTrue();
    }

    @Test
    void tickWhenOnlyTilesAreReadThenTheSameRoot() throws Exception {
        append(520);
        publisher().tick();
        TileTree tree = new TileTree(path -> tile(path.toString()).orElseThrow(), 520);

        assertThat(verified().hasRoot(tree.root())).isTrue();
    }

    @Test
    void tickWhenALogHasThreeLevelsOfTilesThenBuiltInStepsAndProven() throws Exception {
        append(1);
        Frontier frontier = manyRows(300_000);

        assertThat(publisher().tick()).isEmpty();

        assertThat(verified().hasRoot(frontier.root())).isTrue();
        assertThat(database.query(
                        "SELECT level || ':' || count(*) FROM audit.audit_tile GROUP BY level ORDER BY level"))
                .containsExactly("0:1171", "1:4");
        assertThat(proofs.prove("acme", Tier.P13M, 299_999).orElseThrow().path())
                .isNotEmpty();
        TrailProofs.ConsistencyProof proof =
                proofs.consistency("acme", Tier.P13M, 262_144).orElseThrow();
        assertThat(proof.path()).isNotEmpty();
    }

    @Test
    void tickWhenNothingGrewThenOneCheckpointDatedAgainAfterTenMinutes() throws Exception {
        CheckpointPublisher publisher = publisher();
        append(2);
        publisher.tick();
        publisher.tick();
        String first = database.query("SELECT ts FROM audit.audit_checkpoint").get(0);
        clock.advance(Duration.ofMinutes(9));
        publisher.tick();
        assertThat(database.query("SELECT ts FROM audit.audit_checkpoint")).containsExactly(first);

        clock.advance(Duration.ofMinutes(1));
        publisher.tick();

        assertThat(database.query("SELECT ts FROM audit.audit_checkpoint"))
                .hasSize(1)
                .doesNotContain(first);
    }

    @Test
    void tickWhenDaysPassThenTheLastOfEachDayStays() throws Exception {
        CheckpointPublisher publisher = publisher();
        for (int i = 0; i < 6; i++) {
            append(1);
            publisher.tick();
            clock.advance(Duration.ofHours(8));
        }

        assertThat(database.query("SELECT size FROM audit.audit_checkpoint ORDER BY size"))
                .containsExactly("2", "5", "6");
        assertThat(sent).hasSize(6);
    }

    @Test
    void tickWhenAnotherNodePublishedThenItsCheckpointIsKeptHereToo() throws Exception {
        append(4);
        publisher().tick();
        AnchorFiles here = new AnchorFiles(directory.resolve("other-node"));
        new CheckpointPublisher(database.dataSource(), TestTrail.keyRing(), clock, here, sent::add).tick();

        assertThat(here.find("acme/P13M").orElseThrow().checkpoint()).isEqualTo(verified());
    }

    @Test
    void tickThenTheSigningKeyIsNowhereInClear() throws Exception {
        append(1);
        publisher().tick();

        assertThat(database.query("SELECT position('\\x302e0201'::bytea in wrapped_key) FROM audit.audit_log_key"))
                .containsExactly("0");
        assertThat(database.query("SELECT length(wrapped_key) FROM audit.audit_log_key"))
                .containsExactly("76");
    }

    private CheckpointPublisher publisher() {
        return new CheckpointPublisher(
                database.dataSource(), TestTrail.keyRing(), clock, new AnchorFiles(directory), sent::add);
    }

    private void append(int count) {
        List<CompletableFuture<Receipt>> appended = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            appended.add(trail.appendAsync((i % 2 == 0 ? signIn() : failedSignIn()).build()));
        }
        appended.forEach(CompletableFuture::join);
    }

    /** Rows that only have what tiles are made of, with the head that belongs to them. */
    private Frontier manyRows(int size) throws SQLException {
        database.run("""
                INSERT INTO audit.audit_entry (idx, ts, log_id, tier, type, leaf, head, detail)
                SELECT i, timestamptz '2026-11-21 10:00:00Z' + i * interval '1 ms', 1, 4, 1, sha256(i::text::bytea), '', ''
                FROM generate_series(1, %d) AS i
                """.formatted(size - 1));
        Frontier frontier = Frontier.empty();
        for (String leaf : database.query("SELECT encode(leaf, 'hex') FROM audit.audit_entry ORDER BY ts")) {
            frontier.append(HexFormat.of().parseHex(leaf));
        }
        HexFormat hex = HexFormat.of();
        database.run("UPDATE audit.audit_head SET size = %d, frontier = '\\x%s', root = '\\x%s'"
                .formatted(size, hex.formatHex(frontier.bytes()), hex.formatHex(frontier.root())));
        return frontier;
    }

    private Optional<byte[]> tile(String path) throws IOException {
        return proofs.tile("acme", Tier.P13M, TilePath.parse(path).orElseThrow());
    }

    private Optional<SignedNote> checkpoint() throws IOException {
        return proofs.checkpoint("acme", Tier.P13M);
    }

    private VerificationKey key() throws IOException {
        return proofs.key("acme", Tier.P13M).orElseThrow();
    }

    private Checkpoint verified() throws IOException {
        return Checkpoint.verified(checkpoint().orElseThrow(), key()).orElseThrow();
    }
}
