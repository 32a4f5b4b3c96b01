package org.gatehouse.server.session;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes sessions whose time is up, a little at a time. The library would delete them all in one statement, and a stranger
 * can leave as many as they open pages. Time is the database's, since the library measures with the machine's clock.
 */
@Component
class ExpiredSessions {

    static final int BATCH = 1_000;
    static final int BATCHES_A_RUN = 20;

    private static final String REMOVE = """
            DELETE FROM web_session WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM web_session WHERE expiry_time < (extract(epoch FROM now()) * 1000)::bigint
                 ORDER BY expiry_time LIMIT ? FOR UPDATE SKIP LOCKED))
            """;

    private final JdbcClient jdbc;

    ExpiredSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void remove() {
        for (int i = 0; i < BATCHES_A_RUN; i++) {
            if (jdbc.sql(REMOVE).param(BATCH).update() < BATCH) {
                return;
            }
        }
    }
}
