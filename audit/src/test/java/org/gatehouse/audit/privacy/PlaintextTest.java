package org.gatehouse.audit.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.junit.jupiter.api.Test;

/** Marks everything personal, appends every activity in many shapes, and looks for the mark in the whole database. */
class PlaintextTest {

    private static final String MARK = "PERSONALMARK";
    private static final String MARK_HEX = HexFormat.of().formatHex(MARK.getBytes(StandardCharsets.UTF_8));

    private final Random random = new Random(6962);
    private final TrailDatabase database = TrailDatabase.create();

    @Test
    void appendThenNothingPersonalIsReadableInAnyTable() {
        try (JdbcAuditTrail trail = TestTrail.open(database, new SettableClock("2026-11-21T10:00:00Z"))) {
            for (Activity activity : Activity.values()) {
                for (int i = 0; i < 5; i++) {
                    trail.append(event(activity));
                }
            }
        }

        List<String> tables = database.query(
                "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'audit'");
        assertThat(tables).hasSizeGreaterThan(10);
        for (String table : tables) {
            for (String row : database.query("SELECT t::text FROM " + table + " t")) {
                assertThat(row.toUpperCase(Locale.ROOT)).doesNotContain(MARK);
                assertThat(row.toLowerCase(Locale.ROOT)).doesNotContain(MARK_HEX);
            }
        }
    }

    @Test
    void dumpWhenTheMarkIsNotPersonalThenItIsFound() { // the search above can find
        try (JdbcAuditTrail trail = TestTrail.open(database, new SettableClock("2026-11-21T10:00:00Z"))) {
            trail.append(TestTrail.signIn().reason(MARK).detail("shown", MARK).build());
        }

        List<String> rows = database.query("SELECT t::text FROM audit.audit_entry t");
        assertThat(rows).allSatisfy(row -> assertThat(row).contains(MARK).contains(MARK_HEX));
    }

    private AuditEvent event(Activity activity) {
        return AuditEvent.of("acme", activity)
                .actor(party())
                .target(random.nextInt(4) == 0 ? null : party())
                .outcome(Outcome.values()[random.nextInt(3)])
                .origin(new Origin("app", "s", "r", MARK + random.nextInt(), MARK))
                .change(Change.personal("email", MARK, "x" + MARK))
                .change(Change.of("locale", "en", "fr"))
                .build();
    }

    private Party party() {
        return switch (random.nextInt(6)) {
            case 0 -> Party.anonymous();
            case 1 -> Party.system();
            case 2 -> Party.client("field-app");
            case 3 -> Party.object("form", "42");
            default -> Party.account(new UUID(1, random.nextInt(8)), "Ms " + MARK, MARK + "@acme.example");
        };
    }
}
