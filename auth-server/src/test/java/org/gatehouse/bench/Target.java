package org.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.Gatehouse;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.ServiceProcess;

/**
 * A server that is measured, in a process of its own.
 *
 * @param issuerPath what its endpoints' paths begin with
 */
record Target(String name, ServiceProcess server, String issuerPath, TestDatabase database) implements AutoCloseable {

    static final int PEOPLE = 16;
    static final String PASSWORD = "Correct-horse-7-battery";
    /** Long and varied, as generated ones are: no slow hash. */
    private static final String SECRET = "t9KfVb2QxW7mZr4LpD8sHc1NyGj6Ua3E";

    static final String REDIRECT_URI = "https://web.example/cb";

    private static final String REALM = """
            realm: bench
            displayName: Bench
            clients:
              - {id: web, kind: web, redirectUris: ['%s'], secret: env:WEB_SECRET, idTokenAlg: ES256}
              - {id: robot, kind: service, secret: env:ROBOT_SECRET, scopes: [audit.write]}
            """.formatted(REDIRECT_URI);

    private static final String SEED = """
            realm: bench
            people:
              - {generate: {userName: 'person%%d', count: %d, password: '%s'}}
            """.formatted(PEOPLE, PASSWORD);

    static String userName(int i) {
        return "person" + (i % PEOPLE + 1);
    }

    /** This service, with the JVM options its launcher gives it. */
    static Target gatehouse(Path directory, List<String> options) throws IOException {
        TestDatabase database = TestDatabase.fresh();
        Map<String, String> environment = environment(database, "GATEHOUSE_DB_");
        environment.put("GATEHOUSE_DB_URL", database.jdbcUrl());
        environment.put("WEB_SECRET", secret("web"));
        environment.put("ROBOT_SECRET", secret("robot"));
        List<String> arguments = List.of(
                "run",
                "--json",
                "--port",
                "0",
                "--trusted-proxy",
                "127.0.0.1", // so that each browser comes from an address of its own
                "--config",
                write(directory, "more.properties", "server.address=127.0.0.1\n"),
                "--data",
                directory.resolve("data").toString(),
                "--realm",
                write(directory, "realm.yaml", REALM),
                "--seed",
                write(directory, "people.yaml", SEED));
        ServiceProcess server =
                ServiceProcess.start(Gatehouse.class, options, directory.resolve("errors"), environment, arguments);
        return new Target("Gatehouse", server, "/realms/bench", database);
    }

    /** The framework alone, with the JVM's own options or the same. */
    static Target plain(Path directory, List<String> options) {
        TestDatabase database = TestDatabase.fresh();
        ServiceProcess server = ServiceProcess.start(
                PlainServer.class,
                options,
                directory.resolve("plain-errors"),
                environment(database, "PLAIN_DB_"),
                List.of(database.jdbcUrl()));
        return new Target("plain framework", server, "", database);
    }

    int port() {
        return URI.create(server.ready().get("baseUrl").asString()).getPort();
    }

    long pid() {
        return server.process().pid();
    }

    static String secret(String client) {
        return client + "-" + SECRET;
    }

    static String basic(String client) {
        String credentials = client + ":" + secret(client);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private static Map<String, String> environment(TestDatabase database, String prefix) {
        Map<String, String> environment = new HashMap<>();
        environment.put(prefix + "USER", database.user());
        environment.put(prefix + "PASSWORD", database.password());
        return environment;
    }

    private static String write(Path directory, String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
