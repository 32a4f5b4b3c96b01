package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

class AccountBrowserTest extends Journeys {

    private static final String PASSWORD = "/realms/globex/account/password";

    @Test
    void passwordChangeWhenRulesAreBrokenThenNamesAllOfThem() {
        visitor()
                .of("globex")
                .signsIn("alice")
                .opens(PASSWORD)
                .types("current", HOUSE.password("globex", "alice"))
                .types("password", "short")
                .presses("Change password")
                .readsTitle("Error: Change password – Globex Laboratories")
                .isTold("Not met: an upper-case letter", "Not met: a digit", "Not met: at least 10 characters");
    }

    @Test
    void passwordChangeWhenRulesAreBrokenThenNamesThemInFrench() {
        frenchVisitor()
                .signsIn("alice")
                .opens("/realms/acme/account/password")
                .types("current", HOUSE.password("acme", "alice"))
                .types("password", "acme")
                .submits()
                .isTold(
                        "Non respecté : au moins 12 caractères",
                        "Non respecté : un chiffre, ou une espace comme dans une phrase",
                        "Non respecté : pas le nom de l'entreprise");
    }

    @Test
    void passwordChangeWhenCurrentOneIsWrongThenLeadsToItsField() {
        visitor()
                .of("globex")
                .signsIn("alice")
                .opens(PASSWORD)
                .types("current", "something else")
                .types("password", "Laboratory-42")
                .submits()
                .isTold("The current password is not right.")
                .follows("The current password is not right.")
                .hasFocusOn("#current");
    }

    @Test
    void passwordChangeThenOnlyTheNewOneOpensAndOtherSessionsEnd() {
        Visitor elsewhere = visitor().of("globex").signsIn("ivan");
        visitor()
                .of("globex")
                .signsIn("ivan")
                .follows("Change password")
                .types("current", HOUSE.password("globex", "ivan"))
                .types("password", "Laboratory-43")
                .submits()
                .isAt("/realms/globex/account")
                .sees("Your password was changed.")
                .presses("Sign out")
                .opensSignIn()
                .tries("ivan", HOUSE.password("globex", "ivan"))
                .isTold("E-mail or password is not right.")
                .tries("ivan", "Laboratory-43")
                .isAt("/realms/globex/account");
        elsewhere.opens("/realms/globex/account").isAt("/realms/globex/sign-in");
    }

    @Test
    void accountWhenNameHasMarkupThenShowsItAsText() {
        visitor().signsIn("wolfe").sees("<b>von</b>");
    }

    @Test
    void signOutDeviceAndDismissNoticeThenBothAreGone() {
        HOUSE.usesPhones("dave");
        visitor()
                .signsIn("dave")
                .sees("A sign-in of yours was ended")
                .presses("Do not show again")
                .isAt("/realms/acme/account")
                .doesNotSee("A sign-in of yours was ended")
                .presses("Sign out this device")
                .sees("The device was signed out.")
                .doesNotSee("Pixel 8");
    }
}
