package org.gatehouse.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("People see which apps they allowed what, and take it back with everything the app holds")
class OwnConsentsTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/realms/acme/account/consents";

    private final TestServer server = TestServer.shared();
    private final RelyingApp asking = RelyingApp.of(server, REALM, "asking");
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @Test
    void revokeWithoutFormTokenThenRefused() {
        Answer tokens = allow(browser, person);
        page();

        assertThat(browser.post(PAGE + "/revoke", Map.of("client", "asking")).status())
                .isEqualTo(403);
        assertThat(asking.isActive(tokens.json("access_token"))).isTrue();
    }

    @Test
    void revokeWhenThePersonAllowedNothingThenNothingHappensToAnybody() {
        Person neighbour = People.of(server).create(REALM);
        Answer theirs = allow(new Browser(server), neighbour);
        browser.signIn(REALM, person.userName(), person.password());
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(revoke("asking").location()).isEqualTo(PAGE);
        assertThat(revoke("nobody' OR 1=1").location()).isEqualTo(PAGE);

        assertThat(probe.freshCodes()).isEmpty();
        assertThat(asking.isActive(theirs.json("access_token"))).isTrue();
    }

    @Test
    void revokeWithoutAClientThenBadRequest() {
        allow(browser, person);

        assertThat(browser.submit(page(), PAGE + "/revoke", Map.of()).status()).isEqualTo(400);
    }

    @Test
    void pageThenTheScopesAreInPlainWords() {
        assertThat(signedInPage()).contains("You have allowed no app anything yet.");
        allow(browser, person);

        assertThat(page().body())
                .contains("Asking app", "your e-mail address", "your name, user name and language", "Take back");
        assertThat(browser.get(PAGE, "Accept-Language", "fr", "Accept", "text/html")
                        .body())
                .contains("votre adresse e-mail");
    }

    @Test
    void revokeThenTheAppsTokensAreDeadAtOnceOthersLiveAndItHasToAskAgain() {
        Answer tokens = allow(browser, person);
        Answer other = web.redeem(web.authorize(browser, web.authorization()).redirectParameter("code"));
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(revoke("asking").location()).isEqualTo(PAGE + "?revoked");

        List<EntryView> entries = probe.fresh();
        assertThat(entries)
                .extracting(EntryView::activity)
                .containsExactlyInAnyOrder(Activity.CONSENT_REVOKED, Activity.TOKEN_REVOKED);
        assertThat(entries)
                .filteredOn(entry -> entry.activity() == Activity.CONSENT_REVOKED)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actor().person()).isEqualTo(person.subject());
                    assertThat(entry.origin().client()).isEqualTo("asking");
                    assertThat(entry.detail()).containsEntry("scope", "email profile");
                });
        assertThat(asking.isActive(tokens.json("access_token"))).isFalse();
        assertThat(asking.refresh(tokens.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
        assertThat(web.isActive(other.json("access_token"))).isTrue();
        assertThat(asking.authorize(browser, asking.authorization()).location()).contains("/consent");
    }

    @Test
    void revokeWhenACodeIsOnItsWayThenTheCodeIsWorthNothing() {
        allow(browser, person);
        String code = asking.authorize(browser, asking.authorization()).redirectParameter("code");

        revoke("asking");

        assertThat(asking.redeem(code).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void revokeTwiceThenOneEntry() {
        allow(browser, person);
        revoke("asking");
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(revoke("asking").location()).isEqualTo(PAGE);
        assertThat(probe.freshCodes()).isEmpty();
    }

    private Answer allow(Browser with, Person who) {
        Answer toConsent = asking.codeAnswer(with, who, asking.authorization());
        Answer page = with.get(toConsent.location());
        Answer allowed = with.submit(page, asking.path("/consent"), Map.of("decision", "allow"));
        return asking.redeem(with.get(allowed.location()).redirectParameter("code"));
    }

    private String signedInPage() {
        browser.signIn(REALM, person.userName(), person.password());
        return page().body();
    }

    private Answer page() {
        return browser.get(PAGE, "Accept-Language", "en", "Accept", "text/html");
    }

    private Answer revoke(String client) {
        return browser.submit(page(), PAGE + "/revoke", Map.of("client", client));
    }
}
