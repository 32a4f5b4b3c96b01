package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A refused sign-in does not tell who has an account")
class NeutralAnswersTest {

    private static final String REALM = "acme";
    private static final String WRONG = "not-the-password-of-anybody";

    private final TestServer server = TestServer.shared();
    private final PasswordHashing hashing = server.bean(PasswordHashing.class);
    private final Person person = People.of(server).create(REALM);

    @Test
    void signInWhenUnknownWrongOrDisabledThenTheSameAnswer() {
        Person disabled = People.of(server).createDisabled(REALM);
        Person other = People.of(server).create(REALM);

        String wrong = refused(person.userName(), WRONG);

        assertThat(refused(unknownLike(person), WRONG)).isEqualTo(wrong);
        assertThat(refused(disabled.userName(), disabled.password())).isEqualTo(wrong);
        assertThat(refused(disabled.userName(), WRONG)).isEqualTo(wrong);
        assertThat(refused(other.userName(), "")).isEqualTo(wrong);
    }

    @Test
    void signInWhenNameIsAnEmailAddressThenTheSameAnswer() {
        String wrong = refused(person.email(), WRONG);

        assertThat(refused("x" + person.email().substring(1), WRONG)).isEqualTo(wrong);
    }

    @Test
    void signInThenOneHashWhateverTheAnswer() {
        Person disabled = People.of(server).createDisabled(REALM);

        assertThat(hashes(person.userName(), WRONG)).isOne();
        assertThat(hashes(unknownLike(person), WRONG)).isOne();
        assertThat(hashes(disabled.userName(), disabled.password())).isOne();
        assertThat(hashes("nobody@nowhere.example", WRONG)).isOne();
        assertThat(hashes(person.userName(), "")).isOne();
        assertThat(hashes("", "")).isOne();
        assertThat(hashes("n".repeat(300), WRONG)).isOne();
        assertThat(hashes(person.userName(), "p".repeat(129))).isOne();
        assertThat(hashes(person.userName(), person.password())).isOne();
    }

    @Test
    void signInWhenPasswordIsAMegabyteThenRefusedWithoutHashingIt() {
        long before = hashing.calls();

        Answer answer = new Browser(server).signIn(REALM, person.userName(), "p".repeat(1_000_000));

        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.location()).isEmpty();
        assertThat(hashing.calls() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void signInWhenFormIsLargerThanAcceptedThenRefused() {
        Answer answer = new Browser(server).signIn(REALM, person.userName(), "p".repeat(3_000_000));

        assertThat(answer.status()).isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "NAME", " name ", "email"})
    void signInWhenNameIsSpeltAnotherWayThenSignedIn(String spelling) {
        String login = switch (spelling) {
            case "NAME" -> person.userName().toUpperCase(java.util.Locale.ROOT);
            case " name " -> " " + person.userName() + " ";
            case "email" -> person.email();
            default -> person.userName();
        };

        assertThat(new Browser(server).signIn(REALM, login, person.password()).location())
                .endsWith("/realms/acme/account");
    }

    private static String unknownLike(Person person) {
        return "x" + person.userName().substring(1);
    }

    /** Status and page, without what differs from one visit to the next. */
    private String refused(String login, String password) {
        Browser browser = new Browser(server);
        Answer page = browser.get("/realms/acme/sign-in");
        Answer answer = browser.submit(page, "/realms/acme/sign-in", Map.of("username", login, "password", password));
        String body = answer.body().replace(page.hidden("_csrf"), "").replace(login, "somebody");
        return answer.status() + "\n" + body.replaceAll("value=\"[A-Za-z0-9_-]{60,}\"", "");
    }

    private long hashes(String login, String password) {
        Browser browser = new Browser(server);
        long before = hashing.calls();
        browser.signIn(REALM, login, password);
        return hashing.calls() - before;
    }
}
