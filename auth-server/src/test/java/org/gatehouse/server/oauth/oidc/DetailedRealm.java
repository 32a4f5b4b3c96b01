package org.gatehouse.server.oauth.oidc;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;

/** A server for the tests about what is told of people: a demo, so that its errors say why. */
final class DetailedRealm {

    static final String NAME = "acme";

    private static final TestServer SERVER = TestServer.start(
            TestDatabase.fresh(),
            new SettableClock(),
            Map.of(
                    "gatehouse.demo", "true",
                    "gatehouse.realms[0]", file("detailed.yaml"),
                    "gatehouse.seeds[0]", file("detailed-people.yaml")));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }

    private DetailedRealm() {}

    static TestServer server() {
        return SERVER;
    }

    /** Somebody with a phone and an address, part of which nobody is told. */
    static Person nora() {
        UUID subject = SERVER.bean(Accounts.class)
                .findByLogin(SERVER.bean(Realms.class).get(NAME), "nora")
                .orElseThrow()
                .subject();
        return new Person(subject, "nora", "Correct-horse-7-battery", "nora@acme.example");
    }

    private static String file(String name) {
        try {
            return Path.of(Objects.requireNonNull(DetailedRealm.class.getResource("/realms/" + name))
                            .toURI())
                    .toString();
        } catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
