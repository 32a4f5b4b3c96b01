package org.gatehouse.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleBrowserTest extends Journeys {

    private static final String PEOPLE = "/console/realms/globex/accounts";

    @Test
    void consoleWhenPersonMayDoNothingThenThereIsNoWayIn() {
        visitor().of("globex").signsIn("alice").doesNotSee("Administration").opensInVain("/console/realms/globex", 403);
    }

    @Test
    void accountsWhenWorkedOnThenEverythingIsDoneFromItsPages() {
        work(visitor(), "nadia");
    }

    @Test
    void accountsWhenThereIsNoScriptThenEverythingIsDoneAllTheSame() {
        work(visitorWithoutScript(), "nadia-quietly");
    }

    @Test
    void searchWhenTypedThenPeopleAreProposedAndFound() {
        Visitor visitor = visitor().of("globex").signsIn("heidi").opens(PEOPLE);

        visitor.page().locator("#q").pressSequentially("al");
        assertThat(visitor.page().locator("#proposed option[value=alice]")).hasCount(1);
        visitor.page().locator("#q").pressSequentially("x");
        assertThat(visitor.page().locator("#proposed option")).hasCount(0);

        visitor.types("q", "alice").presses("Search").sees("alice");
    }

    private static void work(Visitor visitor, String userName) {
        visitor.of("globex")
                .signsIn("heidi")
                .follows("Administration")
                .isAt("/console/realms/globex/dashboard")
                .follows("People")
                .isAt(PEOPLE)
                .follows("Add a person")
                .types("userName", userName)
                .types("displayName", "Nadia <b>")
                .submits()
                .sees("Enter a name of one line, without < and >.")
                .finds("userName", userName)
                .types("displayName", "Nadia Berger")
                .submits()
                .readsHeading("Nadia Berger")
                .sees("The account was created.")
                .follows("Edit")
                .types("email", userName + "@globex.example")
                .presses("Save")
                .sees("The account was changed.")
                .presses("Give")
                .sees("The role was given.")
                .presses("Disable")
                .sees("The account is disabled.")
                .follows("Entries about this person")
                .sees("Heidi Rossi")
                .clicks("td.entry a")
                .sees("Kept at least until")
                .follows("People")
                .types("q", userName)
                .presses("Search")
                .isAt(PEOPLE)
                .sees(userName + "@globex.example");
    }
}
