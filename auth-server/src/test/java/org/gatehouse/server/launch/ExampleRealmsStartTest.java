package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example realms are not only right: a service starts with them. */
class ExampleRealmsStartTest {

    private static final List<String> EXAMPLES = List.of("small-company", "saas-mobile", "public-body");

    @TempDir
    private Path directory;

    @Test
    void startThenCreatesEachExampleRealm() throws Exception {
        try (TestServer server = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings())) {
            for (String realm : EXAMPLES) {
                assertThat(new Browser(server)
                                .get("/realms/" + realm + "/.well-known/openid-configuration")
                                .status())
                        .as(realm)
                        .isEqualTo(200);
            }
        }
    }

    private Map<String, String> settings() throws IOException {
        Files.createDirectories(directory.resolve("secrets"));
        for (String client : List.of("guichet", "archives")) {
            Files.writeString(directory.resolve("secrets").resolve(client), client + "-value-0123456789-abcdefghij\n");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (String realm : EXAMPLES) {
            Path file = Files.writeString(directory.resolve(realm + ".yaml"), RealmFiles.example(realm));
            settings.put("gatehouse.realms[" + (2 + settings.size()) + "]", file.toString()); // after the tests' own
        }
        return settings;
    }
}
