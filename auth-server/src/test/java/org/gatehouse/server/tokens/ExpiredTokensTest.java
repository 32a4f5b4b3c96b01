package org.gatehouse.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("What has expired goes a little at a time")
class ExpiredTokensTest {

    private static final int A_RUN = ExpiredTokens.BATCH * ExpiredTokens.BATCHES_A_RUN;
    private static final int LIVING = 7;

    private static TestServer server;

    private JdbcClient jdbc;
    private ExpiredTokens expired;
    private Person person;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        jdbc = server.bean(JdbcClient.class);
        expired = server.bean(ExpiredTokens.class);
        person = People.of(server).create("acme");
        for (String table : new String[] {"token_family", "revoked_token", "device", "account_notice"}) {
            jdbc.sql("DELETE FROM " + table).update();
        }
    }

    @Test
    void removeWhenMoreHasExpiredThanARunTakesThenTheRestStaysForTheNext() {
        families(A_RUN + 10, "-1 hour");
        families(LIVING, "1 hour");

        expired.remove();
        assertThat(rows("token_family")).isEqualTo(10 + LIVING);

        expired.remove();
        assertThat(rows("token_family")).isEqualTo(LIVING);
    }

    @Test
    void removeWhenRowsAreInUseThenTheyAreLeftForTheNextRun() {
        families(3, "-1 hour");

        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            jdbc.sql("SELECT FROM token_family LIMIT 1 FOR UPDATE").query().listOfRows();
            Together.run(1, i -> {
                expired.remove();
                return i;
            });
            assertThat(rows("token_family")).isOne();
        });

        expired.remove();
        assertThat(rows("token_family")).isZero();
    }

    @Test
    void removeOnAllNodesAtOnceThenEverythingExpiredGoesAndNothingElse() {
        families(A_RUN, "-1 hour");
        families(LIVING, "1 hour");

        Together.run(4, i -> {
            expired.remove();
            return i;
        });

        expired.remove();
        assertThat(rows("token_family")).isEqualTo(LIVING);
    }

    @Test
    void removeThenEveryTableIsBounded() {
        IntStream.of(-1, 1).forEach(this::oneOfEach);

        expired.remove();

        assertThat(rows("revoked_token")).isOne();
        assertThat(rows("device")).isOne();
        assertThat(rows("account_notice")).isOne();
    }

    @Test
    void removeWhenTheTableIsLargeThenItIsNotReadAsAWhole() {
        families(A_RUN, "1 hour");
        jdbc.sql("ANALYZE token_family").update();

        String plan = String.join("\n", jdbc.sql("""
                        EXPLAIN DELETE FROM token_family WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM token_family WHERE expires_at < now()
                            ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED))
                        """).query(String.class).list());

        assertThat(plan)
                .contains("Tid Scan", "Index Scan using token_family_expiry")
                .doesNotContain("Seq Scan");
    }

    private void families(int count, String expiry) {
        jdbc.sql("""
                INSERT INTO token_family (realm_id, id, client_id, account_id, session_ref, auth_time, methods, scopes,
                    redirect_uri, code_hash, code_expires_at, generation, expires_at)
                SELECT 1, gen_random_uuid(), 'web', ?, 'ref', now(), 'pwd', 'openid', '', '', now(), 0, now() + ?::interval
                  FROM generate_series(1, ?)
                """).params(person.subject(), expiry, count).update();
    }

    private void oneOfEach(int hours) {
        jdbc.sql("INSERT INTO revoked_token VALUES (1, ?, now() + make_interval(hours => ?))")
                .params("jti" + hours, hours)
                .update();
        jdbc.sql("""
                INSERT INTO device (realm_id, id, account_id, client_id, session_ref, expires_at)
                VALUES (1, gen_random_uuid(), ?, 'phone', 'ref', now() + make_interval(hours => ?))
                """).params(person.subject(), hours).update();
        jdbc.sql("""
                INSERT INTO account_notice (realm_id, id, account_id, client_id, address_sealed, occurred_at, expires_at)
                VALUES (1, gen_random_uuid(), ?, 'phone', '', now(), now() + make_interval(hours => ?))
                """).params(person.subject(), hours).update();
    }

    private int rows(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }
}
