package org.gatehouse.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Rights, factors, addresses and erasure in the console, a quarter of an hour after signing in")
class FreshSignInConsoleTest {

    private static final String LIST = "/console/realms/acme/accounts";

    private final TestServer server = TestServer.shared();
    private final Person admin = People.of(server).createWith("acme", "admin");
    private final Person person = People.of(server).create("acme");
    private final String page = LIST + "/" + person.subject();
    private final Browser browser = new Browser(server);

    @BeforeEach
    void signInAndWait() {
        browser.signIn("acme", admin.userName(), admin.password());
        browser.get(page);
        server.clock().advance(Duration.ofMinutes(16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/roles/give",
                "/roles/take",
                "/groups/join",
                "/groups/leave",
                "/edit",
                "/erase",
                "/factors/reset",
                "/password/temporary"
            })
    void changeThenAsksToSignInAndComesBackToThePage(String change) {
        Answer answer = change(change, Map.of("role", "dispatcher"));

        assertThat(answer.location()).contains("/realms/acme/sign-in?to=");
        assertThat(URLDecoder.decode(answer.location(), StandardCharsets.UTF_8)).endsWith("to=" + page);
    }

    @Test
    void giveARoleThenNothingIsGivenUntilSignedInAgain() {
        change("/roles/give", Map.of("role", "dispatcher"));
        assertThat(roles()).doesNotContain("dispatcher");

        browser.signIn("acme", admin.userName(), admin.password());
        assertThat(change("/roles/give", Map.of("role", "dispatcher")).location())
                .contains(page);
        assertThat(roles()).contains("dispatcher");
    }

    @Test
    void changeWhenTheBrowserTellsNoRefererThenComesBackToTheConsole() {
        Answer shown = browser.get(page);
        Answer answer = browser.submit(shown, page + "/erase", Map.of());

        assertThat(URLDecoder.decode(answer.location(), StandardCharsets.UTF_8)).endsWith("to=/console/realms/acme");
    }

    @Test
    void readingStaysOpen() {
        assertThat(browser.get(page).status()).isEqualTo(200);
        assertThat(browser.get(LIST).status()).isEqualTo(200);
    }

    private Set<String> roles() {
        Realm realm = server.bean(Realms.class).get("acme");
        return server.bean(Accounts.class)
                .find(realm, person.subject())
                .orElseThrow()
                .roles();
    }

    private Answer change(String change, Map<String, String> fields) {
        return browser.submit(browser.get(page), page + change, fields, "Referer", server.baseUrl() + page);
    }
}
