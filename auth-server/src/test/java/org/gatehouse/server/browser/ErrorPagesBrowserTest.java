package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

class ErrorPagesBrowserTest extends Journeys {

    @Test
    void unknownPageThenSaysSo() {
        visitor()
                .opensInVain("/nowhere", 404)
                .readsTitle("Error: This page does not exist – Gatehouse")
                .sees("Reference")
                .follows("Go to the first page")
                .isAt("/");
    }

    @Test
    void unknownRealmThenDoesNotExist() {
        frenchVisitor()
                .opensInVain("/realms/nobody/sign-in", 404)
                .readsTitle("Erreur : Cette page n’existe pas – Gatehouse");
    }

    @Test
    void unregisteredRedirectUriThenExplainsWithoutGoingThere() {
        visitor()
                .opensInVain(
                        "/realms/acme/oauth2/authorize?response_type=code&client_id=demo&scope=openid&state=s"
                                + "&redirect_uri=https://elsewhere.example/cb&code_challenge=x&code_challenge_method=S256",
                        400)
                .readsTitle("Error: We could not read that request – Gatehouse")
                .sees("redirect_uri is not registered for this client.")
                .doesNotSee("elsewhere.example");
    }

    @Test
    void formThatLostItsSessionThenSaysWhatToDo() {
        visitor()
                .opensSignIn()
                .forgetsCookies()
                .identifiesAs("alice")
                .readsTitle("Error: You may not do this – Gatehouse")
                .sees("the page was open for too long");
    }

    @Test
    void errorPageInAnotherLanguageThenIsTheSameError() {
        visitor().opensInVain("/nowhere", 404).changesLanguageTo("Français").readsHeading("Cette page n’existe pas");
    }
}
