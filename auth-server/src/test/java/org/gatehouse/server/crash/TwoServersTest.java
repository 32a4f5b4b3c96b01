package org.gatehouse.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.ServiceProcess;
import org.gatehouse.server.testing.Site;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Two processes over one database, behind one address")
class TwoServersTest {

    private static final String REALM = "acme";
    private static final int TIMES = 20;

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final List<ServiceProcess> PROCESSES = new ArrayList<>();
    private static final List<Site> SITES = new ArrayList<>();

    @TempDir
    private static Path directory;

    private final Site one = SITES.get(0);
    private final Site other = SITES.get(1);

    @BeforeAll
    static void startBothAtOnce() {
        Map<String, String> environment = environment();
        int address = Installation.freePort();
        begin("one", address, address, environment);
        begin("other", Installation.freePort(), address, environment);
        PROCESSES.forEach(ServiceProcess::ready);
    }

    @AfterAll
    static void stop() {
        PROCESSES.forEach(ServiceProcess::close);
    }

    @Test
    void redeemTwentyTimesAtOnceThenExactlyOneLineage() {
        String code = RelyingApp.web(one, REALM).code(new Browser(one), "person1", "Person-1-pass-phrase");

        List<Answer> answers = Together.run(TIMES, i -> web(i).redeem(code));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 400));
        List<Answer> granted =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(granted).hasSize(1);
        assertThat(issued()).as("families with more than one issue").isEmpty();
        // RFC 6749 section 4.1.2: what a code obtained that was used again is revoked
        assertThat(web(0).refresh(granted.get(0).json("refresh_token")).status())
                .isEqualTo(400);
        assertThat(web(1).isActive(granted.get(0).json("access_token"))).isFalse();
    }

    @Test
    void refreshTwentyTimesAtOnceThenExactlyOneLineage() {
        RelyingApp phone = RelyingApp.phone(one, REALM);
        String first = phone.redeem(phone.code(new Browser(one), "person2", "Person-2-pass-phrase"))
                .json("refresh_token");

        List<Answer> answers = Together.run(TIMES, i -> phone(i).refresh(first));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        Set<String> successors =
                answers.stream().map(answer -> answer.json("refresh_token")).collect(Collectors.toSet());
        assertThat(successors).hasSize(1);
        assertThat(phone(1).refresh(successors.iterator().next()).status()).isEqualTo(200);
    }

    @Test
    void signOutWhenDoneOnOneThenOverOnTheOther() {
        Browser browser = new Browser(one);
        RelyingApp web = RelyingApp.web(one, REALM);
        Answer tokens = web.redeem(web.code(browser, "person3", "Person-3-pass-phrase"));
        String account = other.uri("/realms/acme/account").toString();
        assertThat(browser.get(account).status()).as("signed in there too").isEqualTo(200);

        browser.submit(browser.get(web.path("/account")), web.path("/sign-out"), Map.of());

        assertThat(browser.get(account).status()).isEqualTo(302);
        assertThat(web(1).refresh(tokens.json("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void startWhenBothBeginAtOnceThenOneRealmAndOneTrail() throws Exception {
        JdbcClient tables = JdbcClient.create(DATABASE.dataSource());

        assertThat(tables.sql("SELECT name FROM realm").query(String.class).list())
                .containsExactly(REALM);
        assertThat(TrailVerifier.verify(DATABASE.dataSource(), progress -> {}).faults())
                .isEmpty();
    }

    private RelyingApp web(int i) {
        return RelyingApp.web(SITES.get(i % 2), REALM);
    }

    private RelyingApp phone(int i) {
        return RelyingApp.phone(SITES.get(i % 2), REALM);
    }

    /** By what the entries say: their detail names the family. */
    private static List<String> issued() {
        return JdbcClient.create(DATABASE.dataSource())
                .sql("""
                        SELECT detail FROM audit.audit_entry WHERE type = 101 AND detail LIKE '%family%'
                        GROUP BY detail HAVING count(*) > 1
                        """)
                .query(String.class)
                .list();
    }

    private static void begin(String name, int port, int address, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(List.of("run", "--json", "--port", Integer.toString(port)));
        arguments.addAll(List.of("--base-url", "http://localhost:" + address));
        arguments.addAll(List.of("--data", directory.resolve(name).toString()));
        arguments.addAll(Installation.realm());
        PROCESSES.add(ServiceProcess.start(directory.resolve(name + "-errors"), environment, arguments));
        SITES.add(path -> URI.create("http://localhost:" + port + path));
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Installation.secrets());
        environment.put("GATEHOUSE_DB_URL", DATABASE.jdbcUrl());
        environment.put("GATEHOUSE_DB_USER", DATABASE.user());
        environment.put("GATEHOUSE_DB_PASSWORD", DATABASE.password());
        environment.put("GATEHOUSE_MASTER_KEY", "env:SHARED_KEY");
        environment.put("SHARED_KEY", MasterKey.generate(new SecureRandom()).encoded());
        return environment;
    }
}
