package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.remembered.RememberedBrowsers;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.passkey.OwnPasskeys;
import org.gatehouse.server.passkey.SoftwareAuthenticator;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Answers;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Somebody who works for both has one name, one address and one password in both, and two accounts. */
@DisplayName("What somebody proves themselves with in one realm proves nothing in another, whatever the names")
class FactorCrossingsTest {

    private static final String BOTH_WAYS = "acme, globex";
    private static final String AND_BACK = "globex, acme";
    private static final String REMEMBERED = "gatehouse-browser.";

    private final TestServer server = CrossedServer.shared();
    private final RecoveryCodes codes = server.bean(RecoveryCodes.class);
    private final RememberedBrowsers browsers = server.bean(RememberedBrowsers.class);

    // ---- Authenticator apps and recovery codes

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void showTheCodeOfAnAppEnrolledInAnotherRealmThenAsAnyWrongCode(String home, String foreign) {
        Person person = People.of(server).create(home);
        Person namesake = People.of(server).namesake(foreign, person);
        Authenticator theirs = Authenticator.of(server, home, person.subject());
        Authenticator.of(server, foreign, namesake.subject());
        Person other = People.of(server).create(foreign);
        Authenticator others = Authenticator.of(server, foreign, other.subject());
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer refused = code(foreign, namesake, theirs.code());
        crossing.assertOnlyThere("auth.factor wrong-code", "auth.factor null"); // the code, after the password
        Answer wrong = code(foreign, other, others.wrongCode());

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused).isEqualTo(wrong);
        assertThat(new Browser(server).signIn(home, person, theirs).location())
                .as("its step is not used up")
                .endsWith("/account");
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void signInWhenAnAppIsEnrolledInAnotherRealmOnlyThenNotAskedForIt(String home, String foreign) {
        Person person = People.of(server).create(home);
        Person namesake = People.of(server).namesake(foreign, person);
        Authenticator.of(server, home, person.subject());

        Browser there = signedIn(foreign, namesake);

        assertThat(isSignedIn(there, foreign)).isTrue();
        assertThat(server.bean(TotpFactors.class).of(realm(foreign), person.subject()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void typeARecoveryCodeOfAnotherRealmThenRefusedAndNotUsedUp(String home, String foreign) {
        Person person = withCodes(home, People.of(server).create(home), "AAAAA-AAAA1");
        Person namesake = withCodes(foreign, People.of(server).namesake(foreign, person), "BBBBB-BBBB1");
        Browser there = new Browser(server);
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer refused = recovery(there, foreign, namesake, "AAAAA-AAAA1");

        assertThat(refused.body()).contains("href=\"#code\"");
        assertThat(isSignedIn(there, foreign)).isFalse();
        crossing.assertOnlyThere("auth.factor wrong-code", "auth.factor null"); // the code, after the password
        assertThat(codes.left(realm(home), person.subject())).isOne();
        assertThat(codes.left(realm(foreign), namesake.subject())).isOne();
        assertThat(recovery(new Browser(server), home, person, "AAAAA-AAAA1").location())
                .endsWith("/account");
        assertThat(codes.left(realm(foreign), namesake.subject())).isOne();
    }

    // ---- Remembered browsers

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void bringTheCookieOfABrowserRememberedInAnotherRealmThenAskedAndItStaysRemembered(String home, String foreign) {
        Person person = People.of(server).create(home);
        Person namesake = People.of(server).namesake(foreign, person);
        Authenticator.of(server, foreign, namesake.subject());
        Browser here = remembered(home, person);
        Crossing crossing = Crossing.of(server, home, foreign);

        String asked = password(with(foreign, cookie(here, home)), foreign, namesake);
        List<String> entries = crossing.there();
        String made = password(with(foreign, cookie(here, home).replaceAll("[A-M]", "N")), foreign, namesake);

        assertThat(asked).contains("/sign-in/totp?attempt=");
        assertThat(made).contains("/sign-in/totp?attempt=");
        assertThat(entries).isEqualTo(crossing.there());
        crossing.assertNothingAtHome();
        assertThat(browsers.of(realm(home), person.subject())).hasSize(1);
        assertThat(password(here, home, person)).as("at home not asked").endsWith("/account");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "globex"})
    void bringTheCookieOfABrowserRememberedForSomebodyElseThenAskedAndItStaysRemembered(String realm) {
        Person owner = People.of(server).create(realm);
        Person neighbour = People.of(server).create(realm);
        Authenticator.of(server, realm, neighbour.subject());
        Browser theirs = remembered(realm, owner);
        Crossing crossing = Crossing.of(server, realm.equals("acme") ? "globex" : "acme", realm);

        String asked = password(with(realm, cookie(theirs, realm)), realm, neighbour);
        List<String> entries = crossing.there();
        String made = password(with(realm, cookie(theirs, realm).replaceAll("[A-M]", "N")), realm, neighbour);

        assertThat(asked).contains("/sign-in/totp?attempt=");
        assertThat(made).contains("/sign-in/totp?attempt=");
        assertThat(entries).isEqualTo(crossing.there());
        assertThat(browsers.of(realm(realm), neighbour.subject())).isEmpty();
        assertThat(password(theirs, realm, owner)).as("its owner not asked").endsWith("/account");
    }

    // ---- Codes by mail

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void typeTheMailedCodeOfAnotherRealmThenRefusedAndItStaysGood(String home, String foreign) {
        Person person = People.of(server).create(home);
        Person namesake = People.of(server).namesake(foreign, person);
        Browser here = new Browser(server);
        Browser there = new Browser(server);
        Answer page = mailed(here, home, person);
        String code = TestServer.mail().only(person.email()).code();
        Answer foreignPage = mailed(there, foreign, namesake);
        String own = TestServer.mail().last(person.email(), 2).code();
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer refused = typed(there, foreign, foreignPage, code);

        assertThat(refused.body()).contains("<title>Error:");
        assertThat(isSignedIn(there, foreign)).isFalse();
        crossing.assertOnlyThere("auth.factor wrong-code");
        assertThat(typed(here, home, page, code).location()).contains("/oauth2/authorize");
        assertThat(typed(there, foreign, foreignPage, own).location()).contains("/oauth2/authorize");
    }

    // ---- Passkeys

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void signInWithAPasskeyOfAnotherRealmThenAsWithOneNobodyHas(String home, String foreign) {
        Person person = withoutFactor(People.of(server).create(home));
        SoftwareAuthenticator phone = passkeys(home, person).add(authenticator());
        SoftwareAuthenticator nobodys = authenticator().withHandle(phone.handle());
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer refused = show(new Browser(server), foreign, phone);
        List<String> entries = crossing.there();
        Answer unknown = show(new Browser(server), foreign, nobodys);

        assertThat(Answers.comparable(refused)).isEqualTo(Answers.comparable(unknown));
        assertThat(entries).containsExactly("auth.login unknown-passkey").isEqualTo(crossing.there());
        crossing.assertNothingAtHome();
        assertThat(show(new Browser(server), home, phone).location()).endsWith("/account");
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void addWhatWasMadeForAnotherRealmThenRefusedAndNobodyHasIt(String home, String foreign) {
        Person person = withoutFactor(People.of(server).create(home));
        Person namesake = withoutFactor(People.of(server).namesake(foreign, person));
        Browser here = signedIn(home, person);
        Browser there = signedIn(foreign, namesake);
        String made = authenticator().create(options(here, home));
        options(there, foreign);
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer refused = add(there, foreign, made);

        assertThat(refused.status()).isEqualTo(200);
        assertThat(passkeys(foreign, namesake).all()).isEmpty();
        assertThat(passkeys(home, person).all()).isEmpty();
        crossing.assertOnlyThere("factor.enrolled unknown-challenge");
        assertThat(add(here, home, made).status()).as("at home it is taken").isEqualTo(302);
        assertThat(passkeys(home, person).all()).hasSize(1);
    }

    /** One authenticator may have one identifier in two realms: that it is taken there is not told here. */
    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void addAPasskeyWhoseIdentifierIsTakenInAnotherRealmThenAdded(String home, String foreign) {
        Person person = withoutFactor(People.of(server).create(home));
        Person namesake = withoutFactor(People.of(server).namesake(foreign, person));
        SoftwareAuthenticator phone = passkeys(home, person).add(authenticator());

        passkeys(foreign, namesake).add(phone);

        assertThat(passkeys(foreign, namesake).all()).hasSize(1);
        assertThat(passkeys(home, person).all()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void showAPasskeyOfAnotherRealmAsSecondStepThenRefused(String home, String foreign) {
        Person person = withoutFactor(People.of(server).create(home));
        Person namesake = withoutFactor(People.of(server).namesake(foreign, person));
        SoftwareAuthenticator theirs = passkeys(home, person).add(authenticator());
        SoftwareAuthenticator own = passkeys(foreign, namesake).add(authenticator());
        Browser there = new Browser(server);
        Answer page = there.get(toVault(there, foreign, namesake));
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer refused = confirm(there, foreign, page, theirs);

        assertThat(refused.body()).contains("<title>Error:");
        assertThat(isSignedIn(there, foreign)).isFalse();
        crossing.assertOnlyThere("auth.factor unknown-passkey");
        assertThat(confirm(there, foreign, page, own).location()).contains("/oauth2/authorize");
    }

    // ---- Links by mail

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void resetThePasswordByTheLinkOfAnotherRealmThenAsByOneNobodyWasSent(String home, String foreign) {
        Person person = People.of(server).create(home);
        Person namesake = People.of(server).namesake(foreign, person);
        String ask = path(home, "/sign-in/forgotten");
        Browser visitor = new Browser(server);
        visitor.submit(visitor.get(ask), ask, Map.of("username", person.email()));
        String token = token(TestServer.mail().only(person.email()).link());
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer theirs = reset(foreign, token);
        List<String> entries = crossing.there();
        Answer nobodys = reset(foreign, ForeignIdsTest.token(32));

        assertThat(theirs.status()).isEqualTo(410);
        assertThat(theirs).isEqualTo(nobodys);
        assertThat(entries).isNotEmpty().isEqualTo(crossing.there());
        crossing.assertNothingAtHome();
        assertThat(isSignedIn(signedIn(foreign, namesake), foreign)).isTrue();
        assertThat(isSignedIn(signedIn(home, person), home)).isTrue();
        assertThat(reset(home, token).location()).endsWith("/sign-in/reset/done");
        assertThat(isSignedIn(signedIn(home, person), home)).isFalse();
        assertThat(isSignedIn(signedIn(foreign, namesake), foreign)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void proveAnAddressByTheLinkOfAnotherRealmThenAsByOneNobodyWasSent(String home, String foreign) {
        Person person = withoutFactor(People.of(server).create(home));
        Person namesake = withoutFactor(People.of(server).namesake(foreign, person));
        Browser here = signedIn(home, person);
        Browser there = signedIn(foreign, namesake);
        String wanted = "new-" + home + "-" + person.email();
        String page = path(home, "/account/email");
        here.submit(here.get(page), page, Map.of("email", wanted));
        String token = token(TestServer.mail().only(wanted).link());
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer theirs = verify(there, foreign, token);
        List<String> entries = crossing.there();
        Answer nobodys = verify(there, foreign, ForeignIdsTest.token(32));

        assertThat(theirs.status()).isEqualTo(410);
        assertThat(theirs).isEqualTo(nobodys);
        assertThat(entries).isEqualTo(crossing.there());
        crossing.assertNothingAtHome();
        assertThat(there.get(path(foreign, "/account/email")).body()).doesNotContain(wanted);
        assertThat(verify(here, home, token).location()).endsWith("/sign-in/verify-email/done");
        assertThat(here.get(page).body()).contains(wanted);
        assertThat(there.get(path(foreign, "/account/email")).body()).doesNotContain(wanted);
    }

    // ---- Steps

    /** Who is sent no codes, because their address is not proven, is asked for none before they change what they have. */
    private Person withoutFactor(Person person) {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET email_verified = false WHERE id = ?")
                .param(person.subject())
                .update();
        return person;
    }

    private Answer code(String realm, Person person, String code) {
        Browser browser = new Browser(server);
        Answer step = browser.get(password(browser, realm, person));
        Answer answer = browser.submit(step, path(realm, "/sign-in/totp"), Map.of("code", code));
        assertThat(isSignedIn(browser, realm)).isFalse();
        return Answers.comparable(answer, text -> text.replace(step.hidden("attempt"), "(attempt)"));
    }

    private Person withCodes(String realm, Person person, String code) {
        Authenticator.of(server, realm, person.subject());
        codes.replace(realm(realm), person.subject(), List.of(code));
        return person;
    }

    private Answer recovery(Browser browser, String realm, Person person, String code) {
        Answer step = browser.get(password(browser, realm, person).replace("/totp?", "/recovery-code?"));
        return browser.submit(step, path(realm, "/sign-in/recovery-code"), Map.of("code", code));
    }

    private Browser remembered(String realm, Person person) {
        Authenticator app = Authenticator.of(server, realm, person.subject());
        Browser browser = new Browser(server);
        Answer step = browser.get(password(browser, realm, person));
        browser.submit(step, path(realm, "/sign-in/totp"), Map.of("code", app.code(), "remember", "true"));
        assertThat(browsers.of(realm(realm), person.subject())).hasSize(1);
        return browser;
    }

    private static String cookie(Browser browser, String realm) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(REMEMBERED + realm))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    private Browser with(String realm, String value) {
        Browser browser = new Browser(server);
        HttpCookie cookie = new HttpCookie(REMEMBERED + realm, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        browser.cookies().getCookieStore().add(server.uri("/"), cookie);
        return browser;
    }

    /** Where signing in to a client leads that asks everybody for a second factor. */
    private String toVault(Browser browser, String realm, Person person) {
        RelyingApp vault = RelyingApp.of(server, realm, "vault");
        Answer page =
                browser.get(vault.authorize(browser, vault.authorization()).location());
        return browser.submit(page, path(realm, "/sign-in"), person.credentials())
                .location();
    }

    private Answer mailed(Browser browser, String realm, Person person) {
        String step = toVault(browser, realm, person);
        assertThat(step).contains("/sign-in/email-code?attempt=");
        Answer page = browser.get(step);
        Answer sent = browser.submit(page, path(realm, "/sign-in/email-code/send"), Map.of());
        return browser.get(sent.location());
    }

    private static Answer typed(Browser browser, String realm, Answer page, String code) {
        return browser.submit(page, path(realm, "/sign-in/email-code"), Map.of("code", code));
    }

    private Answer show(Browser browser, String realm, SoftwareAuthenticator passkey) {
        Answer page = browser.get(path(realm, "/sign-in"));
        String action = path(realm, "/sign-in/with-passkey");
        JsonNode options = browser.submit(page, action + "/options", Map.of()).json();
        return browser.submit(page, action, Map.of("credential", passkey.get(options)));
    }

    private static JsonNode options(Browser browser, String realm) {
        String page = path(realm, "/account/passkeys");
        return browser.submit(browser.get(page + "/add"), page + "/options", Map.of())
                .json();
    }

    private static Answer add(Browser browser, String realm, String made) {
        String page = path(realm, "/account/passkeys");
        return browser.submit(browser.get(page + "/add"), page, Map.of("credential", made));
    }

    private static Answer confirm(Browser browser, String realm, Answer page, SoftwareAuthenticator passkey) {
        String action = path(realm, "/sign-in/passkey");
        JsonNode options = browser.submit(page, action + "/options", Map.of()).json();
        return browser.submit(page, action, Map.of("credential", passkey.get(options)));
    }

    private Answer reset(String realm, String token) {
        Browser visitor = new Browser(server);
        Map<String, String> form = Map.of("token", token, "password", "Staple-battery-45-horse");
        Answer answer = visitor.submit(visitor.get(path(realm, "/sign-in")), path(realm, "/sign-in/reset"), form);
        return Answers.comparable(answer);
    }

    private static Answer verify(Browser browser, String realm, String token) {
        Answer answer = browser.submit(
                browser.get(path(realm, "/account/email")),
                path(realm, "/sign-in/verify-email"),
                Map.of("token", token));
        return Answers.comparable(answer);
    }

    private static String password(Browser browser, String realm, Person person) {
        return browser.signIn(realm, person.userName(), person.password()).location();
    }

    private Browser signedIn(String realm, Person person) {
        Browser browser = new Browser(server);
        browser.signIn(realm, person.userName(), person.password());
        return browser;
    }

    private static boolean isSignedIn(Browser browser, String realm) {
        return browser.get(path(realm, "/account")).status() == 200;
    }

    private OwnPasskeys passkeys(String realm, Person person) {
        return new OwnPasskeys(server, realm, person);
    }

    private SoftwareAuthenticator authenticator() {
        return new SoftwareAuthenticator(server.baseUrl());
    }

    private Realm realm(String name) {
        return server.bean(Realms.class).get(name);
    }

    private static String token(String link) {
        return link.replaceAll(".*token=", "");
    }

    private static String path(String realm, String path) {
        return "/realms/" + realm + path;
    }
}
