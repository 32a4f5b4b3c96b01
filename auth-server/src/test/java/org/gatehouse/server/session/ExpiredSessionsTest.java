package org.gatehouse.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ExpiredSessionsTest {

    private static final int A_RUN = ExpiredSessions.BATCH * ExpiredSessions.BATCHES_A_RUN;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void removeWhenMoreHasExpiredThanARunTakesThenTheRestIsForTheNextAndWhoIsSignedInStays() {
        Person person = People.of(server).create("acme");
        Browser browser = new Browser(server);
        browser.signIn("acme", person.userName(), person.password());
        int living = rows("web_session");
        expired(A_RUN + 5);

        server.bean(ExpiredSessions.class).remove();
        assertThat(rows("web_session")).isEqualTo(living + 5);

        server.bean(ExpiredSessions.class).remove();
        assertThat(rows("web_session")).isEqualTo(living);
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(200);
    }

    @Test
    void removeThenWhatWasInTheSessionGoesWithIt() {
        expired(1);
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql(
                        "INSERT INTO web_session_attributes SELECT primary_id, 'left', '' FROM web_session WHERE expiry_time = 0")
                .update();

        server.bean(ExpiredSessions.class).remove();

        assertThat(jdbc.sql("SELECT count(*) FROM web_session_attributes WHERE attribute_name = 'left'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static void expired(int count) {
        server.bean(JdbcClient.class).sql("""
                        INSERT INTO web_session
                        SELECT gen_random_uuid()::text, gen_random_uuid()::text, 0, 0, 60, 0, NULL
                          FROM generate_series(1, ?)
                        """).param(count).update();
    }

    private static int rows(String table) {
        return server.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }
}
