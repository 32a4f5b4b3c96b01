package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.net.HttpCookie;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both realms have clients of the same names and secrets, so that nothing but the realm keeps them apart. */
@DisplayName("What one realm gave out is nothing in another")
class CrossingsTest {

    private static final String BOTH_WAYS = "acme, globex";
    private static final String AND_BACK = "globex, acme";

    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void redeemWhenCodeIsOfAnotherRealmThenInvalidGrant(String home, String foreign) {
        String code = web(home).code(new Browser(server), People.of(server).create(home));

        assertThat(web(foreign).redeem(code).json("error")).isEqualTo("invalid_grant");
        assertThat(web(home).redeem(code).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void refreshWhenTokenIsOfAnotherRealmThenInvalidGrant(String home, String foreign) {
        String token = phone(home).tokens(People.of(server).create(home)).json("refresh_token");

        assertThat(phone(foreign).refresh(token).json("error")).isEqualTo("invalid_grant");
        assertThat(phone(home).refresh(token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void useAccessTokenInAnotherRealmThenNothing(String home, String foreign) {
        String token = web(home).tokens(People.of(server).create(home)).json("access_token");

        assertThat(web(foreign).userInfo(token).status()).isEqualTo(401);
        assertThat(web(foreign).isActive(token)).isFalse();
        assertThat(web(foreign).revoke(token).status()).isEqualTo(200);
        assertThat(web(home).isActive(token)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void revokeOrInspectRefreshTokenInAnotherRealmThenItLives(String home, String foreign) {
        String token = web(home).tokens(People.of(server).create(home)).json("refresh_token");

        assertThat(web(foreign).isActive(token)).isFalse();
        assertThat(web(foreign).revoke(token).status()).isEqualTo(200);
        assertThat(web(home).refresh(token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void openPageWithTheSessionOfAnotherRealmThenSignInPage(String home, String foreign) {
        Browser browser = signedIn(home, People.of(server).create(home));

        Answer answer = browser.get("/realms/" + foreign + "/account");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).contains("/realms/" + foreign + "/sign-in");
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void openPageWithTheCookieCopiedToTheOtherRealmsNameThenSignInPage(String home, String foreign) {
        Browser browser = signedIn(home, People.of(server).create(home));
        String copied = "gatehouse." + foreign + "=" + cookie(browser, home);

        assertThat(new Browser(server)
                        .get("/realms/" + foreign + "/account", "Cookie", copied)
                        .status())
                .isEqualTo(302);
        assertThat(web(foreign)
                        .authorize(new Browser(server), web(foreign).authorization())
                        .location())
                .contains("/sign-in");
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void authorizeWithTheSessionOfAnotherRealmThenSignInPage(String home, String foreign) {
        Browser browser = signedIn(home, People.of(server).create(home));

        Answer answer = web(foreign).authorize(browser, web(foreign).authorization());

        assertThat(answer.location()).contains("/realms/" + foreign + "/sign-in");
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void signInWithTheAccountOfAnotherRealmThenRefused(String home, String foreign) {
        Person person = People.of(server).create(home);

        Answer answer = new Browser(server).signIn(foreign, person.userName(), person.password());

        assertThat(answer.location()).isEmpty();
    }

    @Test
    void authorizeOrAuthenticateWithAClientOfAnotherRealmThenUnknown() {
        RelyingApp other = RelyingApp.of(server, "globex", "other");
        RelyingApp globexOnly = RelyingApp.of(server, "acme", "globex-only");

        assertThat(other.authorize(new Browser(server), other.authorization()).status())
                .isEqualTo(400);
        assertThat(globexOnly.token(Map.of("grant_type", "client_credentials")).status())
                .isEqualTo(401);
        assertThat(RelyingApp.of(server, "globex", "globex-only")
                        .token(Map.of("grant_type", "client_credentials"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void readKeysThenNoneInCommon() {
        assertThat(Jwts.keys(server, "acme").getKeys().stream().map(JWK::getKeyID))
                .doesNotContainAnyElementsOf(Jwts.keys(server, "globex").getKeys().stream()
                        .map(JWK::getKeyID)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void logOutWithTheIdTokenOfAnotherRealmThenErrorPageAndStillSignedIn(String home, String foreign) {
        String hint = web(home).tokens(People.of(server).create(home)).json("id_token");
        Browser browser = signedIn(foreign, People.of(server).create(foreign));

        Answer answer = browser.get("/realms/" + foreign + "/connect/logout?id_token_hint=" + hint);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(browser.get("/realms/" + foreign + "/account").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void continueAPendingRequestOfAnotherRealmThenItIsUnknown(String home, String foreign) {
        Browser browser = signedIn(foreign, People.of(server).create(foreign));
        String request = web(home).authorize(browser, web(home).authorization()).redirectParameter("request");

        assertThat(browser.get("/realms/" + foreign + "/consent?request=" + request)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void readTrailOfAnotherRealmThenSignInPage(String home, String foreign) {
        Person administrator = People.of(server).createWith(home, Role.ADMIN);
        Browser browser = signedIn(home, administrator);

        Answer foreignTrail = browser.get("/console/realms/" + foreign + "/audit");
        Answer ownTrail = browser.get("/console/realms/" + home + "/audit");

        assertThat(foreignTrail.status()).isEqualTo(302);
        assertThat(foreignTrail.location()).contains("/realms/" + foreign + "/sign-in");
        assertThat(ownTrail.status()).isEqualTo(200);
    }

    @Test
    void readTrailWithAPageMarkOfAnotherRealmThenNothingOfIt() {
        String foreignName = People.of(server).create("globex").userName();
        Browser acme = signedIn("acme", People.of(server).createWith("acme", Role.AUDITOR));
        Browser globex = signedIn("globex", People.of(server).createWith("globex", Role.AUDITOR));
        String path = "/console/realms/globex/audit";
        String mark = java.util.regex.Pattern.compile("before=([^\"&]+)")
                .matcher(globex.get(path).body())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");

        Answer answer = acme.get("/console/realms/acme/audit?before=" + mark);

        assertThat(answer.status()).isIn(200, 400);
        assertThat(answer.body()).doesNotContain(foreignName);
    }

    @Test
    void readTrailWithoutTheRoleThenForbidden() {
        Browser browser = signedIn("acme", People.of(server).create("acme"));

        assertThat(browser.get("/console/realms/acme/audit").status()).isEqualTo(403);
    }

    @Test
    void signOutOfOneRealmThenStillSignedInInTheOther() {
        Browser browser = signedIn("acme", People.of(server).create("acme"));
        Person there = People.of(server).create("globex");
        browser.signIn("globex", there.userName(), there.password());

        browser.submit(browser.get("/realms/acme/account"), "/realms/acme/sign-out", new LinkedHashMap<>());

        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(browser.get("/realms/globex/account").status()).isEqualTo(200);
    }

    private RelyingApp web(String realm) {
        return RelyingApp.web(server, realm);
    }

    private RelyingApp phone(String realm) {
        return RelyingApp.phone(server, realm);
    }

    private Browser signedIn(String realm, Person person) {
        Browser browser = new Browser(server);
        browser.signIn(realm, person.userName(), person.password());
        return browser;
    }

    private static String cookie(Browser browser, String realm) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("gatehouse." + realm))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }
}
