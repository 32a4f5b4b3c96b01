package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Signing in where somebody is signed in already")
class AnotherPersonTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final Person first = People.of(server).create(REALM);
    private final Person second = People.of(server).create(REALM);
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Browser browser = new Browser(server);
    private final Answer tokens = web.redeem(web.code(browser, first));

    @Test
    void signInAsAnotherThenTheFirstIsSignedOutWithAllTheyObtained() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = browser.signIn(REALM, second.userName(), second.password());

        assertThat(answer.location()).isEqualTo("/realms/acme/account");
        assertThat(browser.get(answer.location()).body()).contains(second.userName());
        assertThat(web.refresh(tokens.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
        assertThat(probe.freshCodes()).startsWith("auth.logout", "auth.login");
    }

    @Test
    void signInAgainAsTheSameThenTheSignInGoesOnAndSoDoWhatItObtained() {
        browser.signIn(REALM, first.userName(), first.password());

        Answer refreshed = web.refresh(tokens.json("refresh_token"));
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(web.isActive(refreshed.json("access_token"))).isTrue();
    }

    @Test
    void signOutAfterSigningInAgainThenWhatTheFirstSignInObtainedEnds() {
        browser.signIn(REALM, first.userName(), first.password());
        Answer account = browser.get("/realms/acme/account");
        browser.submit(account, "/realms/acme/sign-out", java.util.Map.of());

        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
    }
}
