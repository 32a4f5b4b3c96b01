package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

/** Choosing a new password, and accepting what has to be accepted, as people do. */
class PasswordBrowserTest extends Journeys {

    private static final String REALM = "vandelay";
    private static final String PAGE = "/realms/vandelay/account/password";
    private static final String STEP = "/realms/vandelay/sign-in/password";
    private static final String ATTESTATION = "/realms/vandelay/sign-in/attestation";

    @Test
    void typeThenRulesAreTickedOffAndSaid() {
        visitor()
                .of(REALM)
                .signsIn("pia")
                .opens(PAGE)
                .sees("at least 10 characters")
                .doesNotSee("– done")
                .types("password", "pia")
                .sees("to do")
                .reads("#password-live", "Rules not met yet: 2")
                .types("password", "Glacier-thimble-47-oboe")
                .reads("#password-live", "All rules are met")
                .reads("[data-rule=length] .state", "done")
                .reads("#password-strength", "Very strong.")
                .types("password", "1q2w3e4r5t")
                .reads("#password-live", "All rules are met")
                .types("current", HOUSE.password(REALM, "pia"))
                .submits()
                .isTold("Not met: not on the list of passwords others have used");
    }

    @Test
    void typeThenRulesAreTickedOffInFrench() {
        frenchVisitor()
                .of(REALM)
                .signsIn("pia")
                .opens(PAGE)
                .types("password", "prompt")
                .reads("[data-rule=digit] .state", "à faire")
                .types("password", "Glacier-thimble-47-oboe")
                .reads("[data-rule=digit] .state", "fait")
                .reads("#password-live", "Toutes les règles sont respectées");
    }

    @Test
    void changeWithoutScriptThenTheListIsPlainAndTheServerDecides() {
        visitorWithoutScript()
                .of(REALM)
                .signsIn("pia")
                .opens(PAGE)
                .sees("at least 10 characters")
                .types("current", HOUSE.password(REALM, "pia"))
                .types("password", "short")
                .submits()
                .sees("Not met: at least 10 characters")
                .sees("Not met: a digit");
    }

    @Test
    void signInWhenPasswordMustChangeThenByKeyboardAlone() {
        HOUSE.hasToChange("tess");
        visitor()
                .of(REALM)
                .opensSignIn()
                .identifiesAs("tess")
                .isAt(STEP)
                .readsHeading("Choose a new password")
                .focuses("#password")
                .writes("Marzipan-quarry-93-flute")
                .strikes("Enter")
                .isAt(ATTESTATION)
                .readsHeading("Privacy")
                .focuses("#accepted")
                .strikes("Space", "Tab", "Enter")
                .isAt("/realms/vandelay/account")
                .follows("What you accepted")
                .sees("I look at personal data only where my work asks for it.");
    }

    @Test
    void attestationWhenDeclinedThenSignedOut() {
        visitorWithoutScript()
                .of(REALM)
                .opensSignIn()
                .identifiesAs("nina-en")
                .isAt(ATTESTATION)
                .presses("Accept and go on")
                .sees("Tick the box")
                .presses("Decline and leave")
                .isAt("/realms/vandelay/signed-out");
    }

    @Test
    void temporaryPasswordThenShownOnceAndGoodForOneThing() {
        visitor()
                .of(REALM)
                .signsIn("rita")
                .opens("/console/realms/vandelay/accounts?q=otto-fr")
                .clicks("td.what a")
                .follows("Password")
                .presses("Give a temporary password")
                .sees("The temporary password")
                .follows("Back to the account")
                .follows("Password")
                .doesNotSee("The temporary password")
                .sees("another one must be chosen");
    }
}
