package org.gatehouse.server.oauth.oidc.logout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.ListeningApps;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenID Connect Front-Channel Logout 1.0, sections 2 and 3. */
@DisplayName("OpenID Connect Front-Channel Logout 1.0")
class FrontChannelLogoutTest {

    private static final String REALM = "acme";
    private static final String BACK = "https://web.example/out";

    @TempDir
    private static Path directory;

    private static TestServer server;

    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp other = RelyingApp.of(server, REALM, "other");
    private final RelyingApp legacy = RelyingApp.of(server, REALM, "legacy");
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() {
        server = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                ListeningApps.settings(directory, (realm, file) -> listening(file)));
    }

    private static String listening(String file) {
        String web = ListeningApps.with(file, "web", "frontchannelLogoutUri: 'https://web.example/front?tenant=a&x=1'");
        return ListeningApps.with(web, "other", "frontchannelLogoutUri: 'https://other.example/front'");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void signOutWhenNoClientHasAPageThenNoFramesAndNoneAllowed() {
        signInAt(legacy);

        Answer out = signOut();

        assertThat(out.location()).isEqualTo("/realms/acme/signed-out");
        assertThat(browser.get(out.location()).body()).doesNotContain("<iframe");
        assertThat(browser.get(out.location()).header("Content-Security-Policy"))
                .doesNotContain("frame-src");
    }

    @Test
    void openTheLastPageOfSomebodyElseLaterThenItIsPlain() {
        signInAt(web);
        String page = signOut().location();
        server.clock().advance(java.time.Duration.ofMinutes(11));

        assertThat(new Browser(server).get(page).body()).doesNotContain("<iframe");
        assertThat(new Browser(server).get(page.replace("acme", "globex")).body())
                .doesNotContain("<iframe");
    }

    @Test
    void signOutThenAFrameForEachClientOfTheSignInAndOnlyTheirOrigins() {
        String sid = sid(signInAt(web));
        again(other);
        again(legacy);

        Answer page = browser.get(signOut().location());

        String query = "iss=" + URLEncoder.encode(server.issuer(REALM), StandardCharsets.UTF_8) + "&amp;sid=" + sid;
        assertThat(page.body())
                .contains("src=\"https://web.example/front?tenant=a&amp;x=1&amp;" + query + "\"")
                .contains("src=\"https://other.example/front?" + query + "\"")
                .containsOnlyOnce("https://other.example")
                .doesNotContain("data-onward")
                .doesNotContain("legacy");
        assertThat(page.header("Content-Security-Policy"))
                .contains("; frame-src https://other.example https://web.example; ");
    }

    @Test
    void logOutByAClientThenFramesFirstAndThenOnToIt() {
        Answer tokens = signInAt(web);
        again(other);

        Answer out = browser.get(web.path("/connect/logout?"
                + Browser.encode(Map.of(
                        "id_token_hint", tokens.json("id_token"), "post_logout_redirect_uri", BACK, "state", "a&b"))));
        Answer page = browser.get(out.location());

        assertThat(out.location()).startsWith("/realms/acme/signed-out?request=");
        assertThat(page.body())
                .contains("src=\"https://other.example/front?")
                .contains("href=\"https://web.example/out?state=a%26b\"")
                .contains("data-onward")
                .contains("signed-out");
        assertThat(browser.get(web.path("/account")).status()).isEqualTo(302);
    }

    @Test
    void readMetadataThenAllThreeWaysAreOfferedWithTheSession() {
        Answer metadata = browser.get(web.path("/.well-known/openid-configuration"));

        assertThat(metadata.json("end_session_endpoint")).isEqualTo(server.issuer(REALM) + "/connect/logout");
        for (String way : new String[] {"backchannel", "frontchannel"}) {
            assertThat(metadata.json().path(way + "_logout_supported").asBoolean())
                    .isTrue();
            assertThat(metadata.json().path(way + "_logout_session_supported").asBoolean())
                    .isTrue();
        }
    }

    private Answer signInAt(RelyingApp app) {
        return app.redeem(app.code(browser, person));
    }

    private void again(RelyingApp app) {
        app.redeem(app.authorize(browser, app.authorization()).redirectParameter("code"));
    }

    private Answer signOut() {
        return browser.submit(browser.get("/realms/acme/account"), "/realms/acme/sign-out", Map.of());
    }

    private static String sid(Answer tokens) {
        return String.valueOf(Jwts.claims(tokens.json("id_token")).getClaim("sid"));
    }
}
