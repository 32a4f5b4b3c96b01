package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.PARTNER;
import static org.gatehouse.server.testing.FederatedServer.REALM;
import static org.gatehouse.server.testing.FederatedServer.SECOND;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sign-in page: who somebody is comes first, and may lead to their organisation")
class SignInElsewhereTest {

    private static final String SIGN_IN = "/realms/" + REALM + "/sign-in";

    private final TestServer server = FederatedServer.shared();
    private final Browser browser = new Browser(server);

    @BeforeEach
    void behave() {
        PARTNER.reset();
        SECOND.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@partner.example", " Anna@PARTNER.example ", "a@b@partner.example"})
    void signInWhenTheDomainIsAConnectionsThenNoPasswordIsLookedAt(String identifier) {
        TrailProbe trail = TrailProbe.of(server, REALM);
        Answer page = browser.get(SIGN_IN + "?to=/realms/federated/account/sessions");

        Answer answer = browser.submit(page, SIGN_IN, Map.of("username", identifier, "password", "whatever"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("http-equiv=\"refresh\"")
                .contains("0; url=/realms/federated/connections/partner?to=%2Frealms%2Ffederated%2Faccount%2Fsessions");
        assertThat(trail.fresh()).isEmpty();
    }

    @Test
    void leaveWhenSomebodySaidWhoTheyAreThenTheProviderIsToldAndNobodyElse() {
        browser.submit(browser.get(SIGN_IN), SIGN_IN, Map.of("username", "anna@partner.example"));

        assertThat(browser.step(FederatedServer.path("second")).redirectParameter("login_hint"))
                .isEmpty();
        browser.submit(browser.get(SIGN_IN), SIGN_IN, Map.of("username", "anna@partner.example"));
        assertThat(browser.step(FederatedServer.path("partner")).redirectParameter("login_hint"))
                .isEqualTo("anna@partner.example");
        assertThat(browser.step(FederatedServer.path("partner")).redirectParameter("login_hint"))
                .isEmpty();
    }

    @Test
    void pageThenAsksForTheNameOnlyAndOffersEveryConnection() {
        Answer page = browser.get(SIGN_IN);

        assertThat(page.body())
                .contains("name=\"step\" value=\"name\"", "class=\"for-managers\"")
                .containsOnlyOnce("type=\"password\"")
                .contains("Continue with \u2068Partner\u2069", "Continue with \u2068second\u2069")
                .contains("href=\"/realms/federated/connections/partner\"");
    }

    @Test
    void signInWhenTheNameIsOfHereThenAsksForThePasswordNext() {
        Person person = People.of(server).create(REALM);
        Answer page = browser.submit(browser.get(SIGN_IN), SIGN_IN, Map.of("username", person.userName()));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("type=\"password\"", "value=\"" + person.userName() + "\"")
                .doesNotContain("class=\"for-managers\"");
        assertThat(browser.submit(page, SIGN_IN, Map.of("username", person.userName(), "password", person.password()))
                        .location())
                .isEqualTo("/realms/federated/account");
    }

    @Test
    void signInWhenNobodyIsCalledSoThenTheNextPageIsTheSame() {
        Person person = People.of(server).create(REALM);
        String known = asked(person.userName());
        String unknown = asked("nobody-at-all");

        assertThat(unknown.replace("nobody-at-all", "x")).isEqualTo(known.replace(person.userName(), "x"));
    }

    @Test
    void signInWhenNoNameIsGivenThenAsksForIt() {
        Answer page = browser.submit(browser.get(SIGN_IN), SIGN_IN, Map.of("username", " "));

        assertThat(page.body()).contains("Enter your user name or e-mail.", "name=\"step\" value=\"name\"");
    }

    @Test
    void signInWhenThePasswordIsWrongThenIsAskedForItAgain() {
        Answer page =
                browser.submit(browser.get(SIGN_IN), SIGN_IN, Map.of("username", "nobody-at-all", "password", "wrong"));

        assertThat(page.body()).contains("E-mail or password is not right.").contains("type=\"password\"");
    }

    /** Whoever has an account here too, and whose provider is down, or who has to show that the account is theirs. */
    @Test
    void signInWhenItIsToBeHereThenNobodyIsSentElsewhere() {
        Answer page = browser.get(SIGN_IN + "?here=yes");
        assertThat(page.body()).contains("type=\"password\"");

        Answer answer = browser.submit(
                page, SIGN_IN, Map.of("username", "x@partner.example", "password", "wrong", "here", "yes"));

        assertThat(answer.body()).contains("E-mail or password is not right.", "name=\"here\"");
    }

    @Test
    void pageWhenSomebodyCameByAConnectionThenItIsFirstAndMarked() {
        FederatedServer.comeBack(browser, "second");

        String page = browser.get(SIGN_IN).body();
        assertThat(page.indexOf("\u2068second\u2069")).isPositive().isLessThan(page.indexOf("\u2068Partner\u2069"));
        assertThat(page).containsOnlyOnce("last used");
        assertThat(browser.cookies().getCookieStore().getCookies())
                .filteredOn(cookie -> cookie.getName().equals("gatehouse.last-connection"))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie.getPath()).isEqualTo("/realms/federated"))
                .satisfies(cookie -> assertThat(cookie.isHttpOnly()).isTrue());
    }

    @Test
    void signOutWhenSomebodyCameByAConnectionThenIsOfferedToSignOutThereToo() {
        FederatedServer.comeBack(browser, "partner");
        Answer account = browser.get("/realms/federated/account");
        Answer out = browser.get(
                browser.submit(account, "/realms/federated/sign-out", Map.of()).location());

        assertThat(out.body())
                .contains(
                        "Sign out at \u2068Partner\u2069 too",
                        "href=\"/realms/federated/connections/partner/sign-out?left=");
        assertThat(browser.step(FederatedServer.path("partner") + "/sign-out").location())
                .isEqualTo(PARTNER.issuer() + "/logout?client_id=gatehouse-at-partner&post_logout_redirect_uri="
                        + java.net.URLEncoder.encode(
                                server.issuer(REALM) + "/signed-out", java.nio.charset.StandardCharsets.UTF_8));
        assertThat(new Browser(server).get("/realms/federated/signed-out").body())
                .doesNotContain("connections/");
    }

    private String asked(String userName) {
        Browser other = new Browser(server);
        return other.submit(other.get(SIGN_IN), SIGN_IN, Map.of("username", userName))
                .body()
                .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }
}
