package org.gatehouse.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Function;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.Statements;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("While the database is away every endpoint says so, and none takes it for a bad token")
class OutageAnswersTest {

    private static final String REALM = "acme";
    private static final String SECRET_OF_OURS = "the-database-says-where-it-lives";

    private static final Statements STATEMENTS = new Statements();

    private static TestServer server;

    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp exporter = RelyingApp.of(server, REALM, "exporter");
    private final Person person = People.of(server).createWith(REALM, "admin");
    private final Answer tokens = web.tokens(person);
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() {
        server = TestServer.start(STATEMENTS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void leaveAlone() {
        STATEMENTS.leaveAlone();
    }

    enum Endpoint {
        USER_INFO(t -> t.web.userInfo(t.tokens.json("access_token"))),
        INTROSPECT(t -> t.exporter.introspect(t.tokens.json("access_token"))),
        INTROSPECT_REFRESH(t -> t.exporter.introspect(t.tokens.json("refresh_token"))),
        REVOKE(t -> t.web.revoke(t.tokens.json("refresh_token"))),
        REVOKE_ACCESS(t -> t.web.revoke(t.tokens.json("access_token"))),
        REFRESH(t -> t.web.refresh(t.tokens.json("refresh_token"))),
        SIGN_OUT(t -> t.browser.get(t.web.path("/connect/logout?id_token_hint=" + t.tokens.json("id_token")))),
        AUTHORIZE(t -> t.web.authorize(t.browser, t.web.authorization())),
        API(t ->
                AdminApi.withToken(server, REALM, t.tokens.json("access_token")).get("/accounts"));

        private final Function<OutageAnswersTest, Answer> call;

        Endpoint(Function<OutageAnswersTest, Answer> call) {
            this.call = call;
        }
    }

    @ParameterizedTest
    @EnumSource
    void callWhenThereIsNoConnectionThenUnavailable(Endpoint endpoint) {
        browser.signIn(REALM, person.userName(), person.password());
        STATEMENTS.before(
                Statements.CONNECTING,
                () -> OutageAnswersTest.<RuntimeException>fail(
                        new SQLTransientConnectionException(SECRET_OF_OURS, "08001")));

        assertIsUnavailable(endpoint.call.apply(this));
    }

    @ParameterizedTest
    @EnumSource
    void callWhenTheConnectionBreaksThenUnavailable(Endpoint endpoint) {
        browser.signIn(REALM, person.userName(), person.password());
        STATEMENTS.before(
                "", () -> OutageAnswersTest.<RuntimeException>fail(new SQLException(SECRET_OF_OURS, "08006")));

        assertIsUnavailable(endpoint.call.apply(this));
    }

    @ParameterizedTest
    @EnumSource(names = {"REVOKE", "REVOKE_ACCESS", "REFRESH"})
    void callWhenTheTrailIsAwayThenUnavailable(Endpoint endpoint) {
        assertIsUnavailable(TrailOutage.during(server, () -> endpoint.call.apply(this)));
    }

    @Test
    void refuseWhenTheTrailIsAwayThenUnavailable() {
        assertIsUnavailable(TrailOutage.during(
                server, () -> RelyingApp.of(server, REALM, "nobody-known").introspect(tokens.json("access_token"))));
    }

    @Test
    void readyWhenNoEntryCouldBeWrittenThenNotUntilOneCan() {
        Answer meanwhile = TrailOutage.during(server, () -> {
            assertIsUnavailable(web.refresh(tokens.json("refresh_token")));
            return browser.get("/health/ready");
        });

        assertThat(meanwhile.status()).isEqualTo(503);
        assertThat(browser.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void callWhenTheDatabaseIsBackThenAsBefore() {
        STATEMENTS.before(
                "", () -> OutageAnswersTest.<RuntimeException>fail(new SQLException(SECRET_OF_OURS, "57P01")));
        assertIsUnavailable(Endpoint.USER_INFO.call.apply(this));
        STATEMENTS.leaveAlone();

        Answer userInfo = web.userInfo(tokens.json("access_token"));

        assertThat(userInfo.status()).isEqualTo(200);
        assertThat(userInfo.json("sub")).isEqualTo(person.subject().toString());
        assertThat(web.userInfo("nonsense").status()).isEqualTo(401);
        assertThat(web.isActive(tokens.json("access_token"))).isTrue();
    }

    private static void assertIsUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.headers() + answer.body())
                .doesNotContain(SECRET_OF_OURS)
                .doesNotContain("SQL")
                .doesNotContain("invalid_");
    }

    /** As the database's driver throws: whoever calls it declares it. */
    @SuppressWarnings("unchecked")
    private static <T extends Exception> void fail(Exception failure) throws T {
        throw (T) failure;
    }
}
