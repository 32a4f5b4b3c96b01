package org.gatehouse.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.gatehouse.server.testing.Authenticator;
import org.junit.jupiter.api.Test;

class TwoStepBrowserTest extends Journeys {

    /** Of the demo's seed file. */
    private static final String HEIDIS_KEY = "JBSWY3DPEHPK3PXP";

    private static final String FACTORS = "/realms/acme/account/factors";
    private static final String STEP = "/realms/acme/sign-in/totp";
    private static final String UMBRELLA = "/realms/umbrella/sign-in/";

    private final Authenticator heidis = HOUSE.authenticator(HEIDIS_KEY);

    @Test
    void codeWhenWrongThenSaysSoAndTheSecondTimeSpeaksOfClocks() {
        visitor()
                .opensSignIn()
                .identifiesAs("heidi")
                .isAt(STEP)
                .types("code", heidis.wrongCode())
                .submits()
                .readsTitle("Error: Enter the code from your app – Acme Field Services")
                .isTold("This is not the code the app shows now. Enter the newest one.")
                .types("code", heidis.wrongCode())
                .submits()
                .sees("Check that your phone sets its time by itself")
                .entersCodeOf(heidis)
                .submits()
                .isAt("/realms/acme/account");
    }

    @Test
    void codeInFrench() {
        frenchVisitor()
                .opensSignIn()
                .identifiesAs("heidi")
                .reads("fr")
                .readsHeading("Saisissez le code de votre application")
                .types("code", heidis.wrongCode())
                .submits()
                .isTold("Ce n’est pas le code que montre l’application en ce moment. Saisissez le plus récent.")
                .entersCodeOf(heidis)
                .submits()
                .isAt("/realms/acme/account");
    }

    @Test
    void codeByKeyboardAlone() {
        visitor()
                .opensSignIn()
                .types("username", "heidi")
                .types("password", HOUSE.password("acme", "heidi"))
                .strikes("Enter")
                .isAt(STEP)
                .strikes("Tab", "Tab", "Tab")
                .hasFocusOn("#code")
                .writes(heidis.nextCode())
                .strikes("Tab")
                .hasFocusOn("main form button")
                .strikes("Enter")
                .isAt("/realms/acme/account");
    }

    @Test
    void recoverWhenThePhoneIsLost() {
        visitor()
                .opensSignIn()
                .identifiesAs("heidi")
                .follows("Use a recovery code")
                .types("code", "not-a-code")
                .submits()
                .isTold("This code is not right, or was used before. Try another one of your list.")
                .types("code", "HEIDI 00005")
                .submits()
                .isAt("/realms/acme/account")
                .follows("Two-step sign-in")
                .sees("codes are left");
        visitor()
                .opensSignIn()
                .identifiesAs("heidi")
                .follows("Use a recovery code")
                .types("code", "heidi-00005")
                .submits()
                .isTold("This code is not right, or was used before. Try another one of your list.")
                .follows("Use a code from your authenticator app")
                .isAt(STEP);
    }

    @Test
    void enrolOnTheWayInThenTheNextCodeAndTheCodesToKeep() throws IOException {
        Visitor uma = visitor().of("umbrella").opensSignIn().identifiesAs("uma").isAt(UMBRELLA + "enrol-totp");
        Authenticator phone = uma.scans();
        uma.types("code", phone.wrongCode())
                .types("name", "My phone")
                .submits()
                .hasFocusOn("[role=alert][data-focus]")
                .finds("name", "My phone")
                .entersCodeOf(phone)
                .submits()
                .isAt(UMBRELLA + "totp")
                .sees("wait until the app shows the next code")
                .types("code", phone.code())
                .submits()
                .isTold("This code was used already. Wait until the app shows the next one.")
                .entersCodeOf(phone)
                .submits()
                .isAt(UMBRELLA + "recovery-codes");
        List<String> shown = uma.page().locator(".recovery-codes code").allTextContents();
        Download file = uma.page().waitForDownload(() -> uma.presses("Download"));
        assertThat(shown).hasSize(10);
        assertThat(Files.readString(file.path())).contains(shown).contains("Umbrella Insurance");
        uma.presses("Use these codes from now on")
                .isTold("Save the codes, then tick this box.")
                .ticks("saved")
                .presses("Use these codes from now on")
                .isAt("/realms/umbrella/account");
    }

    @Test
    void enrolWithoutScript() {
        Visitor ulf = visitorWithoutScript().of("umbrella").opensSignIn().identifiesAs("ulf");
        Authenticator phone = ulf.isAt(UMBRELLA + "enrol-totp").scans();
        ulf.isHidden("[data-copy]")
                .entersCodeOf(phone)
                .types("name", "Phone")
                .submits()
                .isAt(UMBRELLA + "totp")
                .entersCodeOf(phone)
                .ticks("remember")
                .submits()
                .isAt(UMBRELLA + "recovery-codes")
                .ticks("saved")
                .presses("Use these codes from now on")
                .isAt("/realms/umbrella/account")
                .presses("Sign out")
                .signsIn("ulf")
                .opens("/realms/umbrella/account/factors")
                .sees("Remembered browsers")
                .presses("Ask again there")
                .sees("That browser will be asked again.")
                .presses("Sign out")
                .opensSignIn()
                .identifiesAs("ulf")
                .isAt(UMBRELLA + "totp");
    }

    @Test
    void enrolByKeyboardAlone() {
        Visitor ugo = visitor().of("umbrella").opensSignIn().identifiesAs("ugo").isAt(UMBRELLA + "enrol-totp");
        Authenticator phone = ugo.scans();
        ugo.strikes("Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
                .hasFocusOn("#code")
                .writes(phone.nextCode())
                .strikes("Tab")
                .hasFocusOn("#name")
                .writes("Phone")
                .strikes("Enter")
                .isAt(UMBRELLA + "totp");
    }

    @Test
    void addRenameAndRemoveOnTheAccountPage() {
        Visitor twyla = visitor().signsIn("twyla").follows("Two-step sign-in").follows("Add an authenticator app");
        Authenticator phone = twyla.scans();
        twyla.entersCodeOf(phone)
                .types("name", "Old <b>phone</b>")
                .submits()
                .isAt(STEP)
                .entersCodeOf(phone)
                .submits()
                .isAt(FACTORS + "/recovery-codes")
                .ticks("saved")
                .presses("Use these codes from now on")
                .isAt(FACTORS)
                .sees("Your recovery codes are ready.")
                .sees("Old <b>phone</b>")
                .sees("10 codes are left")
                .follows("Change Old <b>phone</b>")
                .types("name", "")
                .presses("Save the name")
                .isTold("Enter a name of at most 60 characters.")
                .types("name", "New phone")
                .presses("Save the name")
                .sees("The name was changed.")
                .follows("Change New phone")
                .presses("Remove")
                .sees("The app was removed.")
                .doesNotSee("New phone");
        visitor().signsIn("twyla");
    }

    @Test
    void demoShowsTheCodeOfWhoHasAnApp() {
        visitor().opens("/demo?realm=acme").sees("heidi").sees(HEIDIS_KEY);
    }
}
