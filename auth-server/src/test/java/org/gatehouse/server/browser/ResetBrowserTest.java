package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

class ResetBrowserTest extends Journeys {

    private static final String NEW = "Walnut-ladder-8-orbit";

    @Test
    void forgottenPasswordThenSetAnewByTheMailedLinkAndTheOldOneOpensNothing() {
        Visitor elsewhere = visitor().signsIn("mabel");
        resets(visitor(), "mabel")
                .follows("Sign in")
                .tries("mabel", HOUSE.password("acme", "mabel"))
                .isTold("E-mail or password is not right.")
                .tries("mabel", NEW)
                .isAt("/realms/acme/account");
        elsewhere.opens("/realms/acme/account").isAt("/realms/acme/sign-in");
    }

    @Test
    void forgottenPasswordWithoutScriptThenTheSame() {
        resets(visitorWithoutScript(), "norbert")
                .follows("Sign in")
                .tries("norbert", NEW)
                .isAt("/realms/acme/account");
    }

    @Test
    void forgottenPasswordWhenNobodyIsMeantThenTheSameWords() {
        visitor()
                .opensSignIn()
                .follows("Forgotten password")
                .types("username", "nobody-at-all")
                .presses("Send the link")
                .sees("If an account matches, a message is on its way.");
    }

    @Test
    void newAddressThenTakesTheOldOnesPlaceWhenItsLinkIsFollowed() {
        visitor()
                .signsIn("quentin")
                .follows("E-mail address")
                .types("email", "a@b")
                .presses("Send the link")
                .isTold("Enter an e-mail address such as ana@example.org.")
                .types("email", "q@elsewhere.example")
                .presses("Send the link")
                .sees("A link is on its way")
                .sees("quentin@acme.example")
                .followsTheLinkMailedTo("q@elsewhere.example", "Confirm your e-mail address")
                .presses("Yes, confirm it")
                .readsHeading("Your address is confirmed")
                .follows("Your account")
                .sees("q@elsewhere.example");
    }

    private static Visitor resets(Visitor visitor, String userName) {
        return visitor.opensSignIn()
                .follows("Forgotten password")
                .types("username", userName)
                .presses("Send the link")
                .sees("If an account matches, a message is on its way.")
                .followsTheLinkMailedTo(userName + "@acme.example", "Set a new password")
                .readsHeading("Set a new password")
                .types("password", "acme")
                .presses("Set password")
                .sees("at least 12 characters")
                .types("password", NEW)
                .presses("Set password")
                .readsHeading("Your password was set");
    }
}
