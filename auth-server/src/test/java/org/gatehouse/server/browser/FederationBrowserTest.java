package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

/** People who sign in at their organisation, as a browser with its policies lets them. */
class FederationBrowserTest extends Journeys {

    private static final String SIGN_IN = "/realms/wayne/sign-in";
    private static final String ACCOUNT = "/realms/wayne/account";

    @Test
    void signInWhenTheAddressIsOfAPartnerThenGoesThereAndBack() {
        visitor()
                .opens(SIGN_IN)
                .types("username", "anna@partner.example")
                .submits()
                .isAt(ACCOUNT);
    }

    @Test
    void signInWithoutScriptThenGoesThereAndBackAllTheSame() {
        visitorWithoutScript()
                .opens(SIGN_IN)
                .types("username", "anna@partner.example")
                .submits()
                .isAt(ACCOUNT);
    }

    @Test
    void signInByTheButtonThenItIsMarkedNextTime() {
        visitor()
                .opens(SIGN_IN)
                .follows("Continue with \u2068Partner\u2069")
                .isAt(ACCOUNT)
                .clicks("header form button")
                .isAt("/realms/wayne/signed-out")
                .opens(SIGN_IN)
                .sees("last used");
    }
}
