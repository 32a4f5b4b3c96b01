package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

class ConsentBrowserTest extends Journeys {

    @Test
    void consentWhenDeniedThenTheAppHearsSoAndAsksAgainNextTime() {
        visitor()
                .startsTheDemo()
                .identifiesAs("dave")
                .isAt("/realms/acme/consent")
                .presses("Deny")
                .isAt("/demo/callback")
                .readsTitle("Error: The sign-in was refused – Gatehouse")
                .follows("Start again")
                .startsTheDemo()
                .isAt("/realms/acme/consent");
    }

    @Test
    void consentWhenAllowedThenIsNotAskedAgain() {
        visitor()
                .startsTheDemo()
                .identifiesAs("grace")
                .sees("You are signed in as \u2068Grâce Lefèvre\u2069.")
                .sees("your e-mail address")
                .presses("Allow")
                .isAt("/demo/callback")
                .opens("/demo?state=none")
                .startsTheDemo()
                .isAt("/demo/callback");
    }

    @Test
    void consentWhenItIsSomebodyElseThenSignsOut() {
        visitor()
                .startsTheDemo()
                .identifiesAs("erin")
                .sees("Not you?")
                .presses("Sign out")
                .readsHeading("You are signed out");
    }

    @Test
    void consentInAnotherLanguageThenIsForTheSameRequest() {
        visitor()
                .startsTheDemo()
                .identifiesAs("erin")
                .isAt("/realms/acme/consent")
                .changesLanguageTo("Français")
                .reads("fr")
                .presses("Refuser")
                .isAt("/demo/callback")
                .reads("fr");
    }
}
