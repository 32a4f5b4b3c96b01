package org.gatehouse.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.Statements;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A token that is presented again is remembered, until something happens to it")
class PresentedTokensTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";

    /** What is promised of other nodes. */
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private static final Statements STATEMENTS = new Statements();

    private static TestServer server;

    private final Person person = People.of(server).create(REALM);
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() {
        server = TestServer.start(STATEMENTS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void everythingIsHeard() {
        Awaitility.await().until(server.bean(ChangeFeed.class)::isBelieved);
    }

    /** As another node would, which this one is told nothing of but by the database. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE token_family SET ended_at = now(), end_reason = 'revoked' WHERE account_id = '%s'",
                "UPDATE account SET state = 'DISABLED' WHERE id = '%s'",
                "INSERT INTO revoked_token (realm_id, jti, expires_at)"
                        + " SELECT realm_id, '%2$s', now() + interval '1 day' FROM account WHERE id = '%1$s'"
            })
    void endElsewhereThenItIsOverHere(String sql) throws SQLException {
        String token = web.tokens(person).json("access_token");
        assertThat(statementsToAsk(token)).isEmpty();

        run(sql.formatted(person.subject(), jti(token)));

        Awaitility.await().atMost(PROMISED).until(() -> !web.isActive(token));
    }

    @Test
    void deleteTheAccountElsewhereThenItIsOverHere() throws SQLException {
        String token = web.tokens(person).json("access_token");
        assertThat(statementsToAsk(token)).isEmpty();

        run(
                "DELETE FROM token_family WHERE account_id = '%1$s'; DELETE FROM account_role WHERE account_id = '%1$s'; DELETE FROM account WHERE id = '%1$s'"
                        .formatted(person.subject()));

        Awaitility.await().atMost(PROMISED).until(() -> !web.isActive(token));
    }

    /** What this node does itself it knows, whatever the database tells. */
    @Test
    void endHereThenItIsOverAtOnceThoughNothingIsHeard() throws SQLException {
        run("ALTER TABLE token_family DISABLE TRIGGER USER; ALTER TABLE revoked_token DISABLE TRIGGER USER;");
        try {
            Answer ofSession = web.redeem(web.code(browser, person));
            Answer revoked = web.tokens(person);
            Answer refreshed = web.tokens(person);
            for (Answer each : List.of(ofSession, revoked, refreshed)) {
                assertThat(statementsToAsk(each.json("access_token"))).isEmpty();
            }

            browser.submit(browser.get(ACCOUNT), "/realms/acme/sign-out", Map.of());
            web.revoke(revoked.json("access_token"));
            web.revoke(refreshed.json("refresh_token"));

            assertThat(List.of(ofSession, revoked, refreshed))
                    .noneMatch(answer -> web.isActive(answer.json("access_token")));
        } finally {
            run("ALTER TABLE token_family ENABLE TRIGGER USER; ALTER TABLE revoked_token ENABLE TRIGGER USER;");
        }
    }

    @Test
    void endElsewhereWhileNothingIsHeardThenNothingIsBelieved() throws SQLException {
        String token = web.tokens(person).json("access_token");
        assertThat(statementsToAsk(token)).isEmpty();

        run("""
            UPDATE token_family SET ended_at = now(), end_reason = 'revoked' WHERE account_id = '%s';
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%%pg_notify%%' AND pid <> pg_backend_pid();
            """.formatted(person.subject()));

        Awaitility.await().atMost(PROMISED).until(() -> !web.isActive(token));
    }

    @Test
    void revokeATokenWithoutAPersonThenItIsOverAtOnce() {
        RelyingApp robot = RelyingApp.of(server, REALM, "robot");
        String token = robot.token(Map.of("grant_type", "client_credentials")).json("access_token");
        assertThat(statementsToAsk(token)).isEmpty();

        robot.revoke(token);

        assertThat(web.isActive(token)).isFalse();
    }

    @Test
    void passTheEndOfTheFamilyThenItIsOver() {
        String token = web.tokens(person).json("access_token");
        assertThat(statementsToAsk(token)).isEmpty();

        server.clock().advance(Duration.ofMinutes(11));

        assertThat(web.isActive(token)).isFalse();
    }

    /** Whatever is committed with its entry in one transaction has nobody else who waits for the disk. */
    @Test
    void redeemOnAPhoneThenTheDiskIsWaitedFor() {
        RelyingApp phone = RelyingApp.phone(server, REALM);
        String ofPhone = phone.code(new Browser(server), person);
        String ofWeb = web.code(browser, person);

        assertThat(STATEMENTS.during(() -> phone.redeem(ofPhone))).noneMatch(sql -> sql.contains("synchronous_commit"));
        assertThat(STATEMENTS.during(() -> web.redeem(ofWeb))).anyMatch(sql -> sql.contains("synchronous_commit"));
    }

    /** The second time. */
    private List<String> statementsToAsk(String token) {
        assertThat(web.isActive(token)).isTrue();
        return STATEMENTS.during(() -> assertThat(web.isActive(token)).isTrue());
    }

    private static String jti(String token) {
        return Jwts.claims(token).getJWTID();
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = server.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
