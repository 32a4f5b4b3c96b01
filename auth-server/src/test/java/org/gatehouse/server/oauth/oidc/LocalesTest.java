package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Core section 3.1.2.1: ui_locales, claims_locales, display")
class LocalesTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @ParameterizedTest
    @CsvSource({"fr, fr", "fr-CA, fr", "se fr en, fr", "en fr, en", "se, en"})
    void authorizeWithUiLocalesThenThePagesFollow(String locales, String language) {
        Answer page = browser.get(authorize("ui_locales", locales).location());
        Answer refused =
                browser.submit(page, web.path("/sign-in"), Map.of("username", person.userName(), "password", "wrong"));

        assertThat(page.body()).contains("<html lang=\"" + language + "\"");
        assertThat(refused.body()).contains("<html lang=\"" + language + "\"");
    }

    @Test
    void authorizeWithoutUiLocalesThenThoseOfTheRequestBeforeAreForgotten() {
        authorize("ui_locales", "fr");

        Answer page = browser.get(web.authorize(browser, web.authorization()).location());

        assertThat(page.body()).contains("<html lang=\"en\"");
    }

    @Test
    void chooseALanguageThenItGoesBeforeTheClients() {
        String signIn = authorize("ui_locales", "fr").location();

        browser.get(signIn + "&lang=en");

        assertThat(browser.get(signIn).body()).contains("<html lang=\"en\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "se", "fr-CA de"})
    void authorizeWithClaimsLocalesThenCode(String locales) {
        browser.signIn(REALM, person.userName(), person.password());

        assertThat(authorize("claims_locales", locales).redirectParameter("code"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "popup", "touch", "wap"})
    void authorizeWithDisplayThenCode(String display) {
        browser.signIn(REALM, person.userName(), person.password());

        assertThat(authorize("display", display).redirectParameter("code")).isNotEmpty();
    }

    private Answer authorize(String name, String value) {
        Map<String, String> request = web.authorization();
        request.put(name, value);
        return web.authorize(browser, request);
    }
}
