package org.gatehouse.server.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("A passkey signs its owner in: here, now, once, and nobody else")
class PasskeySignInTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final String SIGN_IN = "/realms/acme/sign-in";
    private static final String WITH_PASSKEY = "/realms/acme/sign-in/with-passkey";
    private static final String REFUSED = "You were not signed in with that passkey.";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final OwnPasskeys passkeys = new OwnPasskeys(server, REALM, person);
    private final Browser browser = new Browser(server);
    private final SoftwareAuthenticator phone = new SoftwareAuthenticator(server.baseUrl());

    @Test
    void optionsWithoutFormTokenThenRefused() {
        browser.get(SIGN_IN);

        assertThat(browser.post(WITH_PASSKEY + "/options", Map.of()).status()).isEqualTo(403);
        assertThat(browser.post(WITH_PASSKEY, Map.of()).status()).isEqualTo(403);
    }

    @Test
    void optionsThenTheSameForEverybody() {
        passkeys.add(phone);

        JsonNode options = options();

        assertThat(options.path("allowCredentials").size()).isZero();
        assertThat(options.path("userVerification").asString()).isEqualTo("required");
        assertThat(options.path("rpId").asString()).isEqualTo("localhost");
        assertThat(options.path("challenge").asString()).hasSizeGreaterThanOrEqualTo(22);
        assertThat(options().path("challenge")).isNotEqualTo(options.path("challenge"));
    }

    @Test
    void signInWhenOriginIsAnotherThenRefused() {
        passkeys.add(phone);

        assertRefused(phone.at("https://phishing.example").get(options()), "wrong-origin", true);
    }

    @Test
    void signInWhenRelyingPartyIsAnotherThenRefused() {
        passkeys.add(phone);

        assertRefused(phone.forParty("phishing.example").get(options()), "wrong-origin", true);
    }

    @Test
    void signInWithinAFrameOfAnotherSiteThenRefused() {
        passkeys.add(phone);

        assertRefused(phone.framed(true).get(options()), "wrong-origin", true);
    }

    @Test
    void signInWithoutPinOrBiometricsThenRefused() {
        passkeys.add(phone);

        assertRefused(phone.verifying(false).get(options()), "not-verified", true);
    }

    @Test
    void signInWhenNobodyWasThereThenRefused() {
        passkeys.add(phone);

        assertRefused(phone.touched(false).get(options()), "wrong-passkey", true);
    }

    @Test
    void signInWithTheIdentifierAndAnotherKeyThenRefused() {
        passkeys.add(phone);
        SoftwareAuthenticator forger = new SoftwareAuthenticator(server.baseUrl())
                .withId(phone.credentialId())
                .withHandle(phone.handle());

        assertRefused(forger.get(options()), "wrong-passkey", true);
    }

    @Test
    void signInWithAnUnknownPasskeyThenRefused() {
        assertRefused(phone.get(options()), "unknown-passkey", false);
    }

    @Test
    void signInWithoutSayingWhoItIsThenRefused() {
        passkeys.add(phone);

        assertRefused(phone.withHandle(new byte[0]).get(options()), "passkey-of-another", true);
    }

    @Test
    void signInAsSomebodyElseThenRefused() {
        passkeys.add(phone);
        Person neighbour = People.of(server).create(REALM);
        SoftwareAuthenticator theirs = new SoftwareAuthenticator(server.baseUrl());
        new OwnPasskeys(server, REALM, neighbour).add(theirs);

        assertRefused(phone.withHandle(theirs.handle()).get(options()), "passkey-of-another", true);
    }

    @Test
    void signInWhenTheAnswerIsNoneThenRefused() {
        String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        for (String answer : List.of("", "{}", "{\"id\":\"AA\",\"rawId\":\"AA\",\"response\":{}}", deep)) {
            assertRefused(answer, "malformed-answer", false);
        }
    }

    @Test
    void signInWhenAnotherBrowserWasAskedThenRefused() {
        passkeys.add(phone);

        assertRefused(phone.get(options(new Browser(server), REALM)), "unknown-challenge", true);
    }

    @Test
    void signInToAnEnrolmentsChallengeThenRefused() {
        passkeys.add(phone);
        browser.signIn(REALM, person.userName(), person.password());
        String page = ACCOUNT + "/passkeys";
        JsonNode asked = browser.submit(browser.get(page + "/add"), page + "/options", Map.of())
                .json();

        assertRefused(phone.get(asked), "unknown-challenge", true);
    }

    @Test
    void signInWhenItTookTooLongThenRefused() {
        passkeys.add(phone);
        JsonNode options = options();
        server.clock().advance(Challenges.LIFETIME.plusSeconds(1));

        assertRefused(phone.get(options), "unknown-challenge", true);
    }

    @Test
    void signInTwiceWithOneAnswerThenRefused() {
        passkeys.add(phone);
        String answer = phone.get(options());
        assertThat(signIn(answer).location()).isEqualTo(ACCOUNT);

        assertRefused(answer, "unknown-challenge", true);
    }

    @Test
    void signInManyTimesAtOnceWithOneAnswerThenOnce() {
        passkeys.add(phone);
        Answer page = browser.get(SIGN_IN);
        String answer = phone.get(
                browser.submit(page, WITH_PASSKEY + "/options", Map.of()).json());
        Map<String, String> form = Map.of("_csrf", page.hidden("_csrf"), "credential", answer);

        List<Answer> answers = Together.run(5, turn -> browser.post(WITH_PASSKEY, form));

        assertThat(answers)
                .filteredOn(result -> result.location().equals(ACCOUNT))
                .hasSize(1);
    }

    @Test
    void signInWhenTheAccountIsDisabledThenTheSameRefusal() {
        passkeys.add(phone);
        People.of(server).disable(person);

        assertRefused(phone.get(options()), "account-disabled", true);
    }

    @Test
    void signInWithAPasskeyOfAnotherRealmThenRefusedAndItIsLeftAlone() {
        passkeys.add(phone);
        TrailProbe probe = TrailProbe.of(server, "globex");
        JsonNode options = options(browser, "globex");

        Answer answer = browser.submit(
                browser.get("/realms/globex/sign-in"),
                "/realms/globex/sign-in/with-passkey",
                Map.of("credential", phone.get(options)));

        assertThat(answer.body()).contains(REFUSED).doesNotContain("data-passkey-unknown");
        assertThat(probe.fresh()).extracting(EntryView::reason).containsExactly("unknown-passkey");
        assertThat(browser.get("/realms/globex/account").location()).contains("/sign-in");
    }

    @Test
    void signInToAnotherRealmsChallengeThenRefused() {
        passkeys.add(phone);

        assertRefused(phone.get(options(browser, "globex")), "unknown-challenge", true);
    }

    @Test
    void signInWithARemovedPasskeyThenRefusedAndTheAuthenticatorIsTold() {
        passkeys.add(phone);
        server.bean(PasskeyRows.class)
                .remove(
                        server.bean(org.gatehouse.server.realm.Realms.class).get(REALM),
                        person.subject(),
                        passkeys.all().get(0).id());

        Answer answer = assertRefused(phone.get(options()), "unknown-passkey", false);

        assertThat(answer.body()).contains("data-passkey-unknown=\"" + phone.id() + "\"");
    }

    @Test
    void signInWhenTheCounterOfADeviceBoundKeyStandsStillThenRefused() {
        passkeys.add(phone.counting(4));
        assertThat(signIn(phone.counting(6).get(options())).location()).isEqualTo(ACCOUNT);

        assertRefused(phone.counting(6).get(options()), "copied-passkey", true);
        assertRefused(phone.counting(5).get(options()), "copied-passkey", true);
        assertRefused(phone.counting(0).get(options()), "copied-passkey", true);
        assertThat(signIn(phone.counting(7).get(options())).location()).isEqualTo(ACCOUNT);
    }

    @Test
    void signInWhenTheCounterOfASharedPasskeyGoesBackThenSignedIn() {
        passkeys.add(phone.synced().counting(4));
        signIn(phone.counting(6).get(options()));

        assertThat(signIn(phone.counting(5).get(options())).location()).isEqualTo(ACCOUNT);
    }

    @Test
    void signInTooOftenInVainThenThrottled() {
        passkeys.add(phone);
        for (int i = 0; i < 5; i++) {
            signIn(phone.at("https://phishing.example").get(options()));
        }
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = signIn(phone.at(server.baseUrl()).get(options()));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(probe.freshCodes()).containsExactly("auth.throttled");
        assertThat(browser.signIn(REALM, person.userName(), person.password()).location())
                .isEqualTo(ACCOUNT);
    }

    @Test
    void signInWhenTheTrailCannotBeWrittenThenUnavailableAndNotSignedIn() {
        passkeys.add(phone);
        Answer page = browser.get(SIGN_IN);
        String answer = phone.get(
                browser.submit(page, WITH_PASSKEY + "/options", Map.of()).json());
        Map<String, String> form = Map.of("_csrf", page.hidden("_csrf"), "credential", answer);

        Answer result = TrailOutage.during(server, () -> browser.post(WITH_PASSKEY, form));

        assertThat(result.status()).isEqualTo(503);
        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
    }

    @Test
    void signInThenSignedInWithBothFactorsInOneEntry() {
        passkeys.add(phone);
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = signIn(phone.get(options()));

        assertThat(answer.location()).isEqualTo(ACCOUNT);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.AUTH_LOGIN);
            assertThat(entry.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(entry.actor().person()).isEqualTo(person.subject());
            assertThat(entry.detail()).containsEntry("method", "pop hwk user mfa");
        });
        assertThat(passkeys.all().get(0).lastUsedAt()).isNotNull();
    }

    @Test
    void signInThenTheSessionIsANewOne() {
        passkeys.add(phone);
        JsonNode options = options();
        String before = browser.cookies().getCookieStore().getCookies().toString();

        signIn(phone.get(options));

        assertThat(browser.cookies().getCookieStore().getCookies()).asString().isNotEqualTo(before);
    }

    @Test
    void signInForAClientThenItsTokensSayHow() {
        passkeys.add(phone.synced());
        RelyingApp web = RelyingApp.web(server, REALM);
        Answer asked = web.authorize(browser, web.authorization());
        Answer page = browser.get(asked.location());
        String answer = phone.get(
                browser.submit(page, WITH_PASSKEY + "/options", Map.of()).json());

        Answer signedIn = browser.submit(page, WITH_PASSKEY, Map.of("credential", answer));
        String code = browser.step(signedIn.location()).redirectParameter("code");

        JWTClaimsSet claims = Jwts.claims(web.redeem(code).json("id_token"));
        assertThat(claims.getClaim("amr").toString()).contains("swk", "mfa", "user", "pop");
        assertThat(claims.getClaim("acr")).isEqualTo("phr");
    }

    @Test
    void pageThenOffersPasskeysToScriptsOnly() {
        String body = browser.get(SIGN_IN).body();

        assertThat(body).contains("autocomplete=\"username webauthn\"", "data-passkey=\"sign-in\"");
        assertThat(body).containsPattern("<form method=\"post\" hidden[^>]*data-passkey");
    }

    private Answer assertRefused(String answer, String reason, boolean known) {
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer result = signIn(answer);

        assertThat(result.status()).isEqualTo(200);
        assertThat(result.body()).contains("<title>Error:", REFUSED).doesNotContain(reason);
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.AUTH_LOGIN);
            assertThat(entry.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(entry.reason()).isEqualTo(reason);
            assertThat(Objects.equals(entry.actor().person(), person.subject())).isEqualTo(known);
        });
        return result;
    }

    /** Else the password alone would add another factor, and open by it what asks for one. */
    @Test
    void changeWhenOnlyThePasswordWasGivenThenThePasskeyIsAskedForFirst() {
        passkeys.add(phone);
        Browser thief = new Browser(server);
        thief.signIn(REALM, person.userName(), person.password());

        assertThat(thief.get(ACCOUNT).status()).isEqualTo(200);
        for (String page : List.of("/passkeys/add", "/factors/totp", "/factors/recovery-codes", "/email")) {
            assertThat(thief.get(ACCOUNT + page).location()).as(page).contains("/sign-in/passkey?attempt=");
        }
    }

    @Test
    void changeWhenThereIsNoFactorYetThenTheFirstIsAddedAndSeen() {
        browser.signIn(REALM, person.userName(), person.password());

        assertThat(browser.get(ACCOUNT + "/passkeys/add").status()).isEqualTo(200);
        passkeys.add(phone);
        assertThat(browser.get(ACCOUNT + "/passkeys/add").status()).isEqualTo(200);
        Browser another = new Browser(server);
        another.signIn(REALM, person.userName(), person.password());
        assertThat(another.get(ACCOUNT + "/passkeys/add").location()).contains("/sign-in/passkey");
    }

    private JsonNode options() {
        return options(browser, REALM);
    }

    private static JsonNode options(Browser from, String realm) {
        String page = "/realms/" + realm + "/sign-in";
        return from.submit(from.get(page), page + "/with-passkey/options", Map.of())
                .json();
    }

    private Answer signIn(String answer) {
        return browser.submit(browser.get(SIGN_IN), WITH_PASSKEY, Map.of("credential", answer));
    }
}
