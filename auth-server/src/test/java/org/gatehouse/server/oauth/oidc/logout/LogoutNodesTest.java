package org.gatehouse.server.oauth.oidc.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.ListeningApps;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** OpenID Connect Back-Channel Logout 1.0 where several nodes serve a realm, and one of them dies. */
@DisplayName("OpenID Connect Back-Channel Logout 1.0 with two nodes")
class LogoutNodesTest {

    private static final String REALM = "acme";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final SettableClock CLOCK = new SettableClock();

    private static ListeningApps apps;
    private static Map<String, String> settings;
    private static TestServer node;

    @BeforeAll
    static void start() throws IOException {
        apps = ListeningApps.start();
        settings = new HashMap<>(apps.settings(directory, "web"));
        Path key = Files.writeString(directory.resolve("key"), "dHdvIG5vZGVzIG9mIG9uZSBob3VzZSBoYXZlIG9uZSE=");
        settings.put("gatehouse.master.key", "file:" + key); // nodes of one installation have one
        node = TestServer.start(DATABASE, CLOCK, settings);
    }

    @AfterAll
    static void stop() {
        node.close();
        apps.close();
    }

    @Test
    void endManySignInsWhenTwoNodesTellThenEachClientIsToldOnce() {
        Person person = People.of(node).create(REALM);
        RelyingApp web = RelyingApp.web(node, REALM);
        List<String> sids = IntStream.range(0, 12)
                .mapToObj(i -> sid(web.tokens(person).json("id_token")))
                .toList();
        try (TestServer other = TestServer.start(DATABASE, CLOCK, settings)) {
            AdminApi admin = AdminApi.as(other, REALM, People.of(other).createWith(REALM, "admin"));

            assertThat(admin.delete("/accounts/" + person.subject() + "/sessions")
                            .status())
                    .isEqualTo(204);

            await().atMost(PATIENCE).until(() -> waiting(person) == 0);
        }
        assertThat(toldSids()).containsAll(sids).doesNotHaveDuplicates();
    }

    @Test
    void dieBeforeTheClientIsToldThenAnotherNodeTellsIt() {
        Person person = People.of(node).create(REALM);
        String sid;
        apps.goDown();
        try (TestServer dying = TestServer.start(DATABASE, CLOCK, settings)) {
            sid = sid(RelyingApp.web(dying, REALM).tokens(person).json("id_token"));
            AdminApi admin = AdminApi.as(dying, REALM, People.of(dying).createWith(REALM, "admin"));
            admin.post("/accounts/" + person.subject() + "/disable");
        }
        assertThat(waiting(person)).isOne();
        apps.comeBack();

        CLOCK.advance(Duration.ofMinutes(3));

        await().atMost(PATIENCE).until(() -> toldSids().contains(sid));
        await().atMost(PATIENCE).until(() -> waiting(person) == 0);
    }

    private static int waiting(Person person) {
        return node.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM logout_notice WHERE account_id = ? AND state = 'waiting'")
                .param(person.subject())
                .query(Integer.class)
                .single();
    }

    private static List<String> toldSids() {
        return apps.tokens(REALM, "web").stream().map(LogoutNodesTest::sid).toList();
    }

    private static String sid(String token) {
        return String.valueOf(Jwts.claims(token).getClaim("sid"));
    }
}
