package org.gatehouse.server.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.remembered.RememberedBrowsers;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.tokens.SignInEnding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("Signing in where everybody is asked for a second factor")
class TwoStepSignInTest {

    private static final String SIGN_IN = "/realms/acme/sign-in";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final String FACTORS = ACCOUNT + "/factors";

    private static TestServer server;

    private final Realm realm = server.bean(Realms.class).get("acme");
    private final TotpFactors apps = server.bean(TotpFactors.class);
    private final RecoveryCodes codes = server.bean(RecoveryCodes.class);
    private final RememberedBrowsers browsers = server.bean(RememberedBrowsers.class);
    private final Person person = People.of(server).create("acme");
    private final UUID id = person.subject();
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() throws Exception {
        String file = java.nio.file.Path.of(TwoStepSignInTest.class
                        .getResource("/realms/two-step.yaml")
                        .toURI())
                .toString();
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of("gatehouse.realms[0]", file));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void pagesOfAStepWhenThereIsNoSignInThenOver() {
        for (String page : List.of("/totp", "/recovery-code", "/enrol", "/enrol-totp", "/recovery-codes")) {
            assertThat(browser.get(SIGN_IN + page).status()).isEqualTo(410);
            assertThat(browser.get(SIGN_IN + page + "?attempt=x").status()).isEqualTo(410);
        }
    }

    @Test
    void stepsWhenOnlyThePasswordWasGivenThenNothingElseIsOpen() {
        Authenticator.of(server, "acme", id);
        String step = password(browser);

        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
        assertThat(browser.get(FACTORS).location()).contains("/sign-in");
        assertThat(browser.get(FACTORS + "/totp").location()).contains("/sign-in");
        for (String page : List.of("enrol", "enrol-totp", "recovery-codes", "recovery-code")) {
            Answer answer = browser.get(step.replace("/totp?", "/" + page + "?"));
            assertThat(answer.location()).as(page).contains("/sign-in/totp");
        }
    }

    @Test
    void enrolWhenSomebodyHasAFactorThenNobodyAddsAnotherByThePasswordAlone() {
        String step = password(browser);
        Answer page = browser.get(browser.get(step).location());
        Authenticator thief = Authenticator.scanning(server, page);
        Authenticator.of(server, "acme", id); // the owner was faster

        Answer answer = browser.submit(page, SIGN_IN + "/enrol-totp", Map.of("code", thief.code(), "name", "Mine"));

        assertThat(answer.location()).contains("/sign-in/totp");
        assertThat(apps.of(realm, id)).hasSize(1);
    }

    @Test
    void enrolThenTheCodeThatAddedTheAppIsNoProofAndTheNextOneIs() {
        TrailProbe trail = TrailProbe.of(server, "acme");
        Answer page = browser.get(browser.get(password(browser)).location());
        Authenticator phone = Authenticator.scanning(server, page);
        Answer wrong = browser.submit(page, SIGN_IN + "/enrol-totp", Map.of("code", phone.wrongCode(), "name", "P"));
        assertThat(wrong.body()).contains("href=\"#code\"");

        Answer added = browser.submit(page, SIGN_IN + "/enrol-totp", Map.of("code", phone.code(), "name", "Phone"));
        Answer step = browser.get(added.location());

        assertThat(added.location()).contains("/sign-in/totp?attempt=");
        assertThat(step.body()).contains("wait until the app shows the next code");
        assertThat(code(browser, step, phone.code()).body()).contains("used already");
        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
        Answer proven = code(browser, step, phone.nextCode());
        assertThat(proven.location()).contains("/sign-in/recovery-codes?attempt=");
        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
        Answer shown = browser.get(proven.location());
        assertThat(browser.submit(shown, SIGN_IN + "/recovery-codes", Map.of()).body())
                .contains("href=\"#saved\"");
        Answer done = browser.submit(shown, SIGN_IN + "/recovery-codes", Map.of("saved", "true"));
        assertThat(done.location()).endsWith(ACCOUNT);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
        assertThat(codes.left(realm, id)).isEqualTo(10);
        assertThat(trail.freshCodes())
                .containsExactly(
                        "auth.factor",
                        "factor.enrolled",
                        "auth.factor",
                        "auth.factor",
                        "factor.enrolled",
                        "auth.login");
    }

