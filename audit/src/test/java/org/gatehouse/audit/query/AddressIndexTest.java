package org.gatehouse.audit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.audit.testing.TestTrail.ALICE;
import static org.gatehouse.audit.testing.TestTrail.failedSignIn;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where entries came from leads to their hours, for a month")
class AddressIndexTest {

    private static final List<String> ADDRESSES =
            List.of("192.0.2.7", "192.0.2.200", "198.51.100.7", "2001:db8:1:2::7", "2001:db8:1:3::8", "not an address");

    private final TrailDatabase database = TrailDatabase.create();
    private final HikariDataSource pool = database.pool();
    private final SettableClock clock = new SettableClock("2026-11-20T08:10:00Z");
    private final JdbcAuditTrail trail = TestTrail.open(database, clock);
    private final TrailReader reader = TrailReader.on(pool, trail.subjectKeys());
    private final AddressIndex index = AddressIndex.on(pool, trail.subjectKeys(), clock);

    @AfterEach
    void close() {
        trail.close();
        pool.close();
    }

    @Test
    void searchThenTheSameMarkedOrNotInPagesOfAnySize() throws SQLException {
        fill(12);
        List<String> blocks = List.of(
                "192.0.2.7",
                "192.0.2.0/24",
                "192.0.2.0/28",
                "192.0.0.0/8",
                "2001:db8:1::/48",
                "2001:db8:1:2::7",
                "2001:db8:1:2::/64",
                "203.0.113.1");
        List<List<Long>> before = blocks.stream().map(block -> found(block, 3)).toList();

        fold();

        assertThat(before).extracting(List::size).containsExactly(4, 8, 4, 8, 8, 4, 4, 0);
        for (int page : new int[] {1, 3, 100}) {
            assertThat(blocks.stream().map(block -> found(block, page)).toList())
                    .isEqualTo(before);
        }
        trail.append(from("192.0.2.7").build());
        assertThat(found("192.0.2.7", 3)).as("not yet marked").hasSize(5);
        assertThat(reader.search("another", TrailFilter.all().withAddress(block("192.0.2.7")), null, 10)
                        .entries())
                .isEmpty();
    }

    /** The negative control of the one above: it is the marks that lead there. */
    @Test
    void searchWhenTheMarksAreGoneThenOnlyWhatIsNotMarkedIsLookedAt() throws SQLException {
        fill(6);
        fold();

        database.run("DELETE FROM audit.audit_address");

        assertThat(found("192.0.2.7", 100)).isEmpty();
        assertThat(found("192.0.0.0/8", 100)).as("too large for a mark").hasSize(4);
    }

    @Test
    void foldThenAMarkTellsNoAddressAndGoesAfterAMonth() throws SQLException {
        fill(6);
        fold();

        assertThat(database.query("SELECT count(DISTINCT mark) FROM audit.audit_address"))
                .as("five addresses, three networks")
                .containsExactly("8");
        assertThat(database.query("SELECT max(length(mark)) FROM audit.audit_address"))
                .containsExactly("8");
        assertThat(index.fold()).isFalse();

        clock.advance(AddressIndex.KEPT.plus(Duration.ofDays(1)));
        fold();

        assertThat(database.query("SELECT count(*) FROM audit.audit_address")).containsExactly("0");
        assertThat(found("192.0.2.7", 100)).as("found by opening what there is").hasSize(2);
    }

    @Test
    void foldWhenThePersonWasErasedThenTheirAddressesAreNotMarked() throws SQLException {
        trail.append(from("192.0.2.7").build());
        trail.append(from("198.51.100.7").actor(Party.anonymous()).build());
        trail.subjectKeys().erase("acme", ALICE);

        fold();

        assertThat(database.query("SELECT count(*) FROM audit.audit_address")).containsExactly("2");
        assertThat(found("198.51.100.7", 10)).hasSize(1);
    }

    private void fill(int hours) {
        for (int i = 0; i < hours; i++) {
            trail.append(from(ADDRESSES.get(i % 3)).build());
            trail.append(from(ADDRESSES.get(3 + i % 3)).build());
            trail.append(failedSignIn().origin(Origin.none()).build());
            clock.advance(Duration.ofMinutes(60));
        }
    }

    private static AuditEvent.Builder from(String address) {
        return signIn().origin(new Origin(null, null, null, address, null));
    }

    private void fold() throws SQLException {
        clock.advance(Duration.ofHours(1));
        for (boolean more = true; more; ) {
            more = index.fold();
        }
    }

    private List<Long> found(String block, int limit) {
        List<Long> found = new ArrayList<>();
        @Nullable Cursor place = null;
        do {
            EntryPage page = reader.search("acme", TrailFilter.all().withAddress(block(block)), place, limit);
            page.entries().forEach(entry -> found.add(entry.index()));
            place = page.next();
        } while (place != null);
        return found;
    }

    private static AddressBlock block(String text) {
        return AddressBlock.parse(text).orElseThrow();
    }
}
