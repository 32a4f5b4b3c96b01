package org.gatehouse.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people type is neither cut nor lost, and what they chose stays. */
class TypedBrowserTest extends Journeys {

    private static final String PROFILE = "/realms/acme/account/profile";

    @Test
    void languageWhenChangedThenTheNameStaysAndThePasswordDoesNot() {
        visitor()
                .opensSignIn()
                .types("username", "alice")
                .types("password", "secret-words")
                .changesLanguageTo("Français")
                .reads("fr")
                .finds("username", "alice")
                .finds("password", "");
    }

    @Test
    void languageWhenThePasswordIsShownThenItIsNotKeptInTheBrowser() {
        Visitor visitor = visitor()
                .opensSignIn()
                .types("username", "alice")
                .types("password", "secret-words")
                .presses("Show");
        assertThat(visitor.page().locator("#password")).hasAttribute("type", "text");

        org.assertj.core.api.Assertions.assertThat(draftOnLeaving(visitor))
                .contains("alice")
                .doesNotContain("secret-words");
    }

    @Test
    void languageWhenACodeIsTypedThenItIsNotKeptInTheBrowser() {
        Visitor atTheDevice =
                visitor().signsIn("alice").opens("/realms/acme/device").types("user_code", "WDJB-MJHT");
        org.assertj.core.api.Assertions.assertThat(draftOnLeaving(atTheDevice))
                .contains("/device")
                .doesNotContain("WDJB");

        Visitor inNeed = visitor()
                .opensSignIn()
                .identifiesAs("heidi")
                .isAt("/realms/acme/sign-in/totp")
                .clicks(".ways a")
                .types("code", "abcd-efgh-jkmn");
        org.assertj.core.api.Assertions.assertThat(draftOnLeaving(inNeed))
                .contains("/recovery-code")
                .doesNotContain("abcd");
    }

    /** What is in the tab's storage when somebody changes the language, before the next page takes it out. */
    private static String draftOnLeaving(Visitor visitor) {
        return String.valueOf(visitor.page().evaluate("""
                () => {
                  document.addEventListener("click", (event) => event.preventDefault(), { once: true });
                  document.querySelector("a[data-stays]").click();
                  return sessionStorage.getItem("gatehouse-draft");
                }
                """));
    }

    @Test
    void formWhenTheSignInIsOldThenWhatWasTypedIsThereAfterwards() {
        String guest = HOUSE.admitsSomebody();
        Visitor visitor =
                visitor().signsIn(guest).opens("/realms/acme/account/email").types("email", "new@acme.example");
        HOUSE.waits(Duration.ofMinutes(16));
        visitor.submits()
                .isAt("/realms/acme/sign-in")
                .identifiesAs(guest)
                .isAt("/realms/acme/account/email")
                .finds("email", "new@acme.example");
    }

    @Test
    void formWhenSomebodyElseSignsInThenNothingOfItIsThere() {
        String guest = HOUSE.admitsSomebody();
        String other = HOUSE.admitsSomebody();
        Visitor visitor =
                visitor().signsIn(guest).opens("/realms/acme/account/email").types("email", "new@acme.example");
        HOUSE.waits(Duration.ofMinutes(16));
        visitor.submits()
                .isAt("/realms/acme/sign-in")
                .identifiesAs(other)
                .isAt("/realms/acme/account/email")
                .finds("email", "");
    }

    @Test
    void formWhenItWasTakenThenNothingIsKept() {
        String guest = HOUSE.admitsSomebody();
        Visitor visitor = visitor()
                .signsIn(guest)
                .opens(PROFILE)
                .types("displayName", "Another Name")
                .submits()
                .isAt("/realms/acme/account/profile");
        org.assertj.core.api.Assertions.assertThat(visitor.page().evaluate("() => sessionStorage.length"))
                .isEqualTo(0);
    }

    @Test
    void passwordWhenTooLongThenSaidByHowMuchAndNothingIsCut() {
        Visitor visitor = visitor().opensSignIn().types("password", "p".repeat(130));
        visitor.sees("130 characters: at most 128 are possible. Nothing was cut off.")
                .finds("password", "p".repeat(130));
        visitor.types("password", "p".repeat(128)).isHidden("[data-too-long]");
    }

    @Test
    void themeWhenChosenThenItStaysInThisBrowserUntilTheSystemDecidesAgain() {
        Visitor visitor = visitor().opensSignIn().follows("Dark");
        assertThat(visitor.page().locator("html")).hasAttribute("data-theme", "dark");
        visitor.opens("/realms/acme/sign-in/forgotten");
        assertThat(visitor.page().locator("html")).hasAttribute("data-theme", "dark");
        visitor.follows("As my system");
        org.assertj.core.api.Assertions.assertThat(
                        visitor.page().locator("html").getAttribute("data-theme"))
                .isNull();
    }

    @Test
    void nameFirstWhenAPasswordManagerFillsBothThenOneStepIsEnough() {
        Visitor bruce = visitor().of("wayne").opensSignIn().types("username", "bruce");
        bruce.page()
                .locator("#password")
                .evaluate("(field, value) => { field.value = value; }", HOUSE.password("wayne", "bruce"));
        bruce.submits().isAt("/realms/wayne/account");
    }

    @Test
    void nameFirstThenThePasswordIsAskedForOnTheNextPage() {
        visitor()
                .of("wayne")
                .opensSignIn()
                .strikes("Tab", "Tab", "Tab")
                .hasFocusOn("#username")
                .writes("bruce")
                .strikes("Tab")
                .hasFocusOn("main form button:not([type=button])")
                .strikes("Enter")
                .seesOne("#password")
                .identifiesAs("bruce")
                .isAt("/realms/wayne/account");
    }

    @Test
    void nameFirstWithoutScriptThenNameAndPasswordAreOnePlainForm() {
        visitorWithoutScript()
                .of("wayne")
                .opensSignIn()
                .sees("Leave it empty if your organisation has you sign in elsewhere.")
                .identifiesAs("bruce")
                .isAt("/realms/wayne/account");
    }
}
