package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.administrator.FirstAdministratorLinks;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A realm's first administrator comes by a link that works once")
class FirstAdministratorTest {

    private static final String PATH = "/realms/globex/first-administrator";
    private static final String PASSWORD = "A-phrase-for-administrators-1";

    private final TestServer server = TestServer.shared();
    private final JdbcClient jdbc = server.bean(JdbcClient.class);
    private final FirstAdministratorLinks links = server.bean(FirstAdministratorLinks.class);
    private List<Map<String, Object>> administrators;
    private String link;

    @BeforeEach
    void leaveTheRealmWithoutAdministrator() {
        administrators = jdbc.sql("SELECT realm_id, account_id FROM account_role WHERE role = 'admin'"
                        + " AND realm_id = (SELECT id FROM realm WHERE name = 'globex')")
                .query()
                .listOfRows();
        removeAdministrators();
        links.realmsLoaded();
        link = links.take().get("globex");
    }

    @AfterEach
    void bringThemBack() {
        removeAdministrators();
        administrators.forEach(
                row -> jdbc.sql("INSERT INTO account_role (realm_id, account_id, role) VALUES (?, ?, 'admin')")
                        .params(row.get("realm_id"), row.get("account_id"))
                        .update());
    }

    @Test
    void openWhenTokenIsWrongOrMissingThenNotFound() {
        assertThat(new Browser(server).get(PATH).status()).isEqualTo(404);
        assertThat(new Browser(server).get(PATH + "?token=").status()).isEqualTo(404);
        assertThat(new Browser(server).get(PATH + "?token=" + "A".repeat(32)).status())
                .isEqualTo(404);
    }

    @Test
    void openWhenLinkIsOfAnotherRealmThenNotFound() {
        String elsewhere = link.replace("/realms/globex/", "/realms/acme/");

        assertThat(new Browser(server).get(elsewhere).status()).isEqualTo(404);
    }

    @Test
    void openWhenLinkHasExpiredThenNotFound() {
        server.clock().advance(Duration.ofHours(24).plusSeconds(1));

        assertThat(new Browser(server).get(link).status()).isEqualTo(404);
    }

    @Test
    void takeThenTheLinksAreGone() {
        assertThat(links.take()).isEmpty();
    }

    @Test
    void createWhenFormIsWrongThenEverythingIsNamedAndTheLinkStays() {
        Answer answer = create("", "not an address", "short");

        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.location()).isEmpty();
        assertThat(answer.body()).contains("#userName").contains("#email");
        assertThat(new Browser(server).get(link).status()).isEqualTo(200);
    }

    @Test
    void createWhenNameIsTakenThenRefusedAndTheLinkStays() {
        assertThat(create("gina", "gina@globex.example", PASSWORD).location()).isEmpty();
        assertThat(new Browser(server).get(link).status()).isEqualTo(200);
    }

    @Test
    void createThenTheAdministratorSignsInAndTheLinkIsUsedUp() {
        String name = name(1);

        Answer answer = create(name, name + "@globex.example", PASSWORD);

        Browser browser = new Browser(server);
        assertThat(answer.location()).endsWith("/realms/globex/sign-in");
        assertThat(new Browser(server).get(link).status()).isEqualTo(404);
        assertThat(browser.signIn("globex", name, PASSWORD).location()).endsWith("/account");
        assertThat(browser.get("/console/realms/globex/audit").status()).isEqualTo(200);
    }

    @Test
    void createFromTwoBrowsersAtOnceThenOneAdministrator() {
        List<Answer> answers = Together.run(2, i -> create(name(2) + i, name(2) + i + "@globex.example", PASSWORD));

        assertThat(answers.stream().filter(answer -> answer.location().endsWith("/sign-in")))
                .hasSize(1);
        assertThat(jdbc.sql("SELECT count(*) FROM account_role WHERE role = 'admin'"
                                + " AND realm_id = (SELECT id FROM realm WHERE name = 'globex')")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    private Answer create(String userName, String email, String password) {
        Browser browser = new Browser(server);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("displayName", "First Administrator");
        form.put("userName", userName);
        form.put("email", email);
        form.put("password", password);
        return browser.submit(browser.get(link), PATH, form);
    }

    private static String name(int test) {
        return "first-" + test + "-" + System.nanoTime();
    }

    private void removeAdministrators() {
        jdbc.sql("DELETE FROM account_role WHERE role = 'admin'"
                        + " AND realm_id = (SELECT id FROM realm WHERE name = 'globex')")
                .update();
    }
}
