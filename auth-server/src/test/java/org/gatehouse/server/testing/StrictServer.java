package org.gatehouse.server.testing;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;

/** A server with two more realms: one that asks much of passwords and has texts to accept, and one that only warns. */
public final class StrictServer {

    public static final String STRICT = "strict";
    public static final String LENIENT = "lenient";

    private StrictServer() {}

    /** The one the tests of this JVM share. */
    public static TestServer shared() {
        return Shared.SERVER;
    }

    private static String resource(String name) {
        try {
            return Path.of(StrictServer.class.getResource("/realms/" + name).toURI())
                    .toString();
        } catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static final class Shared {

        static final TestServer SERVER = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                Map.of(
                        "gatehouse.realms[2]",
                        resource("strict.yaml"),
                        "gatehouse.realms[3]",
                        resource("lenient.yaml")));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }
}
