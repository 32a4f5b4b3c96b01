package org.gatehouse.server.demo.entra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever tries the demo signs in as somebody of Contoso")
class ContosoInTheDemoTest {

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        Path folder = Files.createTempDirectory("gatehouse-demo");
        server = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                Map.of(
                        "gatehouse.demo",
                        "true",
                        "gatehouse.outgoing.allow",
                        "localhost,127.0.0.0/8,::1/128",
                        "gatehouse.realms[0]",
                        example(folder, "acme.yaml"),
                        "gatehouse.seeds[0]",
                        example(folder, "acme-people.yaml")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void comeThenIsSignedIn() {
        Browser browser = new Browser(server);
        assertThat(browser.get("/realms/acme/sign-in").body()).contains("Contoso");

        browser.get(answer(browser, "Anna Berger"));

        assertThat(browser.get("/realms/acme/account").body()).contains("Anna Berger");
    }

    @Test
    void comeWhenTheAddressIsWrittenByThemselvesThenTheAccountOfItsOwnerIsNotTouched() {
        Browser browser = new Browser(server);

        browser.get(answer(browser, "Mallory"));

        assertThat(browser.get("/realms/acme/account").body()).doesNotContain("Carol");
    }

    /** What people of other organisations are offered: their own choice does not even show here. */
    @Test
    void leaveThenOnlyPeopleOfTheTenantMayChooseThemselves() {
        Answer page = new Browser(server)
                .get(new Browser(server).get("/realms/acme/connections/contoso").location());

        assertThat(page.body()).contains("Bruno Keller").doesNotContain("Fabian");
    }

    private static String answer(Browser browser, String name) {
        String away = browser.get("/realms/acme/connections/contoso").location();
        Map<String, String> form = new HashMap<>();
        for (String pair : away.substring(away.indexOf('?') + 1).split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        String key = server.bean(StandInEntra.class).people().stream()
                .filter(person -> person.name().equals(name))
                .map(Person::key)
                .findFirst()
                .orElseThrow();
        form.put("person", key);
        return browser.post(away.substring(0, away.indexOf('?')), form).location();
    }

    private static String example(Path folder, String name) throws IOException {
        try (InputStream file = RealmFiles.class.getResourceAsStream("/org/gatehouse/realm/examples/" + name)) {
            return Files.write(
                            folder.resolve(name), Objects.requireNonNull(file).readAllBytes())
                    .toString();
        }
    }
}
