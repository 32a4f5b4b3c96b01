package org.gatehouse.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("People see where they are signed in, what was done with their account, and end what is not theirs")
class OwnSessionsTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final String SESSIONS = ACCOUNT + "/sessions";
    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final Pattern END = Pattern.compile("/account/sessions/([A-Za-z0-9_-]+)/end");

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final Browser here = new Browser(server);
    private final Browser there = new Browser(server, FIREFOX);

    OwnSessionsTest() {
        here.signIn(REALM, person.userName(), person.password());
        there.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void endWhenTheSessionIsSomebodyElsesThenNothingHappens() {
        Person other = People.of(server).create(REALM);
        Browser others = new Browser(server);
        others.signIn(REALM, other.userName(), other.password());
        String reference = reference(there.get(SESSIONS));
        TrailProbe probe = TrailProbe.of(server, REALM);

        others.submit(others.get(SESSIONS), SESSIONS + "/" + reference + "/end", Map.of());

        assertThat(isSignedIn(here)).isTrue();
        assertThat(isSignedIn(there)).isTrue();
        assertThat(probe.freshCodes()).isEmpty();
    }

    @Test
    void endWithoutTheFormsTokenThenRefused() {
        String reference = reference(here.get(SESSIONS));

        assertThat(here.post(SESSIONS + "/" + reference + "/end", Map.of()).status())
                .isEqualTo(403);
        assertThat(isSignedIn(there)).isTrue();
    }

    @Test
    void sessionsThenTheOtherIsListedAndEndsWithWhatItObtained() {
        RelyingApp web = RelyingApp.web(server, REALM);
        Answer code = there.get(web.path("/oauth2/authorize?" + Browser.encode(web.authorization())));
        Answer tokens = web.redeem(code.redirectParameter("code"));
        Answer page = here.get(SESSIONS);
        assertThat(page.body()).contains("Firefox, Windows", "this one");
        TrailProbe probe = TrailProbe.of(server, REALM);

        here.submit(page, SESSIONS + "/" + reference(page) + "/end", Map.of());

        assertThat(isSignedIn(there)).isFalse();
        assertThat(isSignedIn(here)).isTrue();
        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("session.ended");
            assertThat(entry.reason()).isEqualTo("ended-by-person");
        });
        assertThat(here.get(SESSIONS).body()).doesNotContain("Firefox");
    }

    @Test
    void endOthersThenOnlyThisOneIsLeft() {
        here.submit(here.get(SESSIONS), SESSIONS + "/end-others", Map.of());

        assertThat(isSignedIn(there)).isFalse();
        assertThat(isSignedIn(here)).isTrue();
        assertThat(END.matcher(here.get(SESSIONS).body()).find()).isFalse();
    }

    @Test
    void activityThenOwnSignInsAreToldAndNobodyElses() {
        Person other = People.of(server).create(REALM);
        new Browser(server).signIn(REALM, other.userName(), other.password());
        new Browser(server).signIn(REALM, person.userName(), "not-the-password");

        Answer page = here.get(ACCOUNT + "/activity");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains(person.userName(), "127.0.0.1").doesNotContain(other.userName());
        assertThat(page.body().split("<td role=\"cell\" class=\"when\">")).hasSize(4);
        assertThat(here.get(ACCOUNT + "/activity?before=nonsense").status()).isEqualTo(200);
    }

    @Test
    void activityWhenAnAdministratorEndedASignInThenNeitherNamedNorPlaced() {
        Person admin = People.of(server).createWith(REALM, "admin");
        AdminApi.as(server, REALM, admin).delete("/accounts/" + person.subject() + "/sessions");
        here.signIn(REALM, person.userName(), person.password());

        Answer page = here.get(ACCOUNT + "/activity");

        assertThat(page.body()).contains("Somebody else ended a session").doesNotContain(admin.userName());
        assertThat(page.body().split("127\\.0\\.0\\.1"))
                .as("the person's own three sign-ins")
                .hasSize(4);
    }

    @Test
    void notMeThenEverythingElseEndsAndANewPasswordIsAskedFor() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = here.submit(here.get(ACCOUNT + "/not-me"), ACCOUNT + "/not-me", Map.of());

        assertThat(answer.location()).isEqualTo(ACCOUNT + "/sessions?ended");
        assertThat(isSignedIn(there)).isFalse();
        assertThat(probe.fresh())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.reason()).isEqualTo("not-me"));
        Answer step = here.get(here.get(here.get(answer.location()).location()).location());
        assertThat(step.body()).contains("Choose a new password", "name=\"current\"");
        Answer done = here.submit(
                step,
                "/realms/acme/sign-in/password",
                Map.of("current", person.password(), "password", "An-entirely-other-phrase-9"));
        assertThat(done.location()).isEqualTo(ACCOUNT + "/sessions?ended");
        assertThat(here.get(done.location()).body())
                .as("what was done is still said")
                .contains("Signed out there");
    }

    @Test
    void notMeThenTheOldPasswordLetsNobodyInAndChoosesNoOther() {
        Browser intruder = new Browser(server);
        notMe();
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = intruder.signIn(REALM, person.userName(), person.password());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("This password can no longer be used to sign in", "/realms/acme/sign-in/forgotten");
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("auth.login");
            assertThat(entry.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(entry.reason()).isEqualTo("reported-sign-in");
        });
        assertThat(isSignedIn(intruder)).isFalse();
        assertThat(intruder.signIn(REALM, person.userName(), "not-the-password").body())
                .contains("E-mail or password is not right.");
    }

    /** The intruder was about to come in when the person said so. */
    @Test
    void notMeWhenASignInIsUnderWayThenItIsOver() {
        passwordIsDue(true);
        Browser intruder = new Browser(server);
        Answer step = intruder.get(
                intruder.signIn(REALM, person.userName(), person.password()).location());
        assertThat(step.body()).contains("Choose a new password");
        passwordIsDue(false);
        notMe();

        Answer answer = intruder.submit(
                step, "/realms/acme/sign-in/password", Map.of("password", "An-entirely-other-phrase-9"));

        assertThat(answer.location()).isNotEqualTo(ACCOUNT);
        assertThat(isSignedIn(intruder)).isFalse();
        assertThat(here.get(here.get(ACCOUNT).location()).location())
                .as("still to be changed, by the person")
                .contains("/sign-in/password?attempt=");
    }

    @Test
    void notMeWhenAnAdministratorHandsOutAPasswordThenItLetsInAndTheNextReportHoldsIt() {
        notMe();
        Person admin = People.of(server).createWith(REALM, "admin");
        Answer handed = AdminApi.as(server, REALM, admin).post("/accounts/" + person.subject() + "/temporary-password");
        String given = handed.json("password");

        Answer step = here.get(here.signIn(REALM, person.userName(), given).location());
        assertThat(step.body()).contains("Choose a new password").doesNotContain("name=\"current\"");
        here.submit(step, "/realms/acme/sign-in/password", Map.of("password", "An-entirely-other-phrase-9"));
        assertThat(isSignedIn(here)).isTrue();
        notMe();

        Answer answer = there.signIn(REALM, person.userName(), "An-entirely-other-phrase-9");

        assertThat(answer.body()).contains("This password can no longer be used to sign in");
    }

    @Test
    void reportedWhenTheAccountIsDeletedThenItIsNoCase() {
        notMe();
        Person admin = People.of(server).createWith(REALM, "admin");
        Browser console = new Browser(server);
        console.signIn(REALM, admin.userName(), admin.password());
        assertThat(console.get("/console/realms/acme/reported").body()).contains(person.userName());

        AdminApi.as(server, REALM, admin).deleteSeen("/accounts/" + person.subject());

        assertThat(console.get("/console/realms/acme/reported").body()).doesNotContain(person.userName());
    }

    private void notMe() {
        here.submit(here.get(ACCOUNT + "/not-me"), ACCOUNT + "/not-me", Map.of());
    }

    private void passwordIsDue(boolean due) {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET password_must_change = ? WHERE id = ?")
                .params(due, person.subject())
                .update();
    }

    @Test
    void notMeThenAdministratorsHaveACaseUntilSomebodyElseClosesIt() {
        here.submit(here.get(ACCOUNT + "/not-me"), ACCOUNT + "/not-me", Map.of());
        Person admin = People.of(server).createWith(REALM, "admin");
        Browser console = new Browser(server);
        console.signIn(REALM, admin.userName(), admin.password());
        console.submit(console.get(ACCOUNT + "/not-me"), ACCOUNT + "/not-me", Map.of());
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET password_must_change = false WHERE id = ?")
                .param(admin.subject())
                .update();
        String reported = "/console/realms/acme/reported";

        Answer page = console.get(reported);

        assertThat(page.body())
                .contains(person.userName(), admin.userName())
                .contains(reported + "/" + person.subject() + "/close")
                .doesNotContain(reported + "/" + admin.subject() + "/close");
        console.submit(page, reported + "/" + admin.subject() + "/close", Map.of());
        assertThat(console.get(reported).body()).contains(admin.userName());
        TrailProbe probe = TrailProbe.of(server, REALM);
        assertThat(console.submit(page, reported + "/" + person.subject() + "/close", Map.of())
                        .location())
                .endsWith("/reported?done=case-closed");
        assertThat(probe.freshCodes()).containsExactly("user.updated");
        assertThat(console.submit(page, reported + "/" + person.subject() + "/close", Map.of())
                        .location())
                .as("closed already")
                .endsWith("/reported?done=case-closed");
        assertThat(probe.fresh()).isEmpty();
        assertThat(console.get(reported).body()).doesNotContain(person.userName());
    }

    @Test
    void notMeWhenTheSignInIsOldThenAskedToSignInAgainAndBack() {
        Answer page = here.get(ACCOUNT + "/not-me");
        server.clock().advance(Duration.ofMinutes(16));

        Answer answer =
                here.submit(page, ACCOUNT + "/not-me", Map.of(), "Referer", server.baseUrl() + ACCOUNT + "/not-me");

        assertThat(answer.location()).isEqualTo("/realms/acme/sign-in?to=%2Frealms%2Facme%2Faccount%2Fnot-me");
        assertThat(isSignedIn(there)).isTrue();
        Answer signIn = here.get(answer.location());
        assertThat(signIn.status()).isEqualTo(200);
        assertThat(signIn.body()).contains("value=\"" + person.userName() + "\"");
        Answer back = here.submit(signIn, "/realms/acme/sign-in", person.credentials());
        assertThat(back.location()).isEqualTo(ACCOUNT + "/not-me");
        here.submit(here.get(back.location()), ACCOUNT + "/not-me", Map.of());
        assertThat(isSignedIn(there)).isFalse();
    }

    private static String reference(Answer page) {
        Matcher end = END.matcher(page.body());
        assertThat(end.find()).isTrue();
        return end.group(1);
    }

    private static boolean isSignedIn(Browser browser) {
        return browser.get(ACCOUNT).status() == 200;
    }
}
