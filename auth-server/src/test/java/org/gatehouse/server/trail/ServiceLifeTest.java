package org.gatehouse.server.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("When a node began to serve a realm and when it stopped stands in that realm's log")
class ServiceLifeTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final SettableClock clock = new SettableClock();

    @TempDir
    private Path data;

    @Test
    void restartThenEachRealmHasStartStopAndStart() throws SQLException {
        start().close();
        try (TestServer again = start()) {
            for (String realm : List.of("acme", "globex")) {
                List<EntryView> life = life(again, realm);
                assertThat(life)
                        .extracting(EntryView::activity)
                        .containsExactly(Activity.SERVICE_STARTED, Activity.SERVICE_STOPPED, Activity.SERVICE_STARTED);
                assertThat(life).extracting(entry -> entry.actor().kind()).containsOnly(Party.Kind.SYSTEM);
                assertThat(life.get(2).node())
                        .as("a node that died and one that came after it are two")
                        .isEqualTo(life.get(1).node())
                        .isNotEqualTo(life.get(0).node());
            }
        }
        assertThat(TrailVerifier.verify(database.dataSource(), progress -> {}).faults())
                .isEmpty();
    }

    @Test
    void startWhenTheTrailCannotBeWrittenThenRefusedAndNoRequestIsAnswered() throws SQLException {
        start().close();
        execute("ALTER TABLE audit.audit_entry RENAME TO hidden");

        assertThatThrownBy(this::start).hasStackTraceContaining("The trail cannot be written");

        execute("ALTER TABLE audit.hidden RENAME TO audit_entry");
        assertThat(count("type = " + Activity.SERVICE_STARTED.id())).isEqualTo(2);
    }

    @Test
    void stopWhenTheTrailCannotBeWrittenThenStopsAllTheSame() throws SQLException {
        TestServer server = start();

        TrailOutage.during(server, () -> {
            server.close();
            return null;
        });

        assertThatThrownBy(() -> new Browser(server).get("/health")).isNotNull();
        assertThat(count("type = " + Activity.SERVICE_STOPPED.id())).isZero();
    }

    @Test
    void manyRealmsThenTheirEntriesShareAFewCommits() throws SQLException {
        try (TestServer server = start()) {
            Trail trail = server.bean(Trail.class);
            var realms = server.bean(org.gatehouse.server.realm.Realms.class);
            long before = commits();

            trail.recordTogether(java.util.stream.IntStream.range(0, 400)
                    .mapToObj(i -> trail.event(realms.get("acme"), Activity.SERVICE_STARTED))
                    .toList());

            assertThat(commits() - before).isLessThan(200);
            assertThat(life(server, "acme")).hasSize(401);
        }
    }

    /** A node of the same installation: the same database and master key. */
    private TestServer start() {
        return TestServer.start(database, clock, Map.of("gatehouse.data-directory", data.toString()));
    }

    private static List<EntryView> life(TestServer server, String realm) {
        return server
                .bean(TrailReader.class)
                .page(realm, TrailFilter.all().withCategory(Category.CONFIGURATION), null, 1_000)
                .stream()
                .filter(entry ->
                        entry.activity() == Activity.SERVICE_STARTED || entry.activity() == Activity.SERVICE_STOPPED)
                .toList();
    }

    /** Transactions of all tables' writers, as far as they wrote entries: each has its own. */
    private long commits() throws SQLException {
        return single("SELECT count(DISTINCT xmin::text) FROM audit.audit_entry");
    }

    private long count(String condition) throws SQLException {
        return single("SELECT count(*) FROM audit.audit_entry WHERE " + condition);
    }

    private long single(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
