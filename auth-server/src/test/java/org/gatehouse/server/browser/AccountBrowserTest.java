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
    void somebodyElseSignedInThenTheyAreOutAndANewPasswordIsAskedFor() {
        String person = HOUSE.admitsSomebody();
        Visitor thief = visitor().signsIn(person);
        visitor()
                .signsIn(person)
                .follows("Where you are signed in")
                .sees("this one")
                .follows("Back to your account")
                .follows("Your sign-ins")
                .follows("One of these was not me")
                .presses("Sign everything else out")
                .isAt("/realms/acme/sign-in/password")
                .types("current", HOUSE.password("acme", person))
                .types("password", "Harvest-mirror-8-cobalt")
                .submits()
                .isAt("/realms/acme/account/sessions")
                .sees("this one");
        thief.opens("/realms/acme/account").isAt("/realms/acme/sign-in");
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

    @Test
    void profileWhenSomethingIsWrongThenLeadsToItsFieldAndThenIsSaved() {
        visitor()
                .signsIn("erin")
                .follows("Change your profile")
                .isAt("/realms/acme/account/profile")
                .types("phone", "12345")
                .submits()
                .readsTitle("Error: Your profile – Acme Field Services")
                .follows("Enter a phone number with its country, such as +33123456789, or nothing.")
                .hasFocusOn("#phone")
                .types("phone", "+33 1 99 00 00 07")
                .presses("Save")
                .sees("Your profile was saved.")
                .finds("phone", "+33199000007");
    }

    @Test
    void profileWithoutScriptThenWorksAsWell() {
        visitorWithoutScript()
                .signsIn("erin")
                .opens("/realms/acme/account/profile")
                .types("phone", "")
                .submits()
                .sees("Your profile was saved.");
    }

    @Test
    void takeBackWhatAnAppWasAllowedThenItAsksAgain() {
        visitor()
                .startsTheDemo()
                .identifiesAs("grace")
                .allows()
                .opens("/realms/acme/account/consents")
                .sees("your e-mail address")
                .presses("Take back")
                .sees("The app is signed out and has to ask you again.")
                .sees("You have allowed no app anything yet.")
                .startsTheDemo()
                .isAt("/realms/acme/consent");
    }

    @Test
    void myDataThenAFileComes() {
        visitor()
                .signsIn("alice")
                .follows("Take away what is kept about you")
                .isAt("/realms/acme/account/data")
                .clicks("#format-pdf")
                .saves("Make the file", "acme-my-data.pdf");
    }

    @Test
    void deleteAccountThenNobodyIsSignedInAndNobodySignsIn() {
        String name = HOUSE.admitsSomebody();
        visitor()
                .signsIn(name)
                .follows("Delete your account")
                .sees("What ends at once")
                .types("confirmation", "not me")
                .submits()
                .isTold("Type your user name exactly as it is shown.")
                .types("confirmation", name)
                .presses("Delete my account")
                .readsHeading("Your account is deleted")
                .opens("/realms/acme/account")
                .isAt("/realms/acme/sign-in")
                .tries(name, HOUSE.password("acme", name))
                .isTold("E-mail or password is not right.");
    }
}
