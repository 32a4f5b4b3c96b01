package org.gatehouse.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.audit.testing.TestTrail.roleGranted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.TileTree;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.Snapshot;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a hostile database administrator may try against a trail with tiles and checkpoints, without the signing key. */
class ProvenTrailTest {

    private static final String REHASH_ROW =
            "UPDATE audit.audit_entry SET leaf = sha256('\\x00'::bytea || head || convert_to(detail, 'UTF8'));";

    private static TrailDatabase database;
    private static Snapshot good;
    private static Anchor anchor;

    @BeforeAll
    static void fillOnce() throws Exception {
        database = TrailDatabase.create();
        Path directory = Files.createTempDirectory("anchors");
        SettableClock clock = new SettableClock("2026-11-20T10:00:00Z");
        CheckpointPublisher publisher = new CheckpointPublisher(
                database.dataSource(), TestTrail.keyRing(), clock, new AnchorFiles(directory), kept -> {});
        try (JdbcAuditTrail trail = TestTrail.open(database, clock)) {
            append(trail, 300);
            publisher.tick();
            clock.set("2026-11-21T10:00:00Z");
            append(trail, 320);
            publisher.tick();
        }
        anchor = new AnchorFiles(directory).find("acme/P3Y").orElseThrow();
        good = Snapshot.of(database, "good");
    }

