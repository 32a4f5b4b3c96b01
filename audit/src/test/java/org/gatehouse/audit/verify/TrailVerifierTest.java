package org.gatehouse.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.gatehouse.audit.testing.TestTrail.failedSignIn;
import static org.gatehouse.audit.testing.TestTrail.roleGranted;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a hostile database administrator may try, with triggers and constraints out of the way. */
class TrailVerifierTest {

    private static final String SIGN_INS = "tier = 4";
    private static TrailDatabase database;

    @BeforeAll
    static void fillOnce() {
        database = filled();
        database.run("""
                CREATE TABLE good_entry AS SELECT * FROM audit.audit_entry;
                CREATE TABLE good_head AS SELECT * FROM audit.audit_head;
                """);
    }

    @AfterEach
    void restore() {
        database.run("""
                TRUNCATE audit.audit_entry, audit.audit_head;
                INSERT INTO audit.audit_head OVERRIDING SYSTEM VALUE SELECT * FROM good_head;
                INSERT INTO audit.audit_entry SELECT * FROM good_entry;
                """);
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                Arguments.of(
                        "detail changed",
                        "UPDATE audit.audit_entry SET detail = '{\"facts\":{\"role\":\"owner\"}}' WHERE tier = 6 AND idx = 2",
                        new Fault("acme/P3Y", 2, "the entry was changed: it does not have its leaf hash")),
                Arguments.of(
                        "detail changed and its leaf hash with it",
                        """
                        UPDATE audit.audit_entry SET detail = replace(detail, 'auditor', 'ownerxy'),
                          leaf = sha256('\\x00'::bytea || head || convert_to(replace(detail, 'auditor', 'ownerxy'), 'UTF8'))
                        WHERE tier = 6 AND idx = 4
                        """,
                        new Fault("acme/P3Y", 4, "the entries from here on do not hash to the head's frontier")),
                Arguments.of(
                        "head of the entry changed",
                        "UPDATE audit.audit_entry SET head = set_byte(head, 32, 3) WHERE tier = 4 AND idx = 5",
                        new Fault("acme/P13M", 5, "the entry was changed: it does not have its leaf hash")),
                Arguments.of(
                        "actor column changed, so that a search misses it",
                        "UPDATE audit.audit_entry SET actor = 1 WHERE tier = 4 AND idx = 5",
                        new Fault("acme/P13M", 5, "the actor column differs from the entry's actor")),
                Arguments.of(
                        "type column changed",
                        "UPDATE audit.audit_entry SET type = 2 WHERE tier = 4 AND idx = 5",
                        new Fault("acme/P13M", 5, "the type column differs from the entry's activity")),
                Arguments.of(
                        "newest entry deleted",
                        "DELETE FROM audit.audit_entry WHERE tier = 4 AND idx = 9",
                        new Fault("acme/P13M", 9, "the entry is missing: the head counts 10")),
                Arguments.of(
                        "newest entry deleted and the head's size with it",
                        "DELETE FROM audit.audit_entry WHERE tier = 4 AND idx = 9; UPDATE audit.audit_head SET size = 9 WHERE tier = 4",
                        new Fault("acme/P13M", 8, "the time is not the head's last time")),
                Arguments.of(
                        "middle entry deleted",
                        "DELETE FROM audit.audit_entry WHERE tier = 4 AND idx = 4",
                        new Fault("acme/P13M", 4, "the entry is missing: entry 5 follows")),
                Arguments.of(
                        "middle entry deleted and the rest renumbered",
                        """
                        DELETE FROM audit.audit_entry WHERE tier = 4 AND idx = 4;
                        UPDATE audit.audit_entry SET idx = idx - 1 WHERE tier = 4 AND idx > 4;
                        UPDATE audit.audit_head SET size = 9 WHERE tier = 4;
                        """,
                        new Fault("acme/P13M", 0, "the entries from here on do not hash to the head's frontier")),
                Arguments.of(
                        "first entry deleted",
                        "DELETE FROM audit.audit_entry WHERE tier = 4 AND idx = 0",
                        new Fault("acme/P13M", 0, "the entry is missing: entry 1 follows")),
                Arguments.of("entry inserted", """
                        INSERT INTO audit.audit_entry SELECT idx, ts + interval '500 ms', actor, target, log_id, tier, type,
                          leaf, head, detail, seal_actor, seal_target FROM audit.audit_entry WHERE tier = 4 AND idx = 6
                        """, new Fault("acme/P13M", 6, "the entry comes after entry 6")),
                Arguments.of(
                        "entry added at the end",
                        """
                        INSERT INTO audit.audit_entry SELECT 10, ts + interval '1 h', actor, target, log_id, tier, type,
                          leaf, head, detail, seal_actor, seal_target FROM audit.audit_entry WHERE tier = 4 AND idx = 9
                        """,
                        new Fault("acme/P13M", 10, "the entry is not counted by the head, whose size is 10")),
                Arguments.of(
                        "two entries swapped",
                        """
                        UPDATE audit.audit_entry a SET head = b.head, detail = b.detail, leaf = b.leaf, actor = b.actor,
                          seal_actor = b.seal_actor FROM audit.audit_entry b
                        WHERE a.tier = 4 AND b.tier = 4 AND (a.idx, b.idx) IN ((2, 3), (3, 2))
                        """,
                        new Fault("acme/P13M", 2, "the time column differs from the entry's time")),
                Arguments.of(
                        "ciphertext of the actor changed",
                        "UPDATE audit.audit_entry SET seal_actor = set_byte(seal_actor, 20, 0) || 'x' WHERE tier = 4 AND idx = 7",
                        new Fault("acme/P13M", 7, "the actor's sealed segment was changed")),
                Arguments.of(
                        "a seal put where there was none",
                        "UPDATE audit.audit_entry SET seal_target = 'x' WHERE tier = 4 AND idx = 7",
                        new Fault("acme/P13M", 7, "the target's sealed segment was changed")),
                Arguments.of(
                        "head size raised",
                        "UPDATE audit.audit_head SET size = 11 WHERE tier = 4",
                        new Fault("acme/P13M", 10, "the entry is missing: the head counts 11")),
                Arguments.of(
                        "head size lowered",
                        "UPDATE audit.audit_head SET size = 8 WHERE tier = 4",
                        new Fault("acme/P13M", 8, "the entry is not counted by the head, whose size is 8")),
                Arguments.of(
                        "head root changed",
                        "UPDATE audit.audit_head SET root = sha256('x') WHERE tier = 4",
                        new Fault("acme/P13M", 10, "the head's root is not the root of the entries")),
                Arguments.of(
                        "head deleted",
                        "DELETE FROM audit.audit_head WHERE tier = 4",
                        new Fault("log 1, tier 4", 0, "entries exist but their log has no head")),
                Arguments.of(
                        "all entries of a log deleted",
                        "DELETE FROM audit.audit_entry WHERE tier = 6",
                        new Fault("acme/P3Y", 0, "the entry is missing: the head counts 6")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void verifyWhenTamperedWithThenNamesTheFirstWrongEntry(String what, String sql, Fault expected)
            throws SQLException {
        database.run(sql);

        assertThat(verify().faults()).containsExactly(expected);
    }

    @Test
    void verifyWhenUntouchedThenIntact() throws SQLException {
        List<Progress> progress = new ArrayList<>();
        VerifyReport report = TrailVerifier.verify(database.dataSource(), progress::add);

        assertThat(report).isEqualTo(new VerifyReport(16, 2, List.of()));
        assertThat(progress).extracting(Progress::log).containsExactly("acme/P13M", "acme/P3Y");
    }

    @Test
    void verifyWhenSealsWereRedactedThenIntact() throws SQLException {
        database.run("UPDATE audit.audit_entry SET seal_actor = NULL WHERE " + SIGN_INS);

        assertThat(verify().intact()).isTrue();
    }

    @Test
    void verifyWhenThereIsNothingThenIntact() throws SQLException {
        assertThat(TrailVerifier.verify(TrailDatabase.create().dataSource(), progress -> {}))
                .isEqualTo(new VerifyReport(0, 0, List.of()));
    }

    @Test
    void verifyWhenOneRealmIsAskedForThenNothingOfAnotherIsReadOrTold() throws SQLException {
        database.run("UPDATE audit.audit_entry SET detail = '{}' WHERE tier = 6 AND idx = 2");

        assertThat(verify("acme").faults()).extracting(Fault::log, Fault::index).containsExactly(tuple("acme/P3Y", 2L));
        assertThat(verify("globex")).isEqualTo(new VerifyReport(0, 0, List.of()));
    }

    private static VerifyReport verify(String realm) throws SQLException {
        return TrailVerifier.verify(database.dataSource(), realm, VerifyOptions.defaults(), progress -> {});
    }

    private VerifyReport verify() throws SQLException {
        return TrailVerifier.verify(database.dataSource(), progress -> {});
    }

    private static TrailDatabase filled() {
        TrailDatabase database = TrailDatabase.create();
        SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
        try (JdbcAuditTrail trail = TestTrail.open(database, clock)) {
            for (int i = 0; i < 10; i++) {
                clock.advance(Duration.ofSeconds(1));
                trail.append(i % 2 == 0 ? signIn().build() : failedSignIn().build());
            }
            for (int i = 0; i < 6; i++) {
                trail.append(roleGranted().build());
            }
        }
        return database;
    }
}
