package org.gatehouse.server.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.factor.totp.TotpUse;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The account page of second factors")
class FactorPagesTest {

    private static final String WARNING = "<div class=\"box warn\" role=\"status\">";

    private static final String PAGE = "/realms/acme/account/factors";

    private final TestServer server = TestServer.shared();
    private final Realm realm = server.bean(Realms.class).get("acme");
    private final TotpFactors apps = server.bean(TotpFactors.class);
    private final RecoveryCodes codes = server.bean(RecoveryCodes.class);
    private final Person person = People.of(server).create("acme");
    private final Browser browser = new Browser(server);

    @BeforeEach
    void signIn() {
        browser.signIn("acme", person.userName(), person.password());
    }

    @Test
    void pagesWhenNotSignedInThenAskToSignIn() {
        for (String page : List.of("", "/totp", "/recovery-codes")) {
            assertThat(new Browser(server).get(PAGE + page).location()).contains("/sign-in");
        }
    }

    @Test
    void addWhenCodeIsWrongOrNameMissingThenNothingIsAdded() {
        Answer page = browser.get(PAGE + "/totp");
        Authenticator phone = Authenticator.scanning(server, page);

        assertThat(add(phone.wrongCode(), "Phone").body()).contains("href=\"#code\"");
        assertThat(add("", "Phone").body()).contains("href=\"#code\"");
        assertThat(add(phone.code(), " ").body()).contains("href=\"#name\"");
        assertThat(add(phone.code(), "x".repeat(61)).body()).contains("href=\"#name\"");
        assertThat(add("1".repeat(100_000), "Phone").status()).isLessThan(500);

        assertThat(apps.of(realm, person.subject())).isEmpty();
    }

    @Test
    void addWhenFormTokenIsMissingThenRefused() {
        Authenticator phone = Authenticator.scanning(server, browser.get(PAGE + "/totp"));

        assertThat(browser.post(PAGE + "/totp", Map.of("code", phone.code(), "name", "Phone"))
                        .status())
                .isEqualTo(403);
        assertThat(apps.of(realm, person.subject())).isEmpty();
    }

    @Test
    void addWhenKeyIsTooOldThenRefusedAndAnotherIsShown() {
        Authenticator phone = Authenticator.scanning(server, browser.get(PAGE + "/totp"));
        server.clock().advance(Duration.ofMinutes(16));

        Answer answer = browser.submit(
                browser.get("/realms/acme/account"), PAGE + "/totp", Map.of("code", phone.code(), "name", "Phone"));

        assertThat(answer.location()).doesNotContain("done");
        assertThat(apps.of(realm, person.subject())).isEmpty();
    }

    @Test
    void addWhenAnotherPersonUsesTheBrowserThenTheKeyIsNotTheirs() {
        Authenticator phone = Authenticator.scanning(server, browser.get(PAGE + "/totp"));
        Person other = People.of(server).create("acme");
        browser.signIn("acme", other.userName(), other.password());

        add(phone.code(), "Phone");

        assertThat(apps.of(realm, other.subject())).isEmpty();
        assertThat(apps.of(realm, person.subject())).isEmpty();
    }

    @Test
    void addThenShowsTheSameKeyUntilACodeOfItIsRightAndThatCodeIsUsed() {
        TrailProbe trail = TrailProbe.of(server, "acme");
        Answer page = browser.get(PAGE + "/totp");
        Authenticator phone = Authenticator.scanning(server, page);
        assertThat(page.body()).contains("<svg", "fill=\"#fff\"");
        assertThat(Authenticator.scanning(server, browser.get(PAGE + "/totp")).code())
                .isEqualTo(phone.code());

        Answer answer = add(phone.code(), " Work  phone ");

        assertThat(answer.location()).endsWith(PAGE + "/recovery-codes");
        assertThat(trail.freshCodes()).containsExactly("factor.enrolled");
        assertThat(TestServer.mail().only(person.email()).subject()).startsWith("A second factor was added");
        assertThat(browser.get(PAGE).location())
                .as("the sign-in has to prove it now")
                .contains("/sign-in");
        assertThat(apps.use(realm, person.subject(), phone.code())).isInstanceOf(TotpUse.Again.class);
        Answer step = browser.get(browser.get(browser.get(PAGE).location()).location());
        Answer proven = browser.submit(step, "/realms/acme/sign-in/totp", Map.of("code", phone.nextCode()));
        assertThat(proven.location()).endsWith(PAGE);
        assertThat(browser.get(PAGE).body()).contains("Work  phone", "Last used");
    }

