package org.gatehouse.server.federation.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.TestServer;

/** A server of its own with a realm whose connections, all to one provider, differ in what becomes of people. */
final class PartnerRealm implements AutoCloseable {

    static final String REALM = "partners";

    final StandInProvider provider = StandInProvider.start();
    final TestServer server;

    private PartnerRealm() {
        SettableClock clock = new SettableClock();
        provider.clock(clock);
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.put("gatehouse.realms[2]", write(file()).toString());
        server = TestServer.start(TestDatabase.fresh(), clock, settings);
    }

    static PartnerRealm start() {
        return new PartnerRealm();
    }

    private String file() {
        String maps = "roles: {map: {Planner: planner, Vip: vip}}, groups: {map: {g-team: team}}";
        return """
                realm: partners
                displayName: Partners
                languages: [en, fr]
                secondFactor:
                  required: when
                  when: [{role: vip}]
                  methods: [passkey, totp, recovery-code]
                roles:
                  - {name: planner, description: Plans}
                  - {name: vip, description: Shows more than a password}
                groups: [{name: team}]
                clients:
                  - {id: web, kind: web, redirectUris: ['https://web.example/cb'], secret: env:WEB_SECRET}
                connections:
                """
                + provider.connection("open", "provision: just-in-time", "trustFactors: {amr: [mfa]}", maps)
                + provider.connection("closed")
                + provider.connection("apart", "provision: just-in-time", "link: never")
                + provider.connection("trusting", "link: verified-email", "domains: [trusting.example]");
    }

    /** Leaves for the provider and comes back; the answer is what the provider's answer was answered with. */
    Answer comeBack(Browser browser, String connection) {
        return FederatedServer.step(browser, answerOf(browser, "/realms/" + REALM + "/connections/" + connection));
    }

    /** Follows a way to the provider; tells the address it sends the browser back to. */
    String answerOf(Browser browser, String way) {
        return browser.step(browser.step(way).location()).location();
    }

    private static Path write(String text) {
        try {
            return Files.writeString(
                    Files.createTempDirectory("gatehouse-partners").resolve("partners.yaml"), text);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        server.close();
        provider.close();
    }
}
