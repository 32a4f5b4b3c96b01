package org.gatehouse.server.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database is set back under a service that runs, and under one that starts again. */
class ForkedServiceTest {

    @TempDir
    private Path data;

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void serviceWhenTheDatabaseWasSetBackThenNoEntryUntilAnOperatorGivesItUp() throws Exception {
        try (TestServer server = start()) {
            Yesterday yesterday = Yesterday.remember(server);
            yesterday.passes();
            yesterday.comesBack();
            server.bean(TrailAlarms.class)
                    .raise(server.bean(CheckpointPublisher.class).tick());

            Answer ready = new Browser(server).get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body()).contains("The audit trail was set back or rewritten.");
            assertThatThrownBy(() -> Yesterday.append(server))
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

    private TestServer start() {
        return TestServer.start(database, new SettableClock(), Map.of("gatehouse.data-directory", data.toString()));
    }
}