    @BeforeEach
    void restore() {
        good.restore();
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                Arguments.of(
                        "row and leaf changed: its tile tells which",
                        "UPDATE audit.audit_entry SET detail = replace(detail, 'auditor', 'ownerxy') WHERE idx = 270;"
                                + REHASH_ROW,
                        new Fault("acme/P3Y", 270, "the entry was replaced: its tile has another leaf hash")),
                Arguments.of(
                        "row and leaf changed where there is no tile yet",
                        "UPDATE audit.audit_entry SET detail = replace(detail, 'auditor', 'ownerxy') WHERE idx = 600;"
                                + REHASH_ROW,
                        new Fault("acme/P3Y", 576, "the entries from here on do not hash to the head's frontier")),
                Arguments.of(
                        "two entries exchanged, columns, heads and leaves",
                        """
                        UPDATE audit.audit_entry a SET head = overlay(b.head placing substring(a.head from 2 for 8) from 2 for 8),
                          detail = b.detail FROM audit.audit_entry b WHERE (a.idx, b.idx) IN ((10, 11), (11, 10));
                        """ + REHASH_ROW,
                        new Fault("acme/P3Y", 10, "the actor's sealed segment was changed")),
                Arguments.of(
                        "a tile changed",
                        "UPDATE audit.audit_tile SET hashes = set_byte(hashes, 100, 0) WHERE idx = 1 AND level = 0",
                        new Fault("acme/P3Y", 256, "its tile does not have the root stored with it")),
                Arguments.of(
                        "a tile deleted",
                        "DELETE FROM audit.audit_tile WHERE idx = 0",
                        new Fault("acme/P3Y", 0, "its tile is missing")),
                Arguments.of(
                        "entries cut off with the head, tiles left",
                        "DELETE FROM audit.audit_entry WHERE idx >= 300; DELETE FROM audit.audit_checkpoint WHERE size > 300;",
                        new Fault("acme/P3Y", 300, "the entry is missing: the head counts 620")),
                Arguments.of(
                        "a checkpoint altered",
                        "UPDATE audit.audit_checkpoint SET note = replace(note, E'\\n300\\n', E'\\n299\\n') WHERE size = 300",
                        new Fault("acme/P3Y", 298, "the checkpoint of 299 entries is not signed by the log's key")),
                Arguments.of(
                        "the key replaced",
                        "UPDATE audit.audit_log_key SET public_key = sha256('x')",
                        new Fault("acme/P3Y", 299, "the checkpoint of 300 entries is not signed by the log's key")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void verifyWhenTamperedWithThenNamesTheFirstWrongEntry(String what, String sql, Fault expected)
            throws SQLException {
        database.run(sql);

        assertThat(verify(VerifyOptions.defaults())).containsExactly(expected);
        assertThat(verify(VerifyOptions.defaults().withThreads(3))).containsExactly(expected);
    }

    @Test
    void verifyWhenTheDatabaseIsFromBeforeThereWereWitnessesThenIntact() throws Exception {
        database.run("ALTER TABLE audit.audit_cosignature RENAME TO away");
        try {
            assertThat(verify(VerifyOptions.defaults())).isEmpty();
        } finally {
            database.run("ALTER TABLE audit.away RENAME TO audit_cosignature");
        }
    }

    @Test
    void verifyWhenEverythingWasRehashedConsistentlyThenTheCheckpointTells() throws Exception {
        database.run("UPDATE audit.audit_entry SET detail = replace(detail, 'auditor', 'ownerxy') WHERE idx = 400;"
                + REHASH_ROW);
        rehash();

        assertThat(verify(VerifyOptions.defaults()))
                .containsExactly(new Fault(
                        "acme/P3Y",
                        300,
                        "one of the entries 300 to 619 is not the one the checkpoint of 620 entries was signed for"));
    }

    @Test
    void verifyWhenTheNewestEntriesAreGoneWithoutATraceThenTheCheckpointTells() throws Exception {
        database.run("DELETE FROM audit.audit_entry WHERE idx >= 610");
        rehash();

        assertThat(verify(VerifyOptions.defaults()))
                .containsExactly(
                        new Fault("acme/P3Y", 610, "the entry is missing: a checkpoint of 620 entries was signed"));
    }

    @Test
    void verifyWhenCheckpointsAreGoneTooThenTheOneKeptOutsideTells() throws Exception {
        database.run("UPDATE audit.audit_entry SET detail = replace(detail, 'auditor', 'ownerxy') WHERE idx = 2;"
                + REHASH_ROW + "DELETE FROM audit.audit_checkpoint");
        rehash();

        assertThat(verify(VerifyOptions.defaults())).isEmpty(); // nothing inside can know
        assertThat(verify(fromOutside()))
                .containsExactly(new Fault(
                        "acme/P3Y",
                        0,
                        "one of the entries 0 to 619 is not the one the checkpoint of 620 entries was signed for"));
    }

    @Test
    void verifyWhenTheKeyIsAnotherThanTheOneKnownOutsideThenFault() throws Exception {
        database.run("DELETE FROM audit.audit_checkpoint; UPDATE audit.audit_log_key SET public_key = sha256('x')");

        assertThat(verify(fromOutside()))
                .containsExactly(
                        new Fault("acme/P3Y", 0, "the log's signing key in the database is not the one known outside"));
    }

    @Test
    void verifyWhenTheWholeLogIsGoneThenTheCheckpointKeptOutsideTells() throws Exception {
        database.run("DELETE FROM audit.audit_entry; DELETE FROM audit.audit_head");

        assertThat(verify(fromOutside()))
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("no log has this origin"));
    }

    @Test
    void verifyWhenUntouchedThenIntactWithAnyNumberOfThreads() throws Exception {
        for (int threads = 1; threads <= 4; threads++) {
            assertThat(verify(fromOutside().withThreads(threads))).isEmpty();
        }
    }

    private static VerifyOptions fromOutside() {
        return VerifyOptions.defaults().withKeys(List.of(anchor.key())).withCheckpoints(List.of(anchor.note()));
    }

    private static List<Fault> verify(VerifyOptions options) throws SQLException {
        return TrailVerifier.verify(database.dataSource(), options, progress -> {})
                .faults();
    }

    /** Tiles and head as they would be had the rows always been as they are. */
    private static void rehash() throws IOException {
        HexFormat hex = HexFormat.of();
        List<String> leaves = database.query("SELECT encode(leaf, 'hex') FROM audit.audit_entry ORDER BY idx");
        Frontier frontier = Frontier.empty();
        leaves.forEach(leaf -> frontier.append(hex.parseHex(leaf)));
        database.run(
                "UPDATE audit.audit_head SET size = %d, frontier = '\\x%s', root = '\\x%s', last_ts = (SELECT max(ts) FROM audit.audit_entry)"
                        .formatted(leaves.size(), hex.formatHex(frontier.bytes()), hex.formatHex(frontier.root())));
        for (int tile = 0; tile < 2; tile++) {
            byte[] hashes = hex.parseHex(String.join("", leaves.subList(tile * 256, tile * 256 + 256)));
            database.run("UPDATE audit.audit_tile SET hashes = '\\x%s', root = '\\x%s' WHERE idx = %d"
                    .formatted(hex.formatHex(hashes), hex.formatHex(TileTree.rootOf(hashes)), tile));
        }
    }

    private static void append(JdbcAuditTrail trail, int count) {
        for (int i = 0; i < count; i++) {
            trail.append((i % 3 == 0 ? roleGranted() : roleGranted().detail("n", "" + i)).build());
        }
    }
}
