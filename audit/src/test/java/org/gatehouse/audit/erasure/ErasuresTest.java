package org.gatehouse.audit.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.junit.jupiter.api.Test;

class ErasuresTest {

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");

    /** Those of Keycloak have random ids, in no order of time. */
    @Test
    void pageThenNewestFirstWhateverTheIdsAndOnlyOfTheRealm() throws Exception {
        List<UUID> made = new ArrayList<>();
        try (JdbcAuditTrail trail = TestTrail.open(database, clock)) {
            for (String start : List.of("90000000", "10000000", "50000000", "50000001")) {
                made.add(erase(trail, "acme", start));
            }
            clock.advance(Duration.ofSeconds(1));
            made.add(erase(trail, "acme", "00000000"));
            erase(trail, "other", "ffffffff");
        }
        Collections.reverse(made);

        Erasures erasures = Erasures.on(database.dataSource(), TestTrail.keyRing());
        List<UUID> paged = new ArrayList<>();
        List<ErasedPerson> page = erasures.page("acme", null, 2);
        while (!page.isEmpty()) {
            page.forEach(person -> paged.add(person.erasure()));
            page = erasures.page("acme", paged.get(paged.size() - 1), 2);
        }

        assertThat(paged).isEqualTo(made);
        assertThat(erasures.page("other", made.get(0), 10))
                .as("of another realm")
                .isEmpty();
    }

    private UUID erase(JdbcAuditTrail trail, String realm, String start) throws Exception {
        clock.advance(Duration.ofMillis(1));
        UUID id = UUID.fromString(start + "-0000-4000-8000-000000000000");
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Erasure erasure = new Erasure(id, realm, UUID.randomUUID(), clock.instant(), false);
            Forgotten.erase(connection, trail.subjectKeys(), erasure, null);
            connection.commit();
        }
        return id;
    }
}
