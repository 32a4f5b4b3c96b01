package org.gatehouse.server.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.factor.remembered.RememberedBrowsers;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Where somebody is asked for a second factor, their browser can be remembered")
class RememberedBrowserTest extends TwoStepRealm {

    private final RememberedBrowsers browsers = server.bean(RememberedBrowsers.class);

    @Test
    void rememberWhenPersonAdministersThenNeverOffered() {
        Person admin = People.of(server).createWith("acme", "helpdesk");
        Authenticator phone = Authenticator.of(server, "acme", admin.subject());
        Answer step = browser.get(
                browser.signIn("acme", admin.userName(), admin.password()).location());

        Answer answer = browser.submit(step, SIGN_IN + "/totp", Map.of("code", phone.code(), "remember", "true"));

        assertThat(step.body()).doesNotContain("remember");
        assertThat(answer.location()).endsWith(ACCOUNT);
        assertThat(cookie(browser)).isEmpty();
    }

    @Test
    void rememberWhenThePersonAdministersMeanwhileThenTheSessionIsNotEnoughAnyMore() {
        remember();
        password(browser);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
        RelyingApp web = RelyingApp.web(server, "acme");
        Answer tokens = web.redeem(web.authorize(browser, web.authorization()).redirectParameter("code"));
        Answer refreshed = web.refresh(tokens.json("refresh_token"));
        assertThat(refreshed.status()).as("the browser still stands in").isEqualTo(200);

        server.bean(JdbcClient.class)
                .sql(
                        "INSERT INTO account_role (realm_id, account_id, role) SELECT realm_id, id, 'helpdesk' FROM account WHERE id = ?")
                .param(id)
                .update();

        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
        assertThat(web.refresh(refreshed.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void rememberThenNotAskedInThisBrowserOnlyAndForThisPersonOnly() {
        remember();
        TrailProbe trail = TrailProbe.of(server, "acme");

        assertThat(password(browser)).endsWith(ACCOUNT);
        assertThat(password(browser)).endsWith(ACCOUNT);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);

        assertThat(trail.freshCodes()).doesNotContain("device.removed");
        assertThat(password(new Browser(server))).contains("/totp");
        Person other = People.of(server).create("acme");
        Authenticator.of(server, "acme", other.subject());
        assertThat(browser.signIn("acme", other.userName(), other.password()).location())
                .contains("/totp");
        assertThat(password(browser))
                .as("somebody else's try took nothing away")
                .endsWith(ACCOUNT);
    }

    @Test
    void rememberWhenTimeIsUpThenAskedAgain() {
        remember();
        server.clock().advance(Duration.ofDays(30).plusSeconds(1));

        assertThat(password(browser)).contains("/totp");
        assertThat(browsers.of(realm, id)).isEmpty();
    }

    @Test
    void rememberWhenAnEarlierTokenComesBackThenForgottenForEverybody() {
        remember();
        HttpCookie copied = (HttpCookie) cookie(browser).orElseThrow().clone();
        assertThat(password(browser)).endsWith(ACCOUNT);
        Browser thief = new Browser(server);
        thief.cookies().getCookieStore().add(server.uri("/"), copied);
        TrailProbe trail = TrailProbe.of(server, "acme");

        assertThat(password(thief)).contains("/totp");

        assertThat(trail.fresh().stream().map(EntryView::reason)).contains("replayed");
        assertThat(password(browser)).contains("/totp");
    }

    @Test
    void rememberWhenItsAppIsRemovedThenAskedAgain() {
        Authenticator.of(server, "acme", id);
        UUID kept = apps.of(realm, id).get(0).id();
        remember();
        UUID used = apps.of(realm, id).stream()
                .map(app -> app.id())
                .filter(app -> !app.equals(kept))
                .findFirst()
                .orElseThrow();

        assertThat(browser.submit(browser.get(ACCOUNT), FACTORS + "/totp/" + used + "/remove", Map.of())
                        .location())
                .endsWith("app-removed");
        assertThat(password(browser)).contains("/totp");
    }

    @Test
    void changeWhenTheBrowserIsMerelyRememberedThenAsksForAFactorFirst() {
        remember();
        assertThat(password(browser)).endsWith(ACCOUNT);
        assertThat(browser.get(FACTORS).status()).isEqualTo(200);

        UUID app = apps.of(realm, id).get(0).id();
        Authenticator.of(server, "acme", id);
        for (String page : List.of("/totp", "/totp/" + app, "/recovery-codes")) {
            assertThat(browser.get(FACTORS + page).location()).contains("/sign-in/totp?attempt=");
        }
        assertThat(browser.submit(browser.get(ACCOUNT), FACTORS + "/totp/" + app + "/remove", Map.of())
                        .location())
                .contains("/sign-in/totp?attempt=");
        assertThat(apps.of(realm, id)).hasSize(2);
    }

    @Test
    void rememberWhenForgottenOnTheAccountPageThenAskedAgain() {
        remember();
        UUID remembered = browsers.of(realm, id).get(0).id();
        Person other = People.of(server).create("acme");
        Authenticator theirs = Authenticator.of(server, "acme", other.subject());
        Browser stranger = new Browser(server);
        stranger.signIn("acme", other, theirs);
        stranger.submit(stranger.get(ACCOUNT), FACTORS + "/browsers/" + remembered + "/forget", Map.of());
        assertThat(browsers.of(realm, id)).as("a stranger cannot").hasSize(1);
        assertThat(browser.get(FACTORS).body()).contains("Remembered browsers");

        Answer answer = browser.submit(browser.get(FACTORS), FACTORS + "/browsers/" + remembered + "/forget", Map.of());

        assertThat(answer.location()).endsWith("browser-forgotten");
        assertThat(password(browser)).contains("/totp");
    }

    @Test
    void rememberWhenPasswordIsChangedThenAskedAgain() {
        remember();
        String wanted = "An-entirely-other-phrase-9";
        Answer changed = browser.submit(
                browser.get(ACCOUNT), ACCOUNT + "/password", Map.of("current", person.password(), "password", wanted));
        assertThat(changed.location()).contains("saved");

        assertThat(browser.signIn("acme", person.userName(), wanted).location()).contains("/totp");
        assertThat(browsers.of(realm, id)).isEmpty();
    }

    /** A memory that is made while everybody is being thrown out would be the way back in past the second factor. */
    @Test
    void rememberWhenThrownOutMeanwhileThenNotRemembered() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        Answer step = browser.get(password(browser));

        whileThrownOut(() -> browser.submit(step, SIGN_IN + "/totp", Map.of("code", phone.code(), "remember", "true")));

        assertThat(browsers.of(realm, id)).isEmpty();
        assertThat(cookie(browser)).isEmpty();
        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
        assertThat(password(browser)).contains("/totp");
    }

    private void remember() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        Answer step = browser.get(password(browser));
        assertThat(step.body()).contains("Do not ask again in this browser for 30 days");
        Answer answer = browser.submit(step, SIGN_IN + "/totp", Map.of("code", phone.code(), "remember", "true"));
        assertThat(answer.location()).endsWith(ACCOUNT);
        assertThat(cookie(browser)).isPresent();
    }

    private static Optional<HttpCookie> cookie(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().startsWith("gatehouse-browser."))
                .findFirst();
    }
}
