package org.gatehouse.server.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Signing in where everybody is asked for a second factor")
class TwoStepSignInTest extends TwoStepRealm {

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

    private static String stepOf(Answer step) {
        return SIGN_IN + "/totp?attempt=" + step.hidden("attempt");
    }
}
