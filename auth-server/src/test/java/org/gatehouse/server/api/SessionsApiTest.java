package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Administrators see where people are signed in, and end it")
class SessionsApiTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
    private final Person person = people.create(REALM);
    private final String path = "/accounts/" + person.subject() + "/sessions";
    private final Browser browser = new Browser(server);

    SessionsApiTest() {
        browser.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void listWhenNotAllowedOrNotThereThenRefused() {
        AdminApi nobody = AdminApi.as(server, REALM, people.create(REALM));

        assertThat(nobody.get(path).status()).isEqualTo(403);
        assertThat(nobody.delete(path).status()).isEqualTo(403);
        assertThat(admin.get("/accounts/" + UUID.randomUUID() + "/sessions").status())
                .isEqualTo(404);
        assertThat(admin.at("globex").get(path).status()).isEqualTo(401);
        assertThat(admin.delete(path + "/" + "x".repeat(22)).status()).isEqualTo(404);
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(200);
    }

    @Test
    void endWhenThePersonMayMoreThenRefusedAndTold() {
        AdminApi helpdesk = AdminApi.as(server, REALM, people.createWith(REALM, "helpdesk"));
        Person above = people.createWith(REALM, "admin");
        Browser theirs = new Browser(server);
        theirs.signIn(REALM, above.userName(), above.password());
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(helpdesk.delete("/accounts/" + above.subject() + "/sessions").status())
                .isEqualTo(403);

        assertThat(theirs.get("/realms/acme/account").status()).isEqualTo(200);
        assertThat(probe.freshCodes()).containsExactly("session.ended"); // denied, and told so
    }

    @Test
    void endOneThenItIsGoneWithItsEntryAndTwiceIsNotFound() {
        Answer list = admin.get(path);
        assertThat(list.json().path("items")).hasSize(1);
        assertThat(list.json().at("/items/0/acr").asString()).isEqualTo("https://refeds.org/profile/sfa");
        String session = list.json().at("/items/0/id").asString();
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(admin.delete(path + "/" + session).status()).isEqualTo(204);

        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(probe.freshCodes()).containsExactly("session.ended");
        assertThat(admin.delete(path + "/" + session).status()).isEqualTo(404);
    }

    @Test
    void endAllThenSessionsAndTokensEnd() {
        RelyingApp phone = RelyingApp.phone(server, REALM);
        Answer tokens = phone.tokens(person);

        assertThat(admin.delete(path).status()).isEqualTo(204);

        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(phone.refresh(tokens.json("refresh_token")).status()).isEqualTo(400);
        assertThat(admin.get(path).json().path("items")).isEmpty();
    }
}
