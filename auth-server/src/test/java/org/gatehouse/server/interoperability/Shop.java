package org.gatehouse.server.interoperability;

import java.nio.file.Path;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;

/** The realm of the documentation's examples, and the people who sign in to them. */
final class Shop {

    static final Path EXAMPLES =
            Path.of("..", "docs", "examples").toAbsolutePath().normalize();

    private static final String REALM = "shop";

    private final TestServer server = TestServer.start(
            TestDatabase.fresh(),
            new SettableClock(),
            Map.of("gatehouse.realms[2]", EXAMPLES.resolve("realm.yaml").toString()));

    static Shop open() {
        return Opened.SHOP;
    }

    String issuer() {
        return server.issuer(REALM);
    }

    Person somebody() {
        return People.of(server).create(REALM);
    }

    /** A browser goes where the client sends it, the person signs in, and the client gets them back. */
    String signIn(Browser browser, String authorizationRequest, Person person) {
        Answer page = browser.get(browser.get(authorizationRequest).location());
        Answer signedIn = browser.submit(page, "/realms/" + REALM + "/sign-in", person.credentials());
        return browser.get(signedIn.location()).location();
    }

    Browser browser() {
        return new Browser(server);
    }

    private static final class Opened {

        static final Shop SHOP = new Shop();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SHOP.server::close));
        }
    }
}
