package org.gatehouse.server.tokens;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes what has expired, a little at a time: one long delete would hold its locks and its WAL against everybody who
 * signs in meanwhile. Any node may do it; rows another node is removing are skipped.
 */
@Component
class ExpiredTokens {

    /** A delete of this many rows takes some ten milliseconds. */
    static final int BATCH = 1_000;

    static final int BATCHES_A_RUN = 20;

    /** All with a column {@code expires_at} and an index that begins with it. */
    private static final List<String> TABLES = List.of(
            "revoked_token",
            "device",
            "account_notice",
            "remembered_browser",
            "client_assertion",
            "dpop_proof",
            "pushed_request",
            "initial_access_token",
            "device_grant");

    /** By row address: the planner cannot mistake it for a reason to read the whole table. */
    private static final String REMOVE = """
            DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM %1$s WHERE expires_at < ? ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED))
            """;

    private final JdbcClient jdbc;
    private final ExpiredFamilies families;
    private final Clock clock;

    ExpiredTokens(JdbcClient jdbc, ExpiredFamilies families, Clock clock) {
        this.jdbc = jdbc;
        this.families = families;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10S")
    void remove() {
        removeFamilies();
        TABLES.forEach(this::remove);
    }

    private void removeFamilies() {
        for (int i = 0; i < BATCHES_A_RUN; i++) {
            if (families.remove(BATCH) < BATCH) {
                return;
            }
        }
    }

    private void remove(String table) {
        Timestamp now = Timestamp.from(clock.instant());
        for (int i = 0; i < BATCHES_A_RUN; i++) {
            if (jdbc.sql(REMOVE.formatted(table)).params(now, BATCH).update() < BATCH) {
                return;
            }
        }
    }
}
