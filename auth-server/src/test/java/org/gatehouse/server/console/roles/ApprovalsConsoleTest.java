package org.gatehouse.server.console.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The console's page of requests that wait for a second person")
class ApprovalsConsoleTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/console/realms/acme/approvals";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person person = people.create(REALM);
    private final String account = "/console/realms/acme/accounts/" + person.subject();
    private final Person asker = people.createWith(REALM, "admin");
    private final Person decider = people.createWith(REALM, "admin");

    @BeforeEach
    void ask() {
        Browser browser = as(asker);
        browser.submit(browser.get(account), account + "/roles/give", Map.of("role", "admin"));
    }

    @Test
    void requestsWhenPersonMayNotDecideThenRefused() {
        assertThat(as(people.createWith(REALM, "helpdesk")).get(PAGE).status()).isEqualTo(403);
    }

    @Test
    void approveWhenAskedByOneselfThenRefused() {
        Browser browser = as(asker);

        Answer page = browser.get(PAGE);
        assertThat(page.body()).contains("You asked for this").doesNotContain(path(page) + "/approve");
        assertThat(browser.submit(page, path(page) + "/approve", Map.of()).body())
                .contains("You asked for this yourself");
    }

    @Test
    void approveWhenSignInIsOldThenAsksForAFreshOneAndNothingChanges() {
        Browser browser = as(decider);
        Answer page = browser.get(PAGE);
        server.clock().advance(Duration.ofMinutes(6));

        assertThat(browser.submit(page, path(page) + "/approve", Map.of()).body())
                .contains("within the last five minutes")
                .contains("/realms/acme/sign-in?to=");
        assertThat(browser.get(account).body()).doesNotContain("<strong>admin</strong>");
    }

    @Test
    void approveThenPersonHasTheRole() {
        Browser browser = as(decider);
        Answer page = browser.get(PAGE);

        assertThat(page.body())
                .contains("Give the role admin to Somebody " + person.userName())
                .contains("asked for by Somebody " + asker.userName());
        assertThat(browser.submit(page, path(page) + "/approve", Map.of()).location())
                .endsWith("?done=approved");
        assertThat(browser.get(account).body()).contains("<strong>admin</strong>");
        assertThat(browser.submit(page, path(page) + "/refuse", Map.of()).body())
                .contains("was decided or has expired");
    }

    @Test
    void refuseThenPersonDoesNotGetTheRole() {
        Browser browser = as(decider);
        Answer page = browser.get(PAGE);

        assertThat(browser.submit(page, path(page) + "/refuse", Map.of()).location())
                .endsWith("?done=refused");
        assertThat(browser.get(account).body()).doesNotContain("<strong>admin</strong>");
    }

    /** Of the newest request, which is this test's. */
    private static String path(Answer page) {
        Matcher found = Pattern.compile(PAGE + "/[0-9a-f-]{36}").matcher(page.body());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private Browser as(Person somebody) {
        Browser browser = new Browser(server);
        browser.signIn(REALM, somebody.userName(), somebody.password());
        return browser;
    }
}
