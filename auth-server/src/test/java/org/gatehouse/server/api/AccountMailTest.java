package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("The log of mail, for those who may look at people")
class AccountMailTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person person = people.create(REALM);
    private final Person administrator = people.createWith(REALM, "admin");

    @Test
    void listWithoutTheRightThenRefused() {
        AdminApi nobody = AdminApi.as(server, REALM, people.create(REALM));
        AdminApi auditor = AdminApi.as(server, REALM, people.createWith(REALM, Role.AUDITOR));

        assertThat(nobody.get(path(person)).status()).isEqualTo(403);
        assertThat(auditor.get(path(person)).status()).isEqualTo(403);
    }

    @Test
    void listOfNobodyOrOfAnotherRealmThenNotFound() {
        AdminApi admin = AdminApi.as(server, REALM, administrator);

        assertThat(admin.get("/accounts/" + UUID.randomUUID() + "/mail").status())
                .isEqualTo(404);
        assertThat(admin.get(path(people.create("globex"))).status()).isEqualTo(404);
        assertThat(admin.get("/accounts/x/mail").status()).isEqualTo(400);
    }

    @Test
    void listThenKindStateAndTimeAndNothingOfWhatItSaid() {
        String link = sendLink();
        AdminApi admin = AdminApi.as(server, REALM, administrator);
        Awaitility.await().until(() -> admin.get(path(person)).body().contains("\"sent\""));

        Answer answer = admin.get(path(person));

        assertThat(answer.json().path("items")).hasSize(1);
        assertThat(answer.json().at("/items/0/kind").asString()).isEqualTo("reset-link");
        assertThat(answer.json().at("/items/0/to").asString()).isEqualTo(person.email());
        assertThat(answer.json().at("/items/0/endedAt").asString()).endsWith("Z");
        assertThat(answer.body()).doesNotContain(link.substring(link.indexOf("token=") + 6), "http");
    }

    @Test
    void consoleThenTheSameAndNobodyElseSeesIt() {
        sendLink();
        String page = "/console/realms/acme/accounts/" + person.subject() + "/mail";
        Browser console = new Browser(server);
        console.signIn(REALM, administrator.userName(), administrator.password());
        console.get("/console/realms/acme/accounts");
        Browser own = new Browser(server);
        own.signIn(REALM, person.userName(), person.password());
        own.get("/console/realms/acme");

        assertThat(own.get(page).status()).isEqualTo(403);
        assertThat(console.get(page).body())
                .contains("Link for a new password", person.email())
                .doesNotContain("??", "token=");
        assertThat(console.get(page + "?lang=fr").body())
                .contains("Lien pour un nouveau mot de passe")
                .doesNotContain("??");
    }

    @Test
    void consoleWhenALetterWaitsThenItSaysSo() {
        sendLink();
        AdminApi admin = AdminApi.as(server, REALM, administrator);
        Awaitility.await().until(() -> admin.get(path(person)).body().contains("\"sent\""));
        server.bean(JdbcClient.class)
                .sql("UPDATE mail SET state = 'waiting', ended_at = NULL, turn_at = now() + interval '10 years'"
                        + " WHERE account_id = ?")
                .param(person.subject())
                .update();
        Browser console = new Browser(server);
        console.signIn(REALM, administrator.userName(), administrator.password());
        console.get("/console/realms/acme/accounts");

        Answer page = console.get("/console/realms/acme/accounts/" + person.subject() + "/mail");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("waiting", "–");
    }

    private String sendLink() {
        String ask = "/realms/acme/sign-in/forgotten";
        Browser browser = new Browser(server);
        browser.submit(browser.get(ask), ask, Map.of("username", person.userName()));
        return TestServer.mail().only(person.email()).link();
    }

    private static String path(Person person) {
        return "/accounts/" + person.subject() + "/mail";
    }
}
