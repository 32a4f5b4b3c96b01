package org.gatehouse.server.federation.doctor;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.TestServer;
import tools.jackson.databind.JsonNode;

/**
 * The realm {@code acme} with connections of every health: {@code partner} works; {@code inside} is where this service does
 * not call; {@code contoso} is Entra ID, never called.
 */
final class ClinicAtAcme implements AutoCloseable {

    static final String CONSOLE = "/console/realms/acme/connections";

    final SettableClock clock = new SettableClock();
    final StandInProvider provider = StandInProvider.start().clock(clock);
    final TestServer server;
    final People people;

    ClinicAtAcme() {
        LocalDate soon = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(12);
        String sections = "connections:\n"
                + provider.connection(
                        "partner",
                        "displayName: Partner",
                        "clientSecretExpires: " + soon,
                        "roles: {map: {Planner: dispatcher}}",
                        "trustFactors: {amr: [mfa]}",
                        "provision: just-in-time")
                + "  - {alias: inside, kind: oidc, issuer: 'https://10.1.2.3', clientId: x, clientSecret: env:PARTNER_SECRET}\n"
                + "  - {alias: closed, kind: oidc, issuer: '" + provider.issuer() + "', clientId: "
                + StandInProvider.CLIENT_ID + ", clientSecret: env:PARTNER_SECRET}\n";
        server = TestServer.start(TestDatabase.fresh(), clock, Map.copyOf(OwnRealm.with(sections)));
        people = People.of(server);
    }

    Person somebody(String role) {
        return people.createWith("acme", role);
    }

    AdminApi api(String role) {
        return AdminApi.as(server, "acme", somebody(role));
    }

    Browser browser(Person person) {
        Browser browser = new Browser(server);
        browser.signIn("acme", person.userName(), person.password());
        return browser;
    }

    /** Goes to the provider and comes back as far as where it is sent then. */
    String comesBack(Browser browser, String connection) {
        return browser.step(answer(browser, connection)).location();
    }

    /** Goes to the provider; tells the address it sends the browser back to. */
    String answer(Browser browser, String connection) {
        Answer leaving = browser.get(CONSOLE + "/" + connection + "/try");
        return browser.step(leaving.location()).location();
    }

    static JsonNode finding(Answer diagnosis, String check) {
        for (JsonNode finding : diagnosis.json().path("findings")) {
            if (finding.path("check").asString().equals(check)) {
                return finding;
            }
        }
        throw new AssertionError("Nothing was found about " + check + ": " + diagnosis.body());
    }

    @Override
    public void close() {
        server.close();
        provider.close();
    }
}
