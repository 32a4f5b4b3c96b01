package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Changing one's password")
class PasswordChangeTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/realms/acme/account/password";
    private static final String NEW = "An-entirely-other-phrase-9";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @BeforeEach
    void signIn() {
        browser.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void changeWhenRulesAreBrokenThenAllAreNamedAtOnceInTheReadersLanguage() {
        Answer english = change(person.password(), "acme", "en");
        Answer french = change(person.password(), "acme", "fr");

        assertThat(english.body()).contains("at least 12 characters").contains("not the company\u2019s name");
        assertThat(french.body()).contains("au moins 12 caract\u00e8res").contains("pas le nom de l\u2019entreprise");
        assertThat(errors(english)).isEqualTo(2);
        assertThat(errors(french)).isEqualTo(2);
        assertThat(isPassword(person.password())).isTrue();
    }

    @Test
    void changeWhenCurrentPasswordIsWrongThenRefused() {
        Answer answer = change("not-the-current-password", NEW, "en");

        assertThat(answer.location()).isEmpty();
        assertThat(isPassword(NEW)).isFalse();
    }

    @Test
    void changeWhenNewPasswordIsTooLongThenRefused() {
        assertThat(change(person.password(), "p".repeat(129), "en").location()).isEmpty();
        assertThat(change(person.password(), "p".repeat(900_000), "en").status())
                .isLessThan(500);
        assertThat(isPassword(person.password())).isTrue();
    }

    @Test
    void changeWhenNewPasswordIsTheOldOneThenRefused() {
        assertThat(change(person.password(), person.password(), "en").location())
                .isEmpty();
    }

    @Test
    void changeWithoutFormTokenThenRefused() {
        Answer answer = browser.post(PAGE, Map.of("current", person.password(), "password", NEW));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(isPassword(person.password())).isTrue();
    }

    @Test
    void changeWhenGuessedTooOftenThenRefusedEvenWithTheRightOne() {
        for (int i = 0; i < 6; i++) {
            change("guess-" + i, NEW, "en");
        }

        assertThat(change(person.password(), NEW, "en").location()).isEmpty();
    }

    @Test
    void changeThenOnlyTheNewPasswordSignsIn() {
        Answer answer = change(person.password(), NEW, "en");

        assertThat(answer.location()).contains("/realms/acme/account?saved");
        assertThat(isPassword(NEW)).isTrue();
        assertThat(isPassword(person.password())).isFalse();
    }

    @Test
    void changeThenOtherSessionsAndAllTokensEndAndThisSessionStays() {
        Browser elsewhere = new Browser(server);
        elsewhere.signIn(REALM, person.userName(), person.password());
        RelyingApp phone = RelyingApp.phone(server, REALM);
        Answer tokens = phone.tokens(person);

        change(person.password(), NEW, "en");

        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(200);
        assertThat(elsewhere.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(phone.isActive(tokens.json("access_token"))).isFalse();
        assertThat(phone.refresh(tokens.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void changeThenSomebodyElsesSessionStays() {
        Person neighbour = People.of(server).create(REALM);
        Browser theirs = new Browser(server);
        theirs.signIn(REALM, neighbour.userName(), neighbour.password());

        change(person.password(), NEW, "en");

        assertThat(theirs.get("/realms/acme/account").status()).isEqualTo(200);
    }

    private Answer change(String current, String wanted, String language) {
        Map<String, String> form =
                Map.of("_csrf", browser.get(PAGE).hidden("_csrf"), "current", current, "password", wanted);
        return browser.post(PAGE, form, "Accept-Language", language, "Accept", "text/html");
    }

    private boolean isPassword(String password) {
        Answer answer = new Browser(server).signIn(REALM, person.userName(), password);
        return answer.location().endsWith("/account");
    }

    /** Each broken rule is one line of the summary. */
    private static int errors(Answer page) {
        return page.body().split("href=\"#password\"", -1).length - 1;
    }
}
