package org.gatehouse.server.proofs;

import java.sql.SQLException;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.trail.Trail;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A log as it was, to set the database back to after a day's work was done and signed for. */
final class Yesterday {

    static final String LOG = "acme/P3Y";

    private static final String REMEMBER = """
            CREATE TABLE yesterday AS SELECT * FROM audit.audit_head WHERE origin LIKE '%acme/P3Y';
            CREATE TABLE yesterday_checkpoint AS
            SELECT c.* FROM audit.audit_checkpoint c JOIN yesterday y ON y.log_id = c.log_id
            """;

    private static final String SET_BACK = """
            DELETE FROM audit.audit_entry e USING yesterday y WHERE e.log_id = y.log_id AND e.idx >= y.size;
            DELETE FROM audit.audit_checkpoint c USING yesterday y WHERE c.log_id = y.log_id;
            DELETE FROM audit.audit_cosignature c USING yesterday y WHERE c.log_id = y.log_id AND c.size > y.size;
            INSERT INTO audit.audit_checkpoint SELECT * FROM yesterday_checkpoint;
            UPDATE audit.audit_head h SET size = y.size, frontier = y.frontier, root = y.root, last_ts = y.last_ts
            FROM yesterday y WHERE h.log_id = y.log_id
            """;

    private final TestServer server;

    private Yesterday(TestServer server) {
        this.server = server;
    }

    /** With a checkpoint, as every database has that somebody brings back. */
    static Yesterday remember(TestServer server) throws SQLException {
        server.bean(CheckpointPublisher.class).tick();
        run(server, REMEMBER);
        return new Yesterday(server);
    }

    /** Something is done, and signed for. */
    void passes() throws SQLException {
        append(server);
        server.bean(CheckpointPublisher.class).tick();
    }

    void comesBack() {
        run(server, SET_BACK);
    }

    private static void run(TestServer server, String statements) {
        for (String statement : statements.split(";")) {
            server.bean(JdbcClient.class).sql(statement).update();
        }
    }

    static void append(TestServer server) {
        Trail trail = server.bean(Trail.class);
        trail.record(trail.event(server.bean(Realms.class).find("acme").orElseThrow(), Activity.SERVICE_STARTED));
    }
}
