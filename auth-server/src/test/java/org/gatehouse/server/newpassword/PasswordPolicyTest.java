package org.gatehouse.server.newpassword;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.StrictServer;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a realm asks of passwords beside its patterns: at the account page, at the sign-in and by administrators. */
class PasswordPolicyTest {

    private static final String REALM = StrictServer.STRICT;
    private static final String PAGE = "/realms/strict/account/password";
    private static final String STEP = "/realms/strict/sign-in/password";
    private static final String CHECK = "/realms/strict/sign-in/password-check";
    private static final String FIRST = "Glacier-thimble-47-oboe";
    private static final String SECOND = "Marzipan-quarry-93-flute";
    private static final String THIRD = "Lantern-orbit-58-cellist";

    private final TestServer server = StrictServer.shared();
    private final Realm realm = server.bean(Realms.class).get(REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    // ---- One's own data

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xx-SOMEBODY-xx",
                "xx-s\u00f3m\u00e9body-xx",
                "xx-\uff53\uff4f\uff4d\uff45\uff42\uff4f\uff44\uff59-xx"
            })
    void changeWhenPasswordContainsOnesNameThenRefused(String wanted) {
        signIn(person.password());

        assertThat(change(person.password(), wanted).body())
                .contains("Not met: without your user name, e-mail address, name");
        assertThat(isPassword(person.password())).isTrue();
    }

    @Test
    void changeWhenPasswordContainsASensitiveAttributeThenRefusedAndNobodyIsToldTheValue() {
        server.bean(org.springframework.transaction.support.TransactionTemplate.class)
                .executeWithoutResult(status -> server.bean(Accounts.class)
                        .edit(
                                realm,
                                server.bean(Accounts.class)
                                        .lock(realm, person.subject())
                                        .orElseThrow(),
                                new AccountEdit(Map.of(), Map.of("employeeNo", "QX-77-1234"))));
        signIn(person.password());

        Answer answer = change(person.password(), "prefix-qx-77-1234-suffix");

        assertThat(answer.body())
                .contains("Not met: without your user name, e-mail address, name, employee number")
                .doesNotContain("QX-77-1234");
    }

    // ---- Known passwords

    @Test
    void changeWhenOthersUsedThePasswordThenRefused() {
        signIn(person.password());

        assertThat(change(person.password(), "1q2w3e4r5t").body())
                .contains("Not met: not on the list of passwords others have used");
        assertThat(isPassword(person.password())).isTrue();
    }

    @Test
    void changeWhenTheRealmOnlyWarnsThenAskedOnceAndThenDone() {
        Person other = People.of(server).create(StrictServer.LENIENT);
        browser.signIn(StrictServer.LENIENT, other.userName(), other.password());
        String page = "/realms/lenient/account/password";
        Map<String, String> form = Map.of("current", other.password(), "password", "1q2w3e4r5t");

        Answer warned = browser.submit(browser.get(page), page, form);
        assertThat(warned.body()).contains("Others have used this password").contains("name=\"known\"");
        Answer done = browser.submit(
                browser.get(page),
                page,
                Map.of("current", other.password(), "password", "1q2w3e4r5t", "known", "true"));

        assertThat(done.location()).contains("/account?saved");
    }

    // ---- History

    @Test
    void changeWhenPasswordWasOneOfTheLastThenRefusedUntilItIsNone() {
        signIn(person.password());
        assertThat(change(person.password(), FIRST).location()).contains("saved");
        assertThat(change(FIRST, SECOND).location()).contains("saved");

        assertThat(change(SECOND, person.password()).body()).contains("Not met: none of your last 3 passwords");
        assertThat(change(SECOND, FIRST).body()).contains("Not met: none of your last 3 passwords");
        assertThat(change(SECOND, THIRD).location()).contains("saved");
        assertThat(change(THIRD, person.password()).location()).contains("saved");
        assertThat(kept()).isEqualTo(2);
    }

    @Test
    void changeWhenCurrentPasswordIsWrongThenHistoryIsNotTold() {
        signIn(person.password());
        change(person.password(), FIRST);
        long before = server.bean(PasswordHashing.class).calls();

        Answer answer = change("not-the-current-one", person.password());

        assertThat(answer.body()).contains("The current password is not right.").doesNotContain("Not met");
        assertThat(server.bean(PasswordHashing.class).calls() - before).isEqualTo(1);
    }

    @Test
    void eraseThenEarlierPasswordsAreGone() {
        signIn(person.password());
        change(person.password(), FIRST);
        assertThat(kept()).isEqualTo(1);

        assertThat(admin().eraseSeen("/accounts/" + person.subject()).status()).isEqualTo(204);

        assertThat(kept()).isZero();
    }

    // ---- Age, and what administrators ask for

    @Test
    void signInWhenPasswordIsTooOldForOneOfTheRolesThenAnotherIsChosenFirst() {
        Person guard = People.of(server).createWith(REALM, "guard");
        Person keeper = People.of(server).createWith(REALM, "keeper");
        server.clock().advance(Duration.ofDays(31));

        assertThat(new Browser(server)
                        .signIn(REALM, keeper.userName(), keeper.password())
                        .location())
                .contains("/account");
        Answer step = browser.signIn(REALM, guard.userName(), guard.password());
        assertThat(step.location()).contains(STEP + "?attempt=");
        assertThat(browser.get("/realms/strict/account").status()).isEqualTo(302);
        assertThat(choose(step, guard.password()).body()).contains("Not met: none of your last 3 passwords");
        assertThat(choose(step, "short").body()).contains("Not met: at least 10 characters");

        assertThat(choose(step, FIRST).location()).contains("/realms/strict/account");
        assertThat(browser.get("/realms/strict/account").status()).isEqualTo(200);
        assertThat(new Browser(server).signIn(REALM, guard.userName(), FIRST).location())
                .contains("/account");
    }

    @Test
    void stepWhenNobodySignsInOrItIsDoneThenThereIsNone() {
        assertThat(browser.get(STEP + "?attempt=made-up").status()).isEqualTo(410);
        mustChange();
        Answer step = browser.signIn(REALM, person.userName(), person.password());
        Answer page = browser.get(step.location());
        assertThat(choose(step, FIRST).location()).contains("/account");

        Answer again =
                browser.submit(page, STEP, Map.of("attempt", step.redirectParameter("attempt"), "password", SECOND));

        assertThat(again.status()).isEqualTo(410);
        assertThat(isPassword(SECOND)).isFalse();
    }

    @Test
    void requireChangeThenEverySignInStandsThereAndOtherSessionsEndWithTheChange() {
        Browser elsewhere = new Browser(server);
        elsewhere.signIn(REALM, person.userName(), person.password());
        mustChange();
        assertThat(elsewhere
                        .get(elsewhere.get("/realms/strict/account").location())
                        .location())
                .contains(STEP);

        RelyingApp app = RelyingApp.of(server, REALM, "web");
        Answer asked = app.authorize(browser, app.authorization());
        Answer signIn = browser.get(asked.location());
        Answer step = browser.submit(signIn, "/realms/strict/sign-in", person.credentials());
        assertThat(step.location()).contains(STEP);
        TrailProbe probe = TrailProbe.of(server, REALM);
        Answer done = choose(step, FIRST);

        assertThat(done.location()).contains("/oauth2/authorize?");
        assertThat(elsewhere
                        .get(elsewhere.get("/realms/strict/account").location())
                        .status())
                .isEqualTo(200);
        assertThat(probe.freshCodes()).contains("credential.changed", "session.ended", "auth.login");
    }

    @Test
    void giveTemporaryPasswordThenItOpensTheStepAndNothingElse() {
        signIn(person.password());
        Answer given = admin().post("/accounts/" + person.subject() + "/temporary-password");
        assertThat(given.status()).isEqualTo(200);
        String temporary = given.json("password");
        assertThat(temporary).matches("([a-z2-9]{5}-){3}[a-z2-9]{5}");
        assertThat(browser.get("/realms/strict/account").status()).isEqualTo(302);
        assertThat(isPassword(person.password())).isFalse();

        Answer step = browser.signIn(REALM, person.userName(), temporary);
        assertThat(step.location()).contains(STEP);
        assertThat(choose(step, temporary).body()).contains("Not met: none of your last 3 passwords");
        assertThat(choose(step, FIRST).location()).contains("/account");
        assertThat(isPassword(temporary)).isFalse();
    }

    @Test
    void signInWhenTemporaryPasswordIsTooOldThenRefusedLikeAWrongOne() {
        String temporary = admin().post("/accounts/" + person.subject() + "/temporary-password")
                .json("password");
        server.clock().advance(Duration.ofHours(24));

        Answer late = browser.signIn(REALM, person.userName(), temporary);

        assertThat(late.body()).contains("E-mail or password is not right.");
    }

    @Test
    void giveTemporaryPasswordWhenItIsNotTheCallersToGiveThenRefusedWithAnEntry() {
        Person second = People.of(server).createWith(REALM, "admin");
        Person helper = People.of(server).createWith(REALM, "helpdesk");
        AdminApi admin = admin();
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(admin.post("/accounts/" + second.subject() + "/temporary-password")
                        .json("type"))
                .contains("decides-on-requests");
        AdminApi help = AdminApi.withScopes(server, REALM, helper, "users.read users.write");
        assertThat(help.post("/accounts/" + second.subject() + "/temporary-password")
                        .status())
                .isEqualTo(403);
        assertThat(help.post("/accounts/" + helper.subject() + "/temporary-password")
                        .status())
                .isEqualTo(403);
        AdminApi reader = AdminApi.withScopes(server, REALM, helper, "users.read");
        assertThat(reader.post("/accounts/" + person.subject() + "/temporary-password")
                        .status())
                .isEqualTo(403);
        assertThat(reader.post("/accounts/" + person.subject() + "/require-password-change")
                        .status())
                .isEqualTo(403);
        assertThat(admin.post("/accounts/00000000-0000-7000-8000-000000000000/temporary-password")
                        .status())
                .isEqualTo(404);

        assertThat(probe.freshCodes()).filteredOn("credential.reset"::equals).hasSize(4);
        assertThat(isPassword(person.password())).isTrue();
    }

    // ---- While somebody types

    @Test
    void liveCheckThenTellsRulesAndOwnDataAndNothingAboutKnownOrEarlierPasswords() {
        signIn(person.password());
        Answer page = browser.get(PAGE);

        assertThat(live(page, "short").body()).contains("{\"id\":\"length\",\"met\":false}");
        assertThat(live(page, "xx-somebody-xx").body())
                .contains("{\"id\":\"length\",\"met\":true}")
                .contains("{\"id\":\"own-data\",\"met\":false}");
        assertThat(live(page, "1q2w3e4r5t").body()).doesNotContain("\"known\"").doesNotContain("\"history\"");
        assertThat(live(page, person.password()).body()).doesNotContain("\"met\":false");
    }

    @Test
    void liveCheckWhenItIsHugeThenToldAtOnceAndWithoutTokenRefused() {
        signIn(person.password());
        Answer page = browser.get(PAGE);

        assertThat(live(page, "p".repeat(900_000)).body())
                .contains("\"tooLong\":true")
                .doesNotContain("advice");
        assertThat(live(page, "nul\u0000inside-of-it").status()).isLessThan(500);
        assertThat(browser.post(CHECK, Map.of("password", FIRST)).status()).isEqualTo(403);
    }

    // ---- Much at once

    @Test
    void fiftySignInsAtOnceThenAllSucceed() {
        People people = People.of(server);
        Person[] all = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> people.create(REALM))
                .toArray(Person[]::new);

        assertThat(Together.run(50, i -> new Browser(server).signIn(REALM, all[i].userName(), all[i].password())))
                .allSatisfy(answer -> assertThat(answer.location()).endsWith("/realms/strict/account"));
    }

    @Test
    void changeWhenPasswordIsAMegabyteOrHasNulThenRefusedQuickly() {
        signIn(person.password());
        long before = server.bean(PasswordHashing.class).calls();

        assertThat(change(person.password(), "p".repeat(900_000)).body()).contains("Not met: at most 128 characters");
        assertThat(change(person.password(), "p".repeat(2_000_000)).status()).isBetween(400, 499);
        assertThat(change(person.password(), "nul\u0000inside-of-it-9").status())
                .isEqualTo(400);
        assertThat(change(person.password(), "bell\u0007inside-of-it-9").body())
                .contains("Not met: no control characters");
        assertThat(change("c".repeat(900_000), FIRST).body()).contains("The current password is not right.");

        assertThat(server.bean(PasswordHashing.class).calls() - before).isEqualTo(1);
        assertThat(isPassword(person.password())).isTrue();
    }

    /** 128 characters are 256 chars where each is a pair: what may be chosen must open. */
    @Test
    void changeToTheLongestPasswordThenItSignsIn() {
        String longest = "\ud83e\udd8a\ud83e\udd9d".repeat(64);
        signIn(person.password());

        assertThat(change(person.password(), longest).location()).contains("saved");

        assertThat(isPassword(longest)).isTrue();
    }

    private void signIn(String password) {
        assertThat(browser.signIn(REALM, person.userName(), password).location())
                .contains("/account");
    }

    private Answer change(String current, String wanted) {
        return browser.submit(browser.get(PAGE), PAGE, Map.of("current", current, "password", wanted));
    }

    private Answer choose(Answer step, String wanted) {
        Answer page = browser.get(step.location());
        return browser.submit(page, STEP, Map.of("attempt", step.redirectParameter("attempt"), "password", wanted));
    }

    private Answer live(Answer page, String typed) {
        return browser.submit(page, CHECK, Map.of("password", typed));
    }

    private boolean isPassword(String password) {
        Answer answer = new Browser(server).signIn(REALM, person.userName(), password);
        return answer.location().contains("/account") || answer.location().contains(STEP);
    }

    private void mustChange() {
        assertThat(admin().post("/accounts/" + person.subject() + "/require-password-change")
                        .status())
                .isEqualTo(204);
    }

    private AdminApi admin() {
        return AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
    }

    private int kept() {
        return server.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM earlier_password WHERE account_id = ?")
                .param(person.subject())
                .query(Integer.class)
                .single();
    }
}
