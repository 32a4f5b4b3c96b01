package org.gatehouse.server.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where people are signed in, for those who administer them")
class SessionsConsoleTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final Pattern END =
            Pattern.compile("/console/realms/acme/accounts/[0-9a-f-]{36}/sessions/[^\"/]+/end");

    private static final Pattern SIGN_OUT =
            Pattern.compile("/console/realms/acme/devices/[0-9a-f-]{36}/[0-9a-f-]{36}/sign-out");

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person person = people.create(REALM);
    private final String page = "/console/realms/acme/accounts/" + person.subject() + "/sessions";
    private final Browser here =
            signedIn(person, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    private final Browser there = signedIn(person, null);

    @Test
    void endOneThenSignedOutThereOnlyWithItsEntry() {
        Browser admin = as("admin");
        Answer list = admin.get(page);
        assertThat(list.body()).contains("Firefox", "one factor").doesNotContain("??", "Phones and tablets");
        List<String> ends =
                END.matcher(list.body()).results().map(MatchResult::group).toList();
        assertThat(ends).hasSize(2);
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer ended = admin.submit(list, ends.get(0), Map.of());

        assertThat(ended.location()).isEqualTo(page + "?done=session-ended");
        assertThat(probe.fresh())
                .filteredOn(entry -> entry.activity().code().equals("session.ended"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("ended-by-administrator"));
        assertThat(List.of(isSignedIn(here), isSignedIn(there))).containsOnlyOnce(true);
        assertThat(admin.submit(list, ends.get(0), Map.of()).location())
                .as("ended already")
                .isEqualTo(page + "?done=session-ended");
        admin.submit(list, page + "/end-all", Map.of());
        assertThat(List.of(isSignedIn(here), isSignedIn(there))).containsOnly(false);
        assertThat(admin.get(page).body()).contains("signed in with no browser");
        RelyingApp.phone(server, REALM)
                .on("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36")
                .tokens(person);
        Answer phone = admin.get(page);
        assertThat(phone.body()).contains("Phones and tablets", "Pixel 8");
        admin.submit(phone, page + "/end-all", Map.of());
        assertThat(admin.get(page).body()).doesNotContain("Pixel 8");
    }

    @Test
    void devicesThenFoundByPersonAndSignedOutThereOnlyWithItsEntry() {
        RelyingApp app =
                RelyingApp.phone(server, REALM).on("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36");
        app.tokens(person);
        app.tokens(person);
        String list = "/console/realms/acme/devices";
        assertThat(as("auditor").get(list).status()).isEqualTo(403);
        Browser helpdesk = as("helpdesk");
        Answer devices = helpdesk.get(list + "?q=" + person.userName());
        List<String> ways = SIGN_OUT.matcher(devices.body())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(ways).hasSize(2);
        assertThat(devices.body())
                .contains("Pixel 8", "Android", person.userName())
                .doesNotContain("??");
        String last = ways.get(0).replaceAll(".*/([0-9a-f-]{36})/sign-out", "$1");
        assertThat(helpdesk.get(list + "?q=" + person.userName() + "&after=" + last)
                        .body())
                .contains(ways.get(1))
                .doesNotContain(ways.get(0));
        assertThat(helpdesk.get(list).body()).contains(ways.get(0));
        assertThat(helpdesk.get(list + "?q=nobody-of-this-name").body()).contains("Nobody of that name");
        Person other = people.create(REALM);
        TrailProbe probe = TrailProbe.of(server, REALM);

        String others =
                ways.get(0).replace(person.subject().toString(), other.subject().toString());
        helpdesk.submit(devices, others, Map.of());
        assertThat(helpdesk.get(list + "?q=" + person.userName()).body())
                .as("only with whose it is")
                .contains(ways.get(0));
        assertThat(helpdesk.submit(devices, ways.get(0), Map.of()).location()).endsWith("?done=signed-out");

        assertThat(helpdesk.get(list + "?q=" + person.userName()).body())
                .contains(ways.get(1))
                .doesNotContain(ways.get(0));
        assertThat(probe.fresh())
                .filteredOn(entry -> entry.activity().code().equals("device.removed"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("ended-by-administrator"));
        server.clock().advance(Duration.ofMinutes(16));
        assertThat(helpdesk.submit(devices, ways.get(1), Map.of()).location()).contains("/sign-in?to=");
    }

    @Test
    void endWhenNotAllowedOrNotFreshThenRefusedAndStillSignedIn() {
        assertThat(as("user").get(page).status()).isEqualTo(403);
        assertThat(as("auditor").get(page).status()).isEqualTo(403);
        Browser helpdesk = as("helpdesk");
        Person admin = people.createWith(REALM, "admin");
        Browser theirs = signedIn(admin, null);
        String others =
                page.replace(person.subject().toString(), admin.subject().toString());
        assertThat(helpdesk.submit(helpdesk.get(page), others + "/end-all", Map.of())
                        .body())
                .as("has more rights than whoever ends it")
                .contains("<title>Error:");
        assertThat(isSignedIn(theirs)).isTrue();
        Answer list = helpdesk.get(page);
        server.clock().advance(Duration.ofMinutes(16));
        assertThat(helpdesk.submit(list, page + "/end-all", Map.of()).location())
                .contains("/sign-in?to=");
        assertThat(isSignedIn(here)).isTrue();
        assertThat(helpdesk.post(page + "/end-all", Map.of()).status()).isEqualTo(403);
    }

    private Browser as(String role) {
        return signedIn(people.createWith(REALM, role), null);
    }

    private Browser signedIn(Person somebody, String userAgent) {
        Browser browser = new Browser(server, userAgent);
        browser.signIn(REALM, somebody.userName(), somebody.password());
        return browser;
    }

    private static boolean isSignedIn(Browser browser) {
        return browser.get(ACCOUNT).status() == 200;
    }
}