    @Test
    void totpWhenCodeIsWrongThenAnEntryAndAfterTwoTheClockIsMentioned() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        Answer step = browser.get(password(browser));
        TrailProbe trail = TrailProbe.of(server, "acme");

        assertThat(code(browser, step, phone.wrongCode()).body())
                .contains("<title>Error:")
                .doesNotContain("sets its time");
        assertThat(code(browser, step, phone.wrongCode()).body()).contains("sets its time");

        assertThat(trail.fresh()).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.activity().code()).isEqualTo("auth.factor");
            assertThat(entry.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(entry.reason()).isEqualTo("wrong-code");
        });
    }

    @Test
    void totpWhenGuessedThenThrottledApartFromThePassword() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        Answer step = browser.get(password(browser));
        for (int i = 0; i < 5; i++) {
            assertThat(code(browser, step, phone.wrongCode()).status()).isEqualTo(200);
        }

        Answer refused = code(browser, step, phone.code());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(password(new Browser(server))).contains("/totp?attempt=");
        server.clock().advance(Duration.ofMinutes(2));
        assertThat(code(browser, step, phone.code()).location()).endsWith(ACCOUNT);
    }

    @Test
    void totpWhenSomebodyWithThePasswordUsedUpTheTriesThenTheOwnBrowserStillGetsIn() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        code(browser, browser.get(password(browser)), phone.code());
        server.clock().advance(Duration.ofMinutes(2));
        Browser thief = new Browser(server);
        Answer step = thief.get(password(thief));
        for (int i = 0; i < 5; i++) {
            code(thief, step, phone.wrongCode());
        }

        assertThat(code(thief, step, phone.code()).status()).isEqualTo(429);
        assertThat(code(browser, browser.get(password(browser)), phone.code()).location())
                .endsWith(ACCOUNT);
    }

    @Test
    void totpWhenFiftyBrowsersSendOneCodeThenOneGetsIn() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        List<Browser> all = java.util.stream.Stream.generate(() -> new Browser(server))
                .limit(50)
                .toList();
        List<Answer> steps = all.stream().map(one -> one.get(password(one))).toList();
        String code = phone.code();

        List<Answer> answers = Together.run(50, number -> code(all.get(number), steps.get(number), code));

        assertThat(answers)
                .filteredOn(answer -> answer.location().endsWith(ACCOUNT))
                .hasSize(1);
    }

    @Test
    void totpWhenOfSomebodyElseThenRefused() {
        Authenticator.of(server, "acme", id);
        Authenticator others = Authenticator.of(
                server, "acme", People.of(server).create("acme").subject());

        assertThat(code(browser, browser.get(password(browser)), others.code()).status())
                .isEqualTo(200);
        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
    }

    @Test
    void recoveryCodeThenOpensOnceWithItsEntry() {
        Authenticator.of(server, "acme", id);
        codes.replace(realm, id, List.of("AAAAA-AAAA1", "AAAAA-AAAA2"));
        Answer step = browser.get(password(browser));
        assertThat(step.body()).contains("Try another way", "/sign-in/recovery-code?attempt=");
        Answer other = browser.get(stepOf(step).replace("/totp?", "/recovery-code?"));
        assertThat(other.body()).contains("/sign-in/totp?attempt=");
        assertThat(recovery(browser, other, "AAAAA-AAAA3").body()).contains("href=\"#code\"");
        TrailProbe trail = TrailProbe.of(server, "acme");

        assertThat(recovery(browser, other, "aaaaa aaaa1").location()).endsWith(ACCOUNT);

        assertThat(trail.freshCodes()).containsExactly("recovery.used", "auth.login");
        assertThat(codes.left(realm, id)).isOne();
        Browser elsewhere = new Browser(server);
        Answer again = elsewhere.get(password(elsewhere).replace("/totp?", "/recovery-code?"));
        assertThat(recovery(elsewhere, again, "AAAAA-AAAA1").status()).isEqualTo(200);
    }

    @Test
    void recoveryCodeWhenTheTrailIsAwayThenUnavailableAndNotUsed() {
        Authenticator.of(server, "acme", id);
        codes.replace(realm, id, List.of("AAAAA-AAAA1"));
        Answer step = browser.get(password(browser).replace("/totp?", "/recovery-code?"));

        Answer answer = TrailOutage.during(server, () -> recovery(browser, step, "AAAAA-AAAA1"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(codes.left(realm, id)).isOne();
        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
        assertThat(recovery(browser, step, "AAAAA-AAAA1").location()).endsWith(ACCOUNT);
    }

    @Test
    void removeWhenTheTrailIsAwayThenUnavailableAndStillThere() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        Authenticator.of(server, "acme", id);
        browser.signIn("acme", person, phone);
        UUID app = apps.of(realm, id).get(0).id();
        String form = browser.get(ACCOUNT).hidden("_csrf");

        Answer answer = TrailOutage.during(
                server, () -> browser.post(FACTORS + "/totp/" + app + "/remove", Map.of("_csrf", form)));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(apps.of(realm, id)).hasSize(2);
    }

    @Test
    void removeWhenItIsTheLastAndOneIsDemandedThenRefused() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        browser.signIn("acme", person, phone);
        UUID app = apps.of(realm, id).get(0).id();
        TrailProbe trail = TrailProbe.of(server, "acme");

        Answer answer = browser.submit(browser.get(ACCOUNT), FACTORS + "/totp/" + app + "/remove", Map.of());

        assertThat(answer.body()).contains("your last second step");
        assertThat(apps.of(realm, id)).hasSize(1);
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("factor.removed");
            assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
        });
        Authenticator.of(server, "acme", id);
        assertThat(browser.submit(browser.get(ACCOUNT), FACTORS + "/totp/" + app + "/remove", Map.of())
                        .location())
                .endsWith("done=app-removed");
    }

    @Test
    void changeWhenSignInIsNotRecentThenAsksToSignInAgain() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        browser.signIn("acme", person, phone);
        server.clock().advance(Duration.ofMinutes(16));

        assertThat(browser.get(FACTORS).status()).isEqualTo(200);
        assertThat(browser.get(FACTORS + "/totp").location()).contains("/sign-in?to=");
        assertThat(browser.get(FACTORS + "/recovery-codes").location()).contains("/sign-in?to=");
        UUID app = apps.of(realm, id).get(0).id();
        assertThat(browser.submit(browser.get(FACTORS), FACTORS + "/totp/" + app + "/name", Map.of("name", "New"))
                        .location())
                .contains("/sign-in");
        assertThat(apps.of(realm, id)).extracting("name").containsExactly("Phone");
    }

    @Test
    void rememberWhenPersonAdministersThenNeverOffered() {
        Person admin = People.of(server).createWith("acme", "helpdesk");
        Authenticator phone = Authenticator.of(server, "acme", admin.subject());
        Answer step = browser.get(
                browser.signIn("acme", admin.userName(), admin.password()).location());

        Answer answer = browser.submit(step, SIGN_IN + "/totp", Map.of("code", phone.code(), "remember", "true"));

        assertThat(step.body()).doesNotContain("remember");
        assertThat(answer.location()).endsWith(ACCOUNT);
        assertThat(cookie(browser)).isEmpty();
    }

    @Test
    void rememberWhenThePersonAdministersMeanwhileThenTheSessionIsNotEnoughAnyMore() {
        remember();
        password(browser);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
        RelyingApp web = RelyingApp.web(server, "acme");
        Answer tokens = web.redeem(web.authorize(browser, web.authorization()).redirectParameter("code"));
        Answer refreshed = web.refresh(tokens.json("refresh_token"));
        assertThat(refreshed.status()).as("the browser still stands in").isEqualTo(200);

        server.bean(JdbcClient.class)
                .sql(
                        "INSERT INTO account_role (realm_id, account_id, role) SELECT realm_id, id, 'helpdesk' FROM account WHERE id = ?")
                .param(id)
                .update();

        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
        assertThat(web.refresh(refreshed.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void rememberThenNotAskedInThisBrowserOnlyAndForThisPersonOnly() {
        remember();
        TrailProbe trail = TrailProbe.of(server, "acme");

        assertThat(password(browser)).endsWith(ACCOUNT);
        assertThat(password(browser)).endsWith(ACCOUNT);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);

        assertThat(trail.freshCodes()).doesNotContain("device.removed");
        assertThat(password(new Browser(server))).contains("/totp");
        Person other = People.of(server).create("acme");
        Authenticator.of(server, "acme", other.subject());
        assertThat(browser.signIn("acme", other.userName(), other.password()).location())
                .contains("/totp");
        assertThat(password(browser))
                .as("somebody else's try took nothing away")
                .endsWith(ACCOUNT);
    }

    @Test
    void rememberWhenTimeIsUpThenAskedAgain() {
        remember();
        server.clock().advance(Duration.ofDays(30).plusSeconds(1));

        assertThat(password(browser)).contains("/totp");
        assertThat(browsers.of(realm, id)).isEmpty();
    }

    @Test
    void rememberWhenAnEarlierTokenComesBackThenForgottenForEverybody() {
        remember();
        HttpCookie copied = (HttpCookie) cookie(browser).orElseThrow().clone();
        assertThat(password(browser)).endsWith(ACCOUNT);
        Browser thief = new Browser(server);
        thief.cookies().getCookieStore().add(server.uri("/"), copied);
        TrailProbe trail = TrailProbe.of(server, "acme");

        assertThat(password(thief)).contains("/totp");

        assertThat(trail.fresh().stream().map(EntryView::reason)).contains("replayed");
        assertThat(password(browser)).contains("/totp");
    }

    @Test
    void rememberWhenAppIsRemovedOrForgottenOrPasswordChangedThenAskedAgain() {
        Authenticator.of(server, "acme", id);
        UUID kept = apps.of(realm, id).get(0).id();
        remember();
        UUID used = apps.of(realm, id).stream()
                .map(app -> app.id())
                .filter(app -> !app.equals(kept))
                .findFirst()
                .orElseThrow();

        assertThat(browser.submit(browser.get(ACCOUNT), FACTORS + "/totp/" + used + "/remove", Map.of())
                        .location())
                .endsWith("app-removed");
        assertThat(password(browser)).contains("/totp");
    }

    @Test
    void changeWhenTheBrowserIsMerelyRememberedThenAsksForAFactorFirst() {
        remember();
        assertThat(password(browser)).endsWith(ACCOUNT);
        assertThat(browser.get(FACTORS).status()).isEqualTo(200);

        UUID app = apps.of(realm, id).get(0).id();
        Authenticator.of(server, "acme", id);
        for (String page : List.of("/totp", "/totp/" + app, "/recovery-codes")) {
            assertThat(browser.get(FACTORS + page).location()).contains("/sign-in/totp?attempt=");
        }
        assertThat(browser.submit(browser.get(ACCOUNT), FACTORS + "/totp/" + app + "/remove", Map.of())
                        .location())
                .contains("/sign-in/totp?attempt=");
        assertThat(apps.of(realm, id)).hasSize(2);
    }

    @Test
    void rememberWhenForgottenOnTheAccountPageThenAskedAgain() {
        remember();
        UUID remembered = browsers.of(realm, id).get(0).id();
        Person other = People.of(server).create("acme");
        Authenticator theirs = Authenticator.of(server, "acme", other.subject());
        Browser stranger = new Browser(server);
        stranger.signIn("acme", other, theirs);
        stranger.submit(stranger.get(ACCOUNT), FACTORS + "/browsers/" + remembered + "/forget", Map.of());
        assertThat(browsers.of(realm, id)).as("a stranger cannot").hasSize(1);
        assertThat(browser.get(FACTORS).body()).contains("Remembered browsers");

        Answer answer = browser.submit(browser.get(FACTORS), FACTORS + "/browsers/" + remembered + "/forget", Map.of());

        assertThat(answer.location()).endsWith("browser-forgotten");
        assertThat(password(browser)).contains("/totp");
    }

    @Test
    void rememberWhenPasswordIsChangedThenAskedAgain() {
        remember();
        String wanted = "An-entirely-other-phrase-9";
        Answer changed = browser.submit(
                browser.get(ACCOUNT), ACCOUNT + "/password", Map.of("current", person.password(), "password", wanted));
        assertThat(changed.location()).contains("saved");

        assertThat(browser.signIn("acme", person.userName(), wanted).location()).contains("/totp");
        assertThat(browsers.of(realm, id)).isEmpty();
    }

    /** A memory that is made while everybody is being thrown out would be the way back in past the second factor. */
    @Test
    void rememberWhenThrownOutMeanwhileThenNotRemembered() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        Answer step = browser.get(password(browser));

        whileThrownOut(() -> browser.submit(step, SIGN_IN + "/totp", Map.of("code", phone.code(), "remember", "true")));

        assertThat(browsers.of(realm, id)).isEmpty();
        assertThat(cookie(browser)).isEmpty();
        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
        assertThat(password(browser)).contains("/totp");
    }

    /** So would codes be that are saved then. */
    @Test
    void saveCodesWhenThrownOutMeanwhileThenNoneAreGood() {
        Answer page = browser.get(browser.get(password(browser)).location());
        Authenticator phone = Authenticator.scanning(server, page);
        Answer added = browser.submit(page, SIGN_IN + "/enrol-totp", Map.of("code", phone.code(), "name", "Phone"));
        Answer shown = browser.get(
                code(browser, browser.get(added.location()), phone.nextCode()).location());

        Answer late = whileThrownOut(() -> browser.submit(shown, SIGN_IN + "/recovery-codes", Map.of("saved", "true")));

        assertThat(late.status()).isEqualTo(410);
        assertThat(codes.left(realm, id)).isZero();
        assertThat(browser.get(ACCOUNT).location()).contains("/sign-in");
    }

    /** All sign-ins of the person are ended when the request has come as far as the lock of their account lets it. */
    private Answer whileThrownOut(Supplier<Answer> request) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        Account account = server.bean(Accounts.class).find(realm, id).orElseThrow();
        CompletableFuture<Answer> late = server.bean(TransactionTemplate.class).execute(status -> {
            jdbc.sql("UPDATE account SET updated_at = updated_at WHERE id = ?")
                    .param(id)
                    .update();
            CompletableFuture<Answer> started = CompletableFuture.supplyAsync(request);
            Awaitility.await()
                    .until(() -> jdbc.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                                    .query(Integer.class)
                                    .single()
                            > 0);
            server.bean(SignInEnding.class).endEverything(realm, account, Party.system(), "account-disabled");
            return started;
        });
        return late.join();
    }

    private void remember() {
        Authenticator phone = Authenticator.of(server, "acme", id);
        Answer step = browser.get(password(browser));
        assertThat(step.body()).contains("Do not ask again in this browser for 30 days");
        Answer answer = browser.submit(step, SIGN_IN + "/totp", Map.of("code", phone.code(), "remember", "true"));
        assertThat(answer.location()).endsWith(ACCOUNT);
        assertThat(cookie(browser)).isPresent();
    }

    private static Optional<HttpCookie> cookie(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().startsWith("gatehouse-browser."))
                .findFirst();
    }

    /** Where the password leads. */
    private String password(Browser with) {
        return with.signIn("acme", person.userName(), person.password()).location();
    }

    private static Answer code(Browser with, Answer step, String code) {
        return with.submit(step, SIGN_IN + "/totp", Map.of("code", code));
    }

    private static Answer recovery(Browser with, Answer step, String code) {
        return with.submit(step, SIGN_IN + "/recovery-code", Map.of("code", code));
    }

    private static String stepOf(Answer step) {
        return SIGN_IN + "/totp?attempt=" + step.hidden("attempt");
    }
}
