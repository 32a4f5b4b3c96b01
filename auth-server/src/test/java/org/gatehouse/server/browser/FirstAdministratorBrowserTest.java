package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

class FirstAdministratorBrowserTest extends Journeys {

    @Test
    void linkWhenMadeUpThenDoesNotExist() {
        visitor().opensInVain("/realms/initech/first-administrator?token=made-up", 404);
    }

    @Test
    void linkThenMakesOneAdministratorAndIsUsedUp() {
        String link = HOUSE.firstAdministratorLink("initech");
        visitor()
                .of("initech")
                .opens(link)
                .submits()
                .readsTitle("Error: First administrator – Initech")
                .types("displayName", "Milton Waddams")
                .types("userName", "milton")
                .types("email", "milton@initech.example")
                .types("password", "Red stapler 1999")
                .presses("Create account")
                .isAt("/realms/initech/sign-in")
                .tries("milton", "Red stapler 1999")
                .isAt("/realms/initech/account")
                .follows("Administration")
                .follows("Trace log")
                .sees("Milton Waddams signed in")
                .opensInVain(link, 404);
    }
}
