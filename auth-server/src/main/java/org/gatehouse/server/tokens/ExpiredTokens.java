package org.gatehouse.server.tokens;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes what has expired, a little at a time: one long delete would hold its locks and its WAL against everybody who
 * signs in meanwhile. Any node may do it; rows another node is removing are skipped.
 */
@Component
class ExpiredTokens {

    private static final int BATCH = 1_000;
    private static final int BATCHES_A_RUN = 20;

    private static final String FAMILIES = """
            DELETE FROM token_family WHERE (realm_id, id) IN (
                SELECT realm_id, id FROM token_family WHERE expires_at < ? ORDER BY expires_at LIMIT ?
                FOR UPDATE SKIP LOCKED)
            """;
    private static final String REVOKED = """
            DELETE FROM revoked_token WHERE (realm_id, jti) IN (
                SELECT realm_id, jti FROM revoked_token WHERE expires_at < ? ORDER BY expires_at LIMIT ?
                FOR UPDATE SKIP LOCKED)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    ExpiredTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void remove() {
        remove(FAMILIES);
        remove(REVOKED);
    }

    private void remove(String batch) {
        Timestamp now = Timestamp.from(clock.instant());
        for (int i = 0; i < BATCHES_A_RUN; i++) {
            if (jdbc.sql(batch).params(now, BATCH).update() < BATCH) {
                return;
            }
        }
    }
}