    @Test
    void changeWhenAppIsSomebodyElsesThenNotThere() {
        Person neighbour = People.of(server).create("acme");
        Authenticator.of(server, "acme", neighbour.subject());
        UUID theirs = apps.of(realm, neighbour.subject()).get(0).id();

        assertThat(browser.get(PAGE + "/totp/" + theirs).status()).isEqualTo(404);
        assertThat(submit("/totp/" + theirs + "/remove", Map.of()).status()).isEqualTo(404);
        assertThat(submit("/totp/" + theirs + "/name", Map.of("name", "Mine")).status())
                .isEqualTo(404);
        assertThat(apps.of(realm, neighbour.subject())).extracting("name").containsExactly("Phone");
    }

    @Test
    void renameAndRemoveThenDoneWithTheirEntriesAndCodesGoWithTheLastOne() {
        signInWithApp();
        codes.replace(realm, person.subject(), List.of("AAAAA-AAAAA"));
        UUID app = apps.of(realm, person.subject()).get(0).id();
        TrailProbe trail = TrailProbe.of(server, "acme");

        assertThat(submit("/totp/" + app + "/name", Map.of("name", "")).body()).contains("href=\"#name\"");
        assertThat(submit("/totp/" + app + "/name", Map.of("name", "Private")).location())
                .endsWith("done=app-renamed");
        assertThat(apps.of(realm, person.subject())).extracting("name").containsExactly("Private");
        assertThat(submit("/totp/" + app + "/remove", Map.of()).location()).endsWith("done=app-removed");

        assertThat(trail.freshCodes()).containsExactly("user.updated", "factor.removed", "factor.removed");
        assertThat(apps.of(realm, person.subject())).isEmpty();
        assertThat(codes.left(realm, person.subject())).isZero();
    }

    @Test
    void recoveryCodesWhenThereIsNoFactorThenNotThere() {
        assertThat(browser.get(PAGE + "/recovery-codes").status()).isEqualTo(404);
        assertThat(submit("/recovery-codes", Map.of("saved", "true")).status()).isEqualTo(404);
    }

    @Test
    void recoveryCodesWhenNotSaidToBeSavedThenTheEarlierOnesStay() {
        signInWithApp();
        codes.replace(realm, person.subject(), List.of("AAAAA-AAAAA"));
        List<String> shown = shown(browser.get(PAGE + "/recovery-codes"));

        Answer answer = submit("/recovery-codes", Map.of());

        assertThat(answer.body()).contains("href=\"#saved\"");
        assertThat(shown(answer)).isEqualTo(shown);
        assertThat(codes.left(realm, person.subject())).isOne();
        assertThat(codes.use(realm, person.subject(), shown.get(0))).isFalse();
    }

    @Test
    void recoveryCodesThenShownOnceDownloadedAndTheEarlierOnesAreVoid() {
        signInWithApp();
        codes.replace(realm, person.subject(), List.of("AAAAA-AAAAA"));
        TrailProbe trail = TrailProbe.of(server, "acme");
        List<String> shown = shown(browser.get(PAGE + "/recovery-codes"));
        Answer file = submit("/recovery-codes/download", Map.of());

        Answer answer = submit("/recovery-codes", Map.of("saved", "true"));

        assertThat(file.header("Content-Disposition")).startsWith("attachment");
        assertThat(file.body()).contains(shown).contains(person.userName());
        assertThat(answer.location()).endsWith("done=codes-saved");
        assertThat(trail.freshCodes()).containsExactly("factor.enrolled");
        assertThat(codes.left(realm, person.subject())).isEqualTo(10);
        assertThat(codes.use(realm, person.subject(), "AAAAA-AAAAA")).isFalse();
        assertThat(codes.use(realm, person.subject(), shown.get(9))).isTrue();
        assertThat(shown(browser.get(PAGE + "/recovery-codes"))).doesNotContainAnyElementsOf(shown);
    }

    @Test
    void pageWhenFewCodesAreLeftThenWarns() {
        signInWithApp();
        codes.replace(realm, person.subject(), List.of("AAAAA-AAAA1", "AAAAA-AAAA2", "AAAAA-AAAA3", "AAAAA-AAAA4"));
        assertThat(browser.get(PAGE).body()).contains("4 codes are left").doesNotContain(WARNING);

        codes.use(realm, person.subject(), "AAAAA-AAAA4");

        assertThat(browser.get(PAGE).body())
                .contains("3 recovery codes are left")
                .contains(WARNING);
    }

    private void signInWithApp() {
        Authenticator phone = Authenticator.of(server, "acme", person.subject());
        browser.cookies().getCookieStore().removeAll();
        assertThat(browser.signIn("acme", person, phone).location()).endsWith("/account");
    }

    private Answer add(String code, String name) {
        return submit("/totp", Map.of("code", code, "name", name));
    }

    private Answer submit(String action, Map<String, String> fields) {
        return browser.submit(browser.get("/realms/acme/account"), PAGE + action, new LinkedHashMap<>(fields));
    }

    private static List<String> shown(Answer page) {
        return Pattern.compile("<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>")
                .matcher(page.body())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
