package org.gatehouse.server.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.trail.Trail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database is set back under a service that runs, and under one that starts again. */
class ForkedServiceTest {

    private static final String SET_BACK = """
            DELETE FROM audit.audit_entry e USING yesterday y WHERE e.log_id = y.log_id AND e.idx >= y.size;
            DELETE FROM audit.audit_checkpoint c USING yesterday y WHERE c.log_id = y.log_id AND c.size > y.size;
            UPDATE audit.audit_head h SET size = y.size, frontier = y.frontier, root = y.root, last_ts = y.last_ts
            FROM yesterday y WHERE h.log_id = y.log_id
            """;

    @TempDir
    private Path data;

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void serviceWhenTheDatabaseWasSetBackThenNoEntryUntilAnOperatorGivesItUp() throws Exception {
        try (TestServer server = start()) {
            setBack(server);
            server.bean(TrailAlarms.class)
                    .raise(server.bean(CheckpointPublisher.class).tick());

            Answer ready = new Browser(server).get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body()).contains("The audit trail was set back or rewritten.");
            assertThatThrownBy(() -> append(server))
                    .isInstanceOf(TrailUnavailableException.class)
                    .hasMessageContaining("acme/P3Y has ")
                    .hasMessageContaining("accept-fork acme/P3Y");
        }
        assertThatThrownBy(this::start)
                .hasRootCauseInstanceOf(StartRefusedException.class)
                .rootCause()
                .hasMessageContaining("The audit trail was set back or rewritten: acme/P3Y has ");

        AnchorFiles anchors = new AnchorFiles(data.resolve("checkpoints"));
        for (String log : anchors.logs()) {
            anchors.acceptFork(log);
        }
        try (TestServer server = start()) {
            server.bean(CheckpointPublisher.class).tick();
            assertThat(new Browser(server).get("/health/ready").status()).isEqualTo(200);
            assertThat(new Browser(server)
                            .get("/realms/acme/audit/P3Y/checkpoint")
                            .body())
                    .startsWith("audit.gatehouse/local/acme/P3Y/2\n");
            assertThat(server.bean(JdbcClient.class)
                            .sql("""
                                    SELECT count(*) FROM audit.audit_entry e JOIN yesterday y USING (log_id)
                                    WHERE e.idx = y.size AND e.type = 1108 AND e.detail LIKE '%acme/P3Y/2%'
                                    """)
                            .query(Integer.class)
                            .single())
                    .isOne();
        }
    }

    /** A day's work is done, signed for, and then gone. */
    private static void setBack(TestServer server) throws Exception {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("CREATE TABLE yesterday AS SELECT * FROM audit.audit_head WHERE origin LIKE '%acme/P3Y'")
                .update();
        append(server);
        server.bean(CheckpointPublisher.class).tick();
        for (String statement : SET_BACK.split(";")) {
            jdbc.sql(statement).update();
        }
    }

    private static void append(TestServer server) {
        Trail trail = server.bean(Trail.class);
        trail.record(trail.event(server.bean(Realms.class).find("acme").orElseThrow(), Activity.SERVICE_STARTED));
    }

    private TestServer start() {
        return TestServer.start(database, new SettableClock(), Map.of("gatehouse.data-directory", data.toString()));
    }
}
