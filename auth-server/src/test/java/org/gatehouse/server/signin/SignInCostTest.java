package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.Statements;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a sign-in with a password asks the database")
class SignInCostTest {

    private static final String REALM = "acme";

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

    /** An app somebody set up of their own accord is asked for; the other factors they have change nothing. */
    @Test
    void signInWhenTheRealmDemandsNoFactorThenOnlyTheAppIsLookedFor() {
        Answer page = browser.get(web.authorize(browser, web.authorization()).location());

        List<String> asked = STATEMENTS.during(() -> {
            Answer signedIn = browser.submit(
                    page, web.path("/sign-in"), Map.of("username", person.userName(), "password", person.password()));
            assertThat(browser.get(signedIn.location()).redirectParameter("code"))
                    .isNotEmpty();
        });

        assertThat(asked)
                .anyMatch(sql -> sql.contains("FROM totp_factor"))
                .noneMatch(sql -> sql.contains("FROM passkey") || sql.contains("FROM recovery_code"));
    }

    /** The ID token tells what is remembered of the person. */
    @Test
    void refreshThenFamilyAndAccountAreReadOnceEach() {
        Answer first = web.refresh(web.tokens(person).json("refresh_token"));

        List<String> asked = STATEMENTS.during(() ->
                assertThat(web.refresh(first.json("refresh_token")).status()).isEqualTo(200));

        assertThat(asked).filteredOn(sql -> !sql.equals("commit")).hasSize(3);
    }
}
