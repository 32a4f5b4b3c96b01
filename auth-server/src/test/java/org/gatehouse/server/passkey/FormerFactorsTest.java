package org.gatehouse.server.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.web.webauthn.api.Bytes;
import tools.jackson.databind.JsonNode;

@DisplayName("A factor of a kind the realm takes no more tells who it is, and lets nobody in")
class FormerFactorsTest {

    private static final String KEYS = "only-passkeys";
    private static final String APPS = "only-apps";
    private static final String CODES = "keys-and-codes";
    private static final String SIGN_IN = "/realms/only-passkeys/sign-in";

    private static TestServer server;

    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                Map.of(
                        "gatehouse.realms[2]", file(KEYS),
                        "gatehouse.realms[3]", file(APPS),
                        "gatehouse.realms[4]", file(CODES)));
    }

    private static String file(String realm) throws Exception {
        return Path.of(Objects.requireNonNull(FormerFactorsTest.class.getResource("/realms/" + realm + ".yaml"))
                        .toURI())
                .toString();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void signInWhenOnlyAnAppOfEarlierIsThereThenItsCodeLeadsToAPasskeyAndThatLetsIn() {
        Person person = People.of(server).create(KEYS);
        Authenticator phone = Authenticator.of(server, KEYS, person.subject());
        RelyingApp web = RelyingApp.web(server, KEYS);
        Answer signIn = browser.get(web.authorize(browser, web.authorization()).location());
        Answer step = browser.get(
                browser.submit(signIn, SIGN_IN, person.credentials()).location());
        assertThat(step.body()).contains("takes this no more", "name=\"code\"").doesNotContain("name=\"remember\"");
        assertThat(browser.get(SIGN_IN + "/enrol-passkey?attempt=" + step.hidden("attempt"))
                        .location())
                .as("not by the password alone")
                .contains("/sign-in/totp?attempt=");
        TrailProbe trail = TrailProbe.of(server, KEYS);

        Answer vouched = browser.submit(step, SIGN_IN + "/totp", Map.of("code", phone.code()));

        assertThat(vouched.location()).contains("/sign-in/enrol?attempt=");
        assertThat(trail.freshCodes()).containsExactly("auth.factor");
        assertThat(browser.get("/realms/only-passkeys/account").location()).contains("/sign-in");
        SoftwareAuthenticator key = new SoftwareAuthenticator(server.baseUrl()).verifying(false);
        Answer asked = enrol(step.hidden("attempt"), key);
        assertThat(asked.location()).contains("/sign-in/passkey?attempt=");
        assertThat(trail.freshCodes()).containsExactly("factor.enrolled");
        Answer in = confirm(browser.get(asked.location()), key);
        String code = browser.get(in.location()).redirectParameter("code");
        JWTClaimsSet claims = Jwts.claims(web.redeem(code).json("id_token"));
        assertThat(claims.getClaim("amr").toString())
                .contains("pwd", "pop", "mfa")
                .doesNotContain("otp");
    }

    @Test
    void signInWhenThereAreRecoveryCodesBesideAnAppOfEarlierThenTheAppIsAskedForAndLeadsToAPasskey() {
        Person person = People.of(server).create(CODES);
        Authenticator phone = Authenticator.of(server, CODES, person.subject());
        server.bean(RecoveryCodes.class)
                .replace(server.bean(Realms.class).get(CODES), person.subject(), List.of("abcd-efgh-jkmn"));
        String signIn = "/realms/keys-and-codes/sign-in";

        String asked =
                browser.signIn(CODES, person.userName(), person.password()).location();

        assertThat(asked).contains("/sign-in/totp?attempt=");
        Answer step = browser.get(asked);
        assertThat(step.body()).contains("takes this no more", "/sign-in/recovery-code?attempt=");
        assertThat(browser.get(signIn + "/enrol-passkey?attempt=" + step.hidden("attempt"))
                        .location())
                .as("not by the password alone")
                .contains("/sign-in/totp?attempt=");
        Answer vouched = browser.submit(step, signIn + "/totp", Map.of("code", phone.code()));
        assertThat(vouched.location()).contains("/sign-in/enrol?attempt=");
        assertThat(browser.get(signIn + "/enrol-passkey?attempt=" + step.hidden("attempt"))
                        .status())
                .isEqualTo(200);
        assertThat(browser.get("/realms/keys-and-codes/account").location()).contains("/sign-in");
    }

    @Test
    void enrolWhenAnAppOfEarlierCameBetweenThenNobodyAddsAPasskeyByThePasswordAlone() {
        Person person = People.of(server).create(KEYS);
        Answer page = browser.get(browser.get(browser.signIn(KEYS, person.userName(), person.password())
                        .location())
                .location());
        String attempt = page.hidden("attempt");
        SoftwareAuthenticator thief = new SoftwareAuthenticator(server.baseUrl());
        JsonNode asked = browser.submit(page, SIGN_IN + "/enrol-passkey/options", Map.of("attempt", attempt))
                .json();
        Authenticator.of(server, KEYS, person.subject());

        Answer answer = browser.submit(
                page, SIGN_IN + "/enrol-passkey", Map.of("attempt", attempt, "credential", thief.create(asked)));

        assertThat(answer.location()).contains("/sign-in/totp?attempt=");
        assertThat(new OwnPasskeys(server, KEYS, person).all()).isEmpty();
    }

    @Test
    void accountWhenAPasskeyOfEarlierIsThereThenNobodyAddsAnAppByThePasswordAlone() {
        Person person = withPasskeyOfEarlier();
        browser.signIn(APPS, person.userName(), person.password());
        assertThat(browser.get("/realms/only-apps/account").status()).isEqualTo(200);

        Answer answer = browser.get("/realms/only-apps/account/factors/apps/new");

        assertThat(answer.location()).contains("/sign-in/passkey?attempt=");
        Answer step = browser.get(answer.location());
        assertThat(step.body()).contains("takes this no more");
        for (String page : List.of("enrol", "enrol-totp")) {
            assertThat(browser.get("/realms/only-apps/sign-in/" + page + "?attempt=" + step.hidden("attempt"))
                            .location())
                    .contains("/sign-in/passkey?attempt=");
        }
        assertThat(server.bean(TotpFactors.class).of(server.bean(Realms.class).get(APPS), person.subject()))
                .isEmpty();
    }

    @Test
    void enrolWhenAPasskeyOfEarlierCameBetweenThenNobodyAddsAnAppByThePasswordAlone() {
        Person person = People.of(server).create(APPS);
        RelyingApp web = RelyingApp.web(server, APPS);
        Map<String, String> request = new LinkedHashMap<>(web.authorization());
        request.put("acr_values", "https://refeds.org/profile/mfa");
        Answer signIn = browser.get(web.authorize(browser, request).location());
        Answer choice = browser.submit(signIn, "/realms/only-apps/sign-in", person.credentials());
        Answer page = browser.get(browser.get(choice.location()).location());
        Authenticator thief = Authenticator.scanning(server, page);
        addPasskey(person);

        Answer answer = browser.submit(
                page, "/realms/only-apps/sign-in/enrol-totp", Map.of("code", thief.code(), "name", "Mine"));

        assertThat(answer.location()).contains("/sign-in/passkey?attempt=");
        assertThat(server.bean(TotpFactors.class).of(server.bean(Realms.class).get(APPS), person.subject()))
                .isEmpty();
    }

    private Person withPasskeyOfEarlier() {
        Person person = People.of(server).create(APPS);
        addPasskey(person);
        return person;
    }

    private static void addPasskey(Person person) {
        Passkey passkey = new Passkey(
                UuidCreator.getTimeOrderedEpoch(),
                person.subject(),
                Bytes.random(),
                "Key",
                null,
                List.of("usb"),
                true,
                false,
                false,
                server.clock().instant(),
                null);
        server.bean(PasskeyRows.class)
                .add(
                        server.bean(Realms.class).get(APPS),
                        new PasskeyRows.Row(passkey, Bytes.random(), Bytes.random(), 0));
    }

    private Answer enrol(String attempt, SoftwareAuthenticator key) {
        Answer page = browser.get(SIGN_IN + "/enrol-passkey?attempt=" + attempt);
        JsonNode asked = browser.submit(page, SIGN_IN + "/enrol-passkey/options", Map.of("attempt", attempt))
                .json();
        return browser.submit(
                page, SIGN_IN + "/enrol-passkey", Map.of("attempt", attempt, "credential", key.create(asked)));
    }

    private Answer confirm(Answer page, SoftwareAuthenticator key) {
        JsonNode asked =
                browser.submit(page, SIGN_IN + "/passkey/options", Map.of()).json();
        return browser.submit(page, SIGN_IN + "/passkey", Map.of("credential", key.get(asked)));
    }
}
