package org.gatehouse.server.console.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Asking the trail in one line, by chips and by a click")
class TrailQueryConsoleTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/console/realms/acme/audit";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person auditor = people.createWith(REALM, "auditor");
    private final Person person = people.create(REALM);
    private final Browser browser = signedIn(auditor);

    @Test
    void askWhenTheQueryMeansNothingThenSaysWhereAndKeepsWhatWasTyped() {
        Answer page =
                browser.get(PAGE + "?outcome=failure&q=" + encoded("actor:" + person.userName() + " colour:<red>"));

        int column = ("actor:" + person.userName() + " ").length() + 1;
        assertThat(page.body())
                .contains("Character " + column + ": there is no “colour:”")
                .contains("colour:&lt;red&gt;\"")
                .doesNotContain("<table", "colour:<red>");
        assertThat(browser.get(PAGE + "?q=" + encoded("actor:nobody-at-all")).body())
                .contains("nobody here has the user name or e-mail address “nobody-at-all”");
        assertThat(browser.get(PAGE + "?q=since:2199-01-01").body()).contains("“2199-01-01” is yet to come");
        assertThat(browser.get(PAGE + "?q=action:user.*%20action:role.*").body())
                .contains("Character 22: “action:” is there twice");
        assertThat(browser.get(PAGE + "?q=" + "x".repeat(1_001)).body()).contains("at most 1,000 characters");
        assertThat(browser.get(PAGE + "?q=a%00b").status()).isEqualTo(400);
    }

    @Test
    void askThenTheAddressSaysItByIdTheBoxByNameAndChipsTakeItAwayAgain() {
        new Browser(server).signIn(REALM, person.userName(), person.password());
        new Browser(server).signIn(REALM, person.userName(), "wrong");

        String address = browser.step(PAGE + "?zone=Europe/Paris&actor=x&q="
                        + encoded("person:" + person.userName() + " action:auth.* -outcome:failure -ip:10.0.0.0/8"))
                .location();
        assertThat(address)
                .endsWith("/audit?person=" + person.subject()
                        + "&what=auth.%2A&without=outcome%3Afailure%20ip%3A10.0.0.0%2F8" + "&zone=Europe%2FParis");
        Answer page = browser.get(address);
        assertThat(page.body())
                .contains("value=\"person:" + person.userName() + " action:auth.* -outcome:failure -ip:10.0.0.0/8\"")
                .contains("auth.login", "+0")
                .doesNotContain("<code>user.created</code>", "Sign-in failed for");
        String wider = chip(page, "what", "auth.*");
        assertThat(browser.get(wider).body())
                .contains("<code>user.created</code>", "<code>auth.login</code>")
                .doesNotContain("Sign-in failed for");
        assertThat(browser.get(chip(page, "outcome", "failure")).body()).contains("Sign-in failed for");
    }

    @Test
    void pressInACellThenAskedForOrLeftOutBesidesTheRest() {
        new Browser(server).signIn(REALM, person.userName(), person.password());
        String theirs = PAGE + "?person=" + person.subject();
        Answer page = browser.get(theirs);

        assertThat(page.body())
                .contains("value=\"action:auth.login\"", "value=\"ip:127.0.0.1\"")
                .contains("value=\"actor:" + person.subject() + "\"");
        String without = browser.step(theirs + "&add=-action:auth.login").location();
        assertThat(without).endsWith("?person=" + person.subject() + "&without=action%3Aauth.login");
        assertThat(browser.get(without).body())
                .contains("<code>user.created</code>")
                .doesNotContain("<code>auth.login</code>");
        assertThat(browser.step(without + "&add=action:auth.login").location())
                .as("what says otherwise gives way")
                .endsWith("?person=" + person.subject() + "&what=auth.login");
        assertThat(browser.get(theirs + "&add=colour:red").body()).contains("there is no “colour:”");
    }

    @Test
    void askForANameSeveralPeopleHaveThenChoosesOnlyWhoMayListAccounts() {
        Person other = people.create(REALM);
        Browser administrator = signedIn(people.createWith(REALM, "admin"));
        String query = PAGE + "?q=" + encoded("actor:Somebody -action:log.read");

        Answer choice = administrator.get(query);
        assertThat(choice.body()).contains("“Somebody” may be one of several people", "Whom do you mean?");
        assertThat(administrator.get(PAGE + "?actor=Somebody").body()).contains("Several people may be meant");
        assertThat(administrator
                        .step(PAGE + "?q=" + encoded("actor:\"Somebody " + other.userName() + "\""))
                        .location())
                .endsWith("?actor=" + other.subject());
        Browser reader = signedIn(people.createWith(REALM, "auditor"));
        assertThat(reader.get(query).body())
                .as("what an auditor without users.read learns of names")
                .doesNotContain("Whom do you mean?");
    }

    @Test
    void shiftAndFreezeThenTheSameLengthOfTimeNeverTheFuture() {
        String now = server.clock().instant().toString();

        Answer day = browser.get(PAGE + "?from=now-24h");
        assertThat(day.body())
                .contains("aria-label=\"Earlier\"")
                .doesNotContain("aria-label=\"Later\"")
                .contains("to=" + now.substring(0, 10));
        Answer before = browser.get(PAGE + "?from=2026-01-01&to=2026-01-01");
        assertThat(before.body())
                .contains("from=2025-12-31T00%3A00%3A00Z&amp;to=2026-01-01T00%3A00%3A00Z")
                .contains("from=2026-01-02T00%3A00%3A00Z&amp;to=2026-01-03T00%3A00%3A00Z");
    }

    @Test
    void chooseColumnsThenThoseAndNoOther() {
        String body = browser.get(PAGE + "?columns=none&columns=session&columns=outcome&density=compact")
                .body();

        assertThat(body)
                .contains(">Session</th>", ">Outcome</th>", "value=\"outcome:success\"")
                .doesNotContain(">Who</th>", ">Action</th>");
    }

    /** The address without the condition. */
    private static String chip(Answer page, String field, String value) {
        Matcher chip = Pattern.compile(
                        "href=\"([^\"]+)\"><span>[^<]*<span>[^<]*</span>: <bdi>" + Pattern.quote(value) + "</bdi>")
                .matcher(page.body());
        assertThat(chip.find()).as(field).isTrue();
        return chip.group(1).replace("&amp;", "&");
    }

    private Browser signedIn(Person who) {
        Browser signedIn = new Browser(server);
        signedIn.signIn(REALM, who.userName(), who.password());
        signedIn.get("/console/realms/acme");
        return signedIn;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
