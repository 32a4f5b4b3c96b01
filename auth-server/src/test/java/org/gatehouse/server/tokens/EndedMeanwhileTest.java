package org.gatehouse.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Locks;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("What ends while a request is served with it gives nothing more")
@Timeout(60)
class EndedMeanwhileTest {

    private static final String SESSIONS = "DELETE FROM web_session WHERE strpos(principal_name, ?) > 0";
    private static final String LOCK_SESSION = "SELECT FROM web_session WHERE strpos(principal_name, ?) > 0 FOR UPDATE";
    private static final String EPOCH = "UPDATE account SET sign_in_epoch = sign_in_epoch + 1 WHERE id = ?::uuid";
    private static final String FAMILIES =
            "UPDATE token_family SET ended_at = now(), end_reason = 'test' WHERE account_id = ?::uuid";
    private static final String ROTATE_TWICE =
            "UPDATE token_family SET generation = generation + 2 WHERE account_id = ?::uuid";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, "acme");
    private final RelyingApp phone = RelyingApp.phone(server, "acme");
    private final Person person = People.of(server).create("acme");
    private final Browser browser = new Browser(server);

    @Test
    void authorizeWhenTheSessionEndsMeanwhileThenNoCodeAndNoEntryAboutOne() {
        browser.signIn("acme", person.userName(), person.password());
        TrailProbe probe = TrailProbe.of(server, "acme");

        Answer answer = meanwhile(SESSIONS, () -> web.authorize(browser, web.authorization()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isEmpty();
        assertThat(probe.freshCodes()).containsExactly("token.refused");
        assertThat(families()).isZero();
        assertThat(browser.get("/realms/acme/account").status())
                .as("the request did not bring the session back")
                .isEqualTo(302);
    }

    /** They are ended, and not committed yet: this session is stored a moment later, in the epoch that is over. */
    @Test
    void authorizeWhenAllSignInsAreBeingEndedThenNoCodeAndNoEntryAboutOne() {
        TrailProbe probe = TrailProbe.of(server, "acme");

        Answer answer = meanwhile(EPOCH, () -> {
            browser.signIn("acme", person.userName(), person.password());
            return web.authorize(browser, web.authorization());
        });

        assertThat(answer.location()).isEmpty();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(probe.freshCodes()).containsExactly("auth.login", "token.refused");
        assertThat(families()).isZero();
    }

    @Test
    void redeemWhenTheFamilyEndsMeanwhileThenInvalidGrantAndNoDevice() {
        String code = phone.code(browser, person);
        TrailProbe probe = TrailProbe.of(server, "acme");

        Answer answer = meanwhile(FAMILIES, () -> phone.redeem(code));

        assertThat(answer.json("error")).isEqualTo("invalid_grant");
        assertThat(probe.freshCodes()).containsExactly("token.refused");
    }

    @Test
    void redeemWhenItsDeviceIsGoneThenInvalidGrantAndNothingHappened() throws SQLException {
        String code = phone.code(browser, person);
        try (Connection connection = server.database().dataSource().getConnection()) {
            assertThat(removeDevices(connection)).isOne();
        }
        TrailProbe probe = TrailProbe.of(server, "acme");

        Answer answer = phone.redeem(code);

        assertThat(answer.json("error")).isEqualTo("invalid_grant");
        assertThat(probe.freshCodes()).containsExactly("token.refused");
    }

    /** As a change of the password does, which ends other sessions and keeps this one. */
    @Test
    void authorizeWhenDevicesAreRemovedMeanwhileThenTheCodeStillLeadsToOne() throws Exception {
        browser.signIn("acme", person.userName(), person.password());
        CompletableFuture<Answer> answer;
        try (Connection connection = server.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            update(connection, LOCK_SESSION);
            answer = CompletableFuture.supplyAsync(() -> phone.authorize(browser, phone.authorization()));
            awaitSomebodyWaiting();
            removeDevices(connection);
            connection.commit();
        }

        Answer tokens = phone.redeem(answer.join().redirectParameter("code"));

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(count("SELECT count(*) FROM device WHERE first_seen IS NOT NULL AND account_id = '"
                        + person.subject() + "'"))
                .isOne();
    }

    @Test
    void refreshWhenTheFamilyEndsMeanwhileThenInvalidGrant() {
        String token = phone.tokens(person).json("refresh_token");
        TrailProbe probe = TrailProbe.of(server, "acme");

        Answer answer = meanwhile(FAMILIES, () -> phone.refresh(token));

        assertThat(answer.json("error")).isEqualTo("invalid_grant");
        assertThat(probe.freshCodes()).containsExactly("token.refused");
    }

    @Test
    void refreshWhenItsSuccessorIsUsedMeanwhileThenTheFamilyDies() {
        Answer tokens = phone.tokens(person);
        TrailProbe probe = TrailProbe.of(server, "acme");

        Answer answer = meanwhile(ROTATE_TWICE, () -> phone.refresh(tokens.json("refresh_token")));

        assertThat(answer.json("error")).isEqualTo("invalid_grant");
        assertThat(phone.isActive(tokens.json("access_token"))).isFalse();
        assertThat(probe.freshCodes()).containsExactlyInAnyOrder("token.replayed", "device.removed", "token.refused");
    }

    @Test
    void disableWhenAMobileCodeIsBeingIssuedThenBothAreAnswered() throws Exception {
        browser.signIn("acme", person.userName(), person.password());

        Answer answer = disabling(() -> phone.authorize(browser, phone.authorization()));

        assertThat(answer.redirectParameter("code")).isNotEmpty();
        assertThat(phone.redeem(answer.redirectParameter("code")).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void disableWhenAReplayIsBeingHandledThenBothAreAnswered() throws Exception {
        String code = phone.code(browser, person);
        phone.redeem(code);

        Answer answer = disabling(() -> phone.redeem(code));

        assertThat(answer.json("error")).isEqualTo("invalid_grant");
    }

    /** Disables the person when the request has come as far as to the devices, and lets both go on. */
    private Answer disabling(Supplier<Answer> request) throws SQLException {
        AdminApi administrator = AdminApi.asRobot(server, "acme", "users.read users.write");
        CompletableFuture<Answer> answer;
        CompletableFuture<Answer> disabled;
        try (Connection connection = server.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE device IN SHARE MODE");
            answer = CompletableFuture.supplyAsync(request);
            awaitWaiting(1);
            disabled = CompletableFuture.supplyAsync(
                    () -> administrator.post("/accounts/" + person.subject() + "/disable"));
            awaitWaiting(2);
            connection.commit();
        }
        assertThat(disabled.join().status()).isEqualTo(200);
        return answer.join();
    }

    /** Makes the request when the change is made but not committed, and commits it when the request waits for it. */
    private Answer meanwhile(String change, Supplier<Answer> request) {
        try (Connection connection = server.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(update(connection, change)).isOne();
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(request);
            while (Locks.waiting(server) < 1 && !answer.isDone()) {
                Thread.onSpinWait();
            }
            connection.commit();
            return answer.join();
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private int removeDevices(Connection connection) throws SQLException {
        return update(connection, "DELETE FROM device WHERE account_id = ?::uuid");
    }

    private int update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, person.subject().toString());
            statement.execute();
            return statement.getUpdateCount();
        }
    }

    private void awaitSomebodyWaiting() {
        awaitWaiting(1);
    }

    private void awaitWaiting(int atLeast) {
        Locks.awaitWaiting(server, atLeast);
    }

    private int families() {
        return count("SELECT count(*) FROM token_family WHERE account_id = '" + person.subject() + "'");
    }

    private int count(String sql) {
        return server.bean(JdbcClient.class).sql(sql).query(Integer.class).single();
    }
}
