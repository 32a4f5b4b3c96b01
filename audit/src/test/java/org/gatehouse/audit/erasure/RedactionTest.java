package org.gatehouse.audit.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.audit.testing.TestTrail.ALICE;
import static org.gatehouse.audit.testing.TestTrail.BOB;
import static org.gatehouse.audit.testing.TestTrail.signIn;
import static org.gatehouse.audit.testing.TestTrail.userUpdated;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.verify.TrailVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is sealed about an erased person is blanked, and nothing else moves")
class RedactionTest {

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
    private final JdbcAuditTrail trail = TestTrail.open(database, clock);
    private final Redaction redaction = Redaction.of(database.dataSource(), clock);

    @AfterEach
    void close() {
        trail.close();
    }

    @Test
    void stepWhenNobodyIsToBeBlankedThenNothingHappens() throws Exception {
        trail.append(signIn().build());
        erase(BOB, false);

        assertThat(redaction.step()).isFalse();
        assertThat(seals("actor")).isEqualTo(1);
    }

    @Test
    void stepThenOnlyThatPersonsSealsAreBlankedAndTheRootsStay() throws Exception {
        for (int i = 0; i < 3; i++) {
            trail.append(userUpdated().build()); // Alice does something to Bob
            trail.append(signIn().build());
        }
        trail.append(userUpdated().actor(TestTrail.bob()).build()); // Bob to himself
        List<String> roots = database.query("SELECT root::text FROM audit.audit_head ORDER BY log_id");

        erase(BOB, true);
        while (redaction.step()) {}

        assertThat(seals("target")).isZero();
        assertThat(seals("actor")).as("Alice's").isEqualTo(6);
        assertThat(database.query("SELECT root::text FROM audit.audit_head ORDER BY log_id"))
                .isEqualTo(roots);
        assertThat(TrailVerifier.verify(database.dataSource(), progress -> {}).intact())
                .isTrue();
        List<EntryView> entries =
                TrailReader.on(database.dataSource(), trail.subjectKeys()).latest("acme", 100);
        assertThat(entries).extracting(EntryView::actor).containsOnly(TestTrail.alice(), Party.erased());
        assertThat(database.query("SELECT count(redacted_at) FROM audit.audit_erased"))
                .containsExactly("1");
    }

    @Test
    void stepWhenThereAreManyRowsThenAFewAtATime() throws Exception {
        for (int i = 0; i < Redaction.BATCH + 1; i++) {
            trail.append(signIn().build());
        }
        erase(ALICE, true);

        assertThat(redaction.step()).isTrue();

        assertThat(seals("actor")).isEqualTo(1);
    }

    private long seals(String column) {
        return Long.parseLong(database.query("SELECT count(seal_" + column + ") FROM audit.audit_entry")
                .get(0));
    }

    private void erase(UUID person, boolean redact) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Forgotten.erase(
                    connection,
                    trail.subjectKeys(),
                    new Erasure(UUID.randomUUID(), "acme", person, Instant.parse("2026-11-21T10:00:00Z"), redact),
                    null);
            connection.commit();
        }
    }
}
