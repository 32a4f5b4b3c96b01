package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Nobody is locked out by strangers who guess at their password")
class KnownBrowsersTest {

    private static final String REALM = "acme";
    private static final String NEW = "An-entirely-other-phrase-9";
    private static final String WRONG = "not-the-password-of-anybody";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final Browser own = new Browser(server);

    @BeforeEach
    void signInOnce() {
        server.clock().advance(Duration.ofMinutes(2));
        own.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void signInWhenStrangersUsedUpTheTriesThenTheOwnBrowserStillGetsIn() {
        guess(new Browser(server), 6);

        assertThat(signIn(new Browser(server), person.password()).status()).isEqualTo(429);
        assertThat(signIn(own, person.password()).status()).isEqualTo(302);
    }

    @Test
    void signInWhenTheOwnBrowserGuessesThenItIsThrottledToo() {
        guess(own, 5);

        assertThat(signIn(own, person.password()).status()).isEqualTo(429);
    }

    @Test
    void signInWhenTheCookieIsSomebodyElsesThenItOpensNoLane() {
        Person other = People.of(server).create(REALM);
        guess(own, 0);
        Browser stranger = new Browser(server);
        stranger.signIn(REALM, other.userName(), other.password());
        guess(stranger, 5);

        assertThat(signIn(stranger, person.password()).status()).isEqualTo(429);
    }

    @Test
    void signInWhenTheCookieIsForgedThenItOpensNoLane() {
        HttpCookie mark = mark(own);
        guess(new Browser(server), 5);
        for (String forged : new String[] {
            "x" + mark.getValue(),
            mark.getValue() + "x",
            mark.getValue().replace(".0.", ".1."),
            mark.getValue().replace(".0.", "."),
            "a.9999999999.b",
            ".",
            "~"
        }) {
            Browser stranger = with(mark.getName(), forged);

            assertThat(signIn(stranger, person.password()).status()).as(forged).isEqualTo(429);
        }
    }

    /** As they were before there were epochs: an upgrade makes nobody a stranger, and ended sign-ins do. */
    @Test
    void signInWhenTheCookieIsOfAnEarlierVersionThenItOpensTheLaneUntilAllSignInsEnd() throws Exception {
        String signed = server.bean(Realms.class).get(REALM).id() + "\n" + person.subject() + "\nsome-nonce";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(server.bean(MasterKey.class).derive("sign-in/known-browser"), "HMAC"));
        byte[] code = Arrays.copyOf(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)), 24);
        String value = "some-nonce." + Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        guess(new Browser(server), 5);

        assertThat(signIn(with(mark(own).getName(), value), person.password()).status())
                .isEqualTo(302);
        choose("/realms/acme/account/sessions", "/end-others", Map.of());
        assertThat(signIn(with(mark(own).getName(), value), person.password()).status())
                .isEqualTo(429);
    }

    private Browser with(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        Browser browser = new Browser(server);
        browser.cookies().getCookieStore().add(server.uri("/"), cookie);
        return browser;
    }

    @ParameterizedTest
    @EnumSource
    void signInWhenAllSignInsWereEndedThenTheBrowserIsAStrangersAndTheOneThatStayedIsNot(Ending ending) {
        Browser another = new Browser(server);
        another.signIn(REALM, person.userName(), person.password());
        String password = ending.act.apply(this);
        guess(new Browser(server), 5);

        assertThat(signIn(another, password).status())
                .as("its try counts with everybody's")
                .isEqualTo(429);
        assertThat(signIn(own, password).status() != 429)
                .as("the browser it was done with")
                .isEqualTo(ending.stays);
    }

    /** What ends all sign-ins of a person; tells the password of afterwards. */
    enum Ending {
        PASSWORD_CHANGED(
                true,
                test -> test.choose(
                        "/realms/acme/account/password", Map.of("current", test.person.password(), "password", NEW))),
        REPORTED(true, test -> test.choose("/realms/acme/account/not-me", Map.of())),
        ENDED_ELSEWHERE(true, test -> test.choose("/realms/acme/account/sessions", "/end-others", Map.of())),
        RESET(true, KnownBrowsersTest::reset),
        DISABLED_FOR_A_WHILE(false, test -> {
            AdminApi admin = test.admin();
            admin.post("/accounts/" + test.person.subject() + "/disable");
            admin.post("/accounts/" + test.person.subject() + "/enable");
            return test.person.password();
        }),
        TEMPORARY_PASSWORD(
                false,
                test -> test.admin()
                        .post("/accounts/" + test.person.subject() + "/temporary-password")
                        .json("password"));

        private final boolean stays;
        private final Function<KnownBrowsersTest, String> act;

        Ending(boolean stays, Function<KnownBrowsersTest, String> act) {
            this.stays = stays;
            this.act = act;
        }
    }

    @Test
    void signInWithABrowserOfBeforeThenItIsTold() {
        Browser another = new Browser(server);
        another.signIn(REALM, person.userName(), person.password());
        noticesAre(2);
        choose("/realms/acme/account/sessions", "/end-others", Map.of());

        own.signIn(REALM, person.userName(), person.password());
        another.signIn(REALM, person.userName(), person.password());

        noticesAre(3);
    }

    private void noticesAre(int count) {
        Awaitility.await()
                .until(() -> TestServer.mail().everything(person.email()).size() >= count);
        assertThat(TestServer.mail().everything(person.email())).hasSize(count);
    }

    private String choose(String page, Map<String, String> fields) {
        return choose(page, "", fields);
    }

    private String choose(String page, String action, Map<String, String> fields) {
        Answer done = own.submit(own.get(page), page + action, fields);
        assertThat(done.status()).isEqualTo(302);
        return fields.getOrDefault("password", person.password());
    }

    private String reset() {
        String ask = "/realms/acme/sign-in/forgotten";
        own.submit(own.get(ask), ask, Map.of("username", person.userName()));
        String link = TestServer.mail().of(person.email(), 1).stream()
                .filter(letter -> letter.text().contains("/sign-in/reset"))
                .findFirst()
                .orElseThrow()
                .link();
        own.submit(own.get(link), "/realms/acme/sign-in/reset", Map.of("password", NEW));
        return NEW;
    }

    private AdminApi admin() {
        return AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
    }

    @Test
    void signInWhenTwoShareABrowserThenBothKeepTheirLane() {
        Person other = People.of(server).create(REALM);
        own.signIn(REALM, other.userName(), other.password());
        guess(new Browser(server), 5);

        assertThat(signIn(own, person.password()).status()).isEqualTo(302);
    }

    @Test
    void signInThenTheCookieNamesNobody() {
        HttpCookie mark = mark(own);

        assertThat(mark.isHttpOnly()).isTrue();
        assertThat(mark.getValue())
                .doesNotContain(person.userName(), person.subject().toString());
    }

    private HttpCookie mark(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().contains("known"))
                .findFirst()
                .orElseThrow();
    }

    private void guess(Browser browser, int times) {
        for (int i = 0; i < times; i++) {
            signIn(browser, WRONG);
        }
    }

    private Answer signIn(Browser browser, String password) {
        return browser.signIn(REALM, person.userName(), password);
    }
}
