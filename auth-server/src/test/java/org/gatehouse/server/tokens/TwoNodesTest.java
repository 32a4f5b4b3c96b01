package org.gatehouse.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.SignInEnds;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Prover;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("What one node ends is over on the other")
class TwoNodesTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final int AT_ONCE = 10;

    @TempDir
    static Path directory;

    private static TestServer here;
    private static TestServer there;

    private final Person person = People.of(here).create(REALM);
    private final RelyingApp phone = RelyingApp.phone(here, REALM);
    private final RelyingApp web = RelyingApp.web(here, REALM);
    private final Browser browser = new Browser(here);

    @BeforeAll
    static void startTwoNodes() throws IOException {
        TestDatabase database = TestDatabase.fresh();
        SettableClock clock = new SettableClock();
        Path key = Files.writeString(directory.resolve("key"), "c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlISE=");
        here = TestServer.start(database, clock, Map.of("gatehouse.master.key", "file:" + key));
        there = TestServer.start(
                database, clock, Map.of("gatehouse.master.key", "file:" + key, "gatehouse.base-url", here.baseUrl()));
    }

    @AfterAll
    static void stop() {
        there.close();
        here.close();
    }

    @Test
    void signOutThenTheSessionAndItsTokensAreOverThere() {
        Answer tokens = web.redeem(web.code(browser, person));
        assertThat(isSignedInThere()).isTrue();
        assertIsGoodThere(web, tokens);

        browser.submit(browser.get(ACCOUNT), "/realms/acme/sign-out", Map.of());

        assertThat(isSignedInThere()).isFalse();
        assertIsOverThere(web, tokens);
    }

    @Test
    void changePasswordThenOtherSessionsAndAllTokensAreOverThere() {
        Browser elsewhere = new Browser(there);
        elsewhere.signIn(REALM, person.userName(), person.password());
        Answer tokens = phone.at(there).tokens(person);
        browser.signIn(REALM, person.userName(), person.password());
        Answer page = browser.get(ACCOUNT + "/password");

        browser.submit(
                page,
                ACCOUNT + "/password",
                Map.of("current", person.password(), "password", "An-entirely-other-phrase-9"));

        assertThat(elsewhere.get(ACCOUNT).status()).isEqualTo(302);
        assertThat(isSignedInThere()).isTrue();
        assertIsOverThere(phone, tokens);
    }

    @Test
    void signOutDeviceThenItsTokensAreOverThere() {
        Answer tokens = phone.at(there).tokens(person);
        browser.signIn(REALM, person.userName(), person.password());
        Realm realm = here.bean(Realms.class).get(REALM);
        String device =
                here.bean(Devices.class).of(realm, person.subject()).get(0).id().toString();

        browser.submit(browser.get(ACCOUNT), ACCOUNT + "/devices/" + device + "/sign-out", Map.of());

        assertIsOverThere(phone, tokens);
    }

    @Test
    void endEverythingThenSessionsAndTokensAreOverThere() {
        browser.signIn(REALM, person.userName(), person.password());
        Answer onPhone = phone.at(there).tokens(person);
        Answer onWeb = web.at(there).tokens(person);
        Realm realm = here.bean(Realms.class).get(REALM);

        here.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> here.bean(SignInEnds.class)
                        .endEverything(
                                realm,
                                here.bean(Accounts.class)
                                        .find(realm, person.subject())
                                        .orElseThrow(),
                                Party.system(),
                                "account-disabled"));

        assertThat(isSignedInThere()).isFalse();
        assertIsOverThere(phone, onPhone);
        assertIsOverThere(web, onWeb);
    }

    @Test
    void revokeAccessTokenThenItIsOverThere() {
        Answer tokens = web.tokens(person);

        web.revoke(tokens.json("access_token"));

        awaitOver(web, tokens.json("access_token"));
        assertThat(web.at(there).refresh(tokens.json("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void retryThereWhenTheAnswerWasLostThenTheSameSuccessor() {
        String token = phone.tokens(person).json("refresh_token");
        String successor = phone.refresh(token).json("refresh_token");

        assertThat(phone.at(there).refresh(token).json("refresh_token")).isEqualTo(successor);
    }

    @Test
    void refreshOnBothNodesAtOnceThenOneLineage() {
        String token = phone.tokens(person).json("refresh_token");

        List<Answer> answers = Together.run(AT_ONCE, i -> (i % 2 == 0 ? phone : phone.at(there)).refresh(token));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream().map(answer -> answer.json("refresh_token")).collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void replayThereThenTheFamilyIsOverHereAndThePersonIsToldOnce() {
        String token = phone.tokens(person).json("refresh_token");
        Answer successor = phone.refresh(token);
        here.clock().advance(Duration.ofSeconds(31));
        TrailProbe probe = TrailProbe.of(here, REALM);

        List<Answer> answers = Together.run(AT_ONCE, i -> (i % 2 == 0 ? phone : phone.at(there)).refresh(token));

        assertThat(answers).extracting(answer -> answer.json("error")).containsOnly("invalid_grant");
        assertThat(phone.refresh(successor.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
        assertThat(phone.isActive(successor.json("access_token"))).isFalse();
        assertThat(probe.freshCodes()).containsOnlyOnce("token.replayed", "device.removed");
        browser.signIn(REALM, person.userName(), person.password());
        assertThat(browser.get(ACCOUNT).body().split("A sign-in of yours was ended", -1))
                .hasSize(2);
    }

    @Test
    void redeemOnBothNodesAtOnceThenTheCodeWorksOnceAndNothingOfItLives() {
        String code = web.code(browser, person);

        List<Answer> answers = Together.run(AT_ONCE, i -> (i % 2 == 0 ? web : web.at(there)).redeem(code));

        List<Answer> won =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(won).hasSizeLessThanOrEqualTo(1);
        assertThat(won).allSatisfy(answer -> assertIsOverThere(web, answer));
    }

    @Test
    void proveOnBothNodesAtOnceThenOneProofIsAcceptedOnce() {
        RelyingApp ferry = RelyingApp.of(here, REALM, "ferry");
        String[] proof = Prover.of(here).header("POST", ferry.path("/oauth2/token"));
        Map<String, String> request = Map.of("grant_type", "client_credentials");

        List<Answer> answers = Together.run(
                2 * AT_ONCE, i -> (i % 2 == 0 ? ferry : ferry.at(there)).post("/oauth2/token", request, proof));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .extracting(answer -> answer.json("error"))
                .containsOnly("invalid_dpop_proof");
    }

    @Test
    void pushHereThenTheRequestIsAnsweredThereAndOver() {
        Map<String, String> request =
                web.reference(web.push(web.authorization()).json("request_uri"));

        assertThat(web.at(there).codeAnswer(new Browser(there), person, request).redirectParameter("code"))
                .isNotEmpty();

        assertThat(web.authorize(browser, request).status()).isEqualTo(400);
    }

    private boolean isSignedInThere() {
        return browser.get(there.uri(ACCOUNT).toString()).status() == 200;
    }

    private static void assertIsGoodThere(RelyingApp app, Answer tokens) {
        assertThat(app.at(there).isActive(tokens.json("access_token"))).isTrue();
        assertThat(app.at(there).userInfo(tokens.json("access_token")).status()).isEqualTo(200);
    }

    private static void assertIsOverThere(RelyingApp app, Answer tokens) {
        awaitOver(app, tokens.json("access_token"));
        assertThat(app.at(there).isActive(tokens.json("refresh_token"))).isFalse();
        assertThat(app.at(there).userInfo(tokens.json("access_token")).status()).isEqualTo(401);
        assertThat(app.at(there).refresh(tokens.json("refresh_token")).json("error"))
                .isEqualTo("invalid_grant");
    }

    /** A node that knows a token hears of its end a moment later; the promise is five seconds. */
    private static void awaitOver(RelyingApp app, String accessToken) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> !app.at(there).isActive(accessToken));
    }
}
