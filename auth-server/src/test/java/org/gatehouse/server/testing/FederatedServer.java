package org.gatehouse.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;

/** A server with one more realm, whose people may come from providers that stand in for real ones. */
public final class FederatedServer {

    public static final String REALM = "federated";

    /** Behind the connection {@code partner}. */
    public static final StandInProvider PARTNER = StandInProvider.start();

    /** Behind the connections {@code second} and, known by the realm's key, {@code keyed}. */
    public static final StandInProvider SECOND = StandInProvider.start();

    private FederatedServer() {}

    /** The one the tests of this JVM share. */
    public static TestServer shared() {
        return Shared.SERVER;
    }

    public static String path(String connection) {
        return "/realms/" + REALM + "/connections/" + connection;
    }

    /** Leaves for the provider and comes back; the answer is the page that says what is wrong, or leads to where it goes on. */
    public static Answer comeBack(Browser browser, String connection) {
        Answer leaving = step(browser, path(connection));
        return leaving.status() == 302
                ? step(browser, browser.step(leaving.location()).location())
                : leaving;
    }

    /** One request, and what it was refused with where it was. */
    public static Answer step(Browser browser, String address) {
        Answer answer = browser.step(address);
        return answer.location().endsWith("/refused") ? browser.step(answer.location()) : answer;
    }

    /** Leaves for the provider; tells the address it sends the browser back to. */
    public static String answerOf(Browser browser, String connection) {
        Answer leaving = browser.step(path(connection));
        return browser.step(leaving.location()).location();
    }

    /** The realm's file, for a server of one's own that has it too. */
    public static Path realmFile() {
        return write(file());
    }

    private static String file() {
        return """
                realm: federated
                displayName: Federated
                languages: [en, fr]
                clients:
                  - {id: web, kind: web, redirectUris: ['https://web.example/cb'], postLogoutRedirectUris: ['https://web.example/out'], secret: env:WEB_SECRET}
                  - {id: told, kind: web, redirectUris: ['https://told.example/cb'], secret: env:TOLD_SECRET, backchannelLogoutUri: '%s/told'}
                connections:
                """.formatted(PARTNER.issuer())
                + PARTNER.connection(
                        "partner",
                        "displayName: Partner",
                        "domains: [partner.example]",
                        "provision: just-in-time",
                        "trustFactors: {acr: ['urn:partner:two'], amr: [mfa]}")
                + SECOND.connection("second", "provision: just-in-time")
                + SECOND.connectionByKey("keyed", "provision: just-in-time");
    }

    private static Path write(String text) {
        try {
            return Files.writeString(
                    Files.createTempDirectory("gatehouse-federated").resolve("federated.yaml"), text);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static final class Shared {

        static final TestServer SERVER = start();

        private static TestServer start() {
            SettableClock clock = new SettableClock();
            PARTNER.clock(clock);
            SECOND.clock(clock);
            Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
            settings.put("gatehouse.realms[2]", realmFile().toString());
            TestServer server = TestServer.start(TestDatabase.fresh(), clock, settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                PARTNER.close();
                SECOND.close();
            }));
            return server;
        }
    }
}
