package org.gatehouse.server.federation.entraid;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.junit.jupiter.api.Test;

/** Trying a connection to Entra ID says what to do in its portal, by the portal's words. */
class EntraTrialTest {

    private static final String CONSOLE = "/console/realms/acme/connections/";

    private final ContosoAtAcme house = ContosoAtAcme.shared();
    private final Browser browser = administrator();

    @Test
    void pageThenFindingsNameThePartsOfThePortal() {
        String page = browser.get(CONSOLE + "contoso").body();

        assertThat(page)
                .contains(
                        "Platform configurations",
                        "Token configuration › Add optional claim",
                        "App roles › Create app role")
                .contains("GroupMember.Read.All", "Users and groups", "Certificates &amp; secrets › Client secrets")
                .doesNotContain("doctor.");
    }

    @Test
    void tryWhenOfATenantThatIsNotListedThenSaysSo() {
        String to = tried("strict", house.somebody(ContosoAtAcme.ELSEWHERE));

        assertThat(browser.get(to).body()).contains("a tenant that is not on the connection’s list");
    }

    @Test
    void tryWhenSomebodyComesThenShowsWhomTheyMake() {
        String to = tried("contoso", house.somebody());

        assertThat(browser.get(to).body()).contains("Whom the provider vouches for", "would get a new account");
    }

    private String tried(String alias, org.gatehouse.server.demo.entra.Person person) {
        return browser.step(house.answer(browser, CONSOLE + alias + "/try", person))
                .location();
    }

    private Browser administrator() {
        Person admin = People.of(house.server).createWith("acme", "admin");
        Browser browser = house.browser();
        browser.signIn("acme", admin.userName(), admin.password());
        return browser;
    }
}
