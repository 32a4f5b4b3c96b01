package org.gatehouse.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.ProofCheck;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.TrailExport;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.testing.MemoryAnchors;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.Receipt;
import org.gatehouse.audit.verify.ExportVerifier;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.audit.verify.VerifyOptions;
import org.gatehouse.audit.verify.VerifyReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is left of a log after a month went still proves itself")
class PrunedProofsTest {

    private final SettableClock clock = new SettableClock("2026-01-10T12:00:00Z");
    private final TrailDatabase database = TrailDatabase.create();
    private final HikariDataSource pool = database.pool(3);
    private final JdbcAuditTrail trail = TestTrail.open(database, clock);
    private final CheckpointPublisher publisher =
            new CheckpointPublisher(pool, TestTrail.keyRing(), clock, new MemoryAnchors(), anchor -> {});
    private final TrailProofs proofs = TrailProofs.on(pool);
    private final Expiry expiry = Expiry.of(pool, trail, TestTrail.keyRing(), clock);

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        trail.close();
        pool.close();
    }

    @Test
    void runWhenTilesAreNotBuiltThenTheMonthWaits() throws Exception {
        append(300);
        clock.set("2026-08-01T00:00:00Z");

        assertThat(expiry.run().dropped()).isEmpty();

        publisher.tick();
        assertThat(expiry.run().dropped()).hasSize(1);
    }

    @Test
    void runWhenAnEntryDiffersFromTheTileItWasInThenNothingIsDropped() throws Exception {
        append(300);
        publisher.tick();
        database.run("UPDATE audit.audit_entry SET leaf = sha256('x') WHERE idx = 200");
        clock.set("2026-08-01T00:00:00Z");

        ExpiryReport report = expiry.run();

        assertThat(report.broken()).containsExactly(new ExpiryReport.Broken("acme/P6M", 0));
        assertThat(report.dropped()).isEmpty();
    }

    @Test
    void runThenTilesCheckpointsProofsAndExportsGoOnAcrossTheGap() throws Exception {
        append(600);
        publisher.tick();
        Checkpoint early = Checkpoint.of(checkpoint()).orElseThrow();
        clock.set("2026-02-10T12:00:00Z");
        append(100);
        publisher.tick();
        clock.set("2026-08-01T00:00:00Z");

        assertThat(expiry.run().dropped())
                .containsExactly(new ExpiryReport.Dropped(Tier.P6M, YearMonth.of(2026, 1), 600, 0));

        assertWhole();
        append(200); // fills the tile the month ended in
        assertThat(publisher.tick()).isEmpty();
        assertWhole();
        VerificationKey key = proofs.key("acme", Tier.P6M).orElseThrow();
        assertThat(proofs.prove("acme", Tier.P6M, 599)).as("gone").isEmpty();
        for (long index : List.of(600L, 650L, 767L, 768L, 899L)) {
            assertThat(proofs.prove("acme", Tier.P6M, index).orElseThrow().isValid(key))
                    .isTrue();
        }
        TrailProofs.ConsistencyProof proof =
                proofs.consistency("acme", Tier.P6M, early.size()).orElseThrow();
        Checkpoint late = proof.checkpoint();
        assertThat(ProofCheck.consistent(early.size(), early.root(), late.size(), late.root(), proof.path()))
                .isTrue();
    }

    /** Whoever kept a checkpoint, of whatever day, can be shown that the log is still the one it was. */
    @Test
    void runWhenAYearOfMonthsGoesThenEveryCheckpointOfItIsStillTheBeginningOfTheNewest() throws Exception {
        List<Checkpoint> kept = new ArrayList<>();
        for (int month = 0; month < 13; month++) {
            clock.set(YearMonth.of(2026, 1).plusMonths(month).atDay(10) + "T12:00:00Z");
            append(70 + month); // so that months end anywhere in a tile
            publisher.tick();
            kept.add(Checkpoint.of(checkpoint()).orElseThrow());
            expiry.run();
        }
        clock.set("2028-01-10T12:00:00Z");
        append(1);
        publisher.tick();
        assertThat(expiry.run().dropped())
                .filteredOn(month -> month.entries() > 0)
                .hasSize(7);

        assertThat(database.query("SELECT count(*) FROM audit.audit_entry WHERE tier = 3"))
                .containsExactly("1");
        for (Checkpoint early : kept) {
            TrailProofs.ConsistencyProof proof =
                    proofs.consistency("acme", Tier.P6M, early.size()).orElseThrow();
            Checkpoint late = proof.checkpoint();
            assertThat(ProofCheck.consistent(early.size(), early.root(), late.size(), late.root(), proof.path()))
                    .as("from %d", early.size())
                    .isTrue();
        }
        assertWhole();
    }

    @Test
    void runWhenTheLogIsShorterThanATileThenItGoesOnToo() throws Exception {
        append(10);
        publisher.tick();
        clock.set("2026-08-01T00:00:00Z");
        expiry.run();
        assertWhole();

        append(300);

        assertThat(publisher.tick()).isEmpty();
        assertWhole();
        clock.set("2027-03-01T00:00:00Z");
        expiry.run();
        append(5);
        assertThat(publisher.tick()).isEmpty();
        assertWhole();
    }

    @Test
    void verifyWhenSomebodyElseDroppedTheBeginningThenFound() throws Exception {
        append(300);
        publisher.tick();
        clock.set("2026-08-01T00:00:00Z");
        expiry.run();
        append(20);
        publisher.tick();
        String forged =
                "UPDATE audit.audit_pruned SET min_index = 310, note = replace(note, E'\\n300\\n', E'\\n310\\n')";
        database.run("DELETE FROM audit.audit_entry WHERE idx < 310 AND tier = 3; " + forged);

        assertThat(verify().faults()).anySatisfy(fault -> {
            assertThat(fault.log()).isEqualTo("acme/P6M");
            assertThat(fault.index()).isZero();
        });
    }

    private void assertWhole() throws Exception {
        assertThat(verify().faults()).isEmpty();
        Path export = directory.resolve("export-" + directory.toFile().list().length);
        TrailExport.write(pool, java.util.Optional.of("acme"), export);
        List<VerificationKey> keys = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            proofs.key("acme", tier).ifPresent(keys::add);
        }
        VerifyReport offline =
                ExportVerifier.verify(export, VerifyOptions.defaults().withKeys(keys), progress -> {});
        assertThat(offline.faults()).isEmpty();
    }

    private VerifyReport verify() throws Exception {
        return TrailVerifier.verify(pool, progress -> {});
    }

    private org.gatehouse.audit.note.SignedNote checkpoint() throws Exception {
        return proofs.checkpoint("acme", Tier.P6M).orElseThrow();
    }

    private void append(int entries) {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            receipts.add(trail.appendAsync(AuditEvent.of("acme", Activity.TOKEN_ISSUED)
                    .actor(Party.system())
                    .build()));
        }
        receipts.forEach(CompletableFuture::join);
    }
}
