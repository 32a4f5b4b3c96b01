package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

class DemoBrowserTest extends Journeys {

    @Test
    void answerWhenStateIsForgedThenIsThrownAway() {
        visitor()
                .opens("/demo")
                .opensInVain("/demo/callback?code=x&state=forged", 400)
                .readsTitle("Error: This answer was not asked for – Gatehouse")
                .follows("Start again")
                .isAt("/demo");
    }

    @Test
    void tokensWhenNothingWasAskedThenSaysSo() {
        visitor()
                .opensInVain("/demo/tokens", 400)
                .readsTitle("Error: No sign-in is under way in this browser – Gatehouse");
    }

    @Test
    void codeWhenExchangedTwiceThenIsRefused() {
        Visitor visitor = visitor().startsTheDemo().identifiesAs("bob").allows();
        String answer = visitor.page().url();
        visitor.asksFor("exchange")
                .readsHeading("Signed in")
                .opens(answer)
                .isAt("/demo/tokens"); // the app knows the answer already and does not exchange it again
    }

    @Test
    void wholeDanceThenEveryStepIsShown() {
        visitor()
                .opens("/")
                .follows("See a sign-in, step by step")
                .sees("code_challenge_method")
                .follows("Start: go and sign in")
                .isAt("/realms/acme/sign-in")
                .sees("to continue to \u2068Relying party demo\u2069")
                .identifiesAs("alice")
                .presses("Allow")
                .isAt("/demo/callback")
                .readsHeading("The answer has come")
                .presses("Exchange the code")
                .isAt("/demo/tokens")
                .sees("Alice Martin")
                .sees("The signature was made by a key the realm publishes.")
                .doesNotSee("failed")
                .presses("Ask who this is")
                .sees("The realm was asked who this is HTTP 200")
                .sees("alice.martin@acme.example")
                .presses("Refresh the tokens")
                .sees("The tokens were refreshed HTTP 200")
                .presses("Revoke the tokens")
                .sees("The tokens were revoked HTTP 200")
                .presses("Refresh the tokens")
                .sees("HTTP 400")
                .sees("invalid_grant");
    }

    @Test
    void signOutAtTheAppThenSignsOutAtTheRealm() {
        visitor()
                .startsTheDemo()
                .identifiesAs("bob")
                .allows()
                .asksFor("exchange")
                .presses("Sign out")
                .isAt("/demo")
                .readsHeading("You are signed out")
                .opens("/realms/acme/account")
                .isAt("/realms/acme/sign-in");
    }

    @Test
    void danceWithoutScriptThenWorksAllTheSame() {
        visitorWithoutScript()
                .startsTheDemo()
                .identifiesAs("bob")
                .allows()
                .asksFor("exchange")
                .readsHeading("Signed in");
    }

    @Test
    void danceInFrenchThenAllPagesAreFrench() {
        frenchVisitor()
                .startsTheDemo()
                .reads("fr")
                .identifiesAs("bob")
                .allows()
                .readsHeading("La réponse est arrivée")
                .asksFor("exchange")
                .readsHeading("Connecté");
    }
}
