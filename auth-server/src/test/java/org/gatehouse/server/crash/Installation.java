package org.gatehouse.server.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.privacy.SubjectKeys;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.database.DatabaseAccess;
import org.gatehouse.server.database.Inspection;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.testing.ListeningApps;
import org.gatehouse.server.testing.Mailbox;
import org.gatehouse.server.testing.ServiceProcess;
import org.gatehouse.server.testing.Site;
import org.gatehouse.server.testing.TestServer;
import org.springframework.core.env.StandardEnvironment;

/** The service as it is installed: a process, its embedded database and a data directory, always on the same port. */
final class Installation implements Site, AutoCloseable {

    /** Below what systems hand out to outgoing connections, so that the port is still ours after a crash. */
    private static final int FIRST_PORT = 10_000;

    private static final int LAST_PORT = 19_999;

    /** Where the client {@code web} is told of sign-outs. */
    static final ListeningApps APPS = ListeningApps.start();

    /** Where people get their mail. */
    static final Mailbox MAIL = Mailbox.start();

    private static final Path REALM_FILE = realmFile();

    private final Path directory;
    private final int port;
    private ServiceProcess server;

    private Installation(Path directory) throws IOException {
        this.directory = directory;
        this.port = freePort();
        // each person comes from a network of their own, yet nobody else's network is listened to
        Files.write(directory.resolve("more.properties"), settings());
        this.server = launch();
    }

    /** In an empty directory. Returns before it is ready. */
    static Installation begin(Path directory) throws IOException {
        return new Installation(directory);
    }

    @Override
    public URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    ServiceProcess server() {
        return server;
    }

    /** What whoever watches over the process does when it has died. */
    void startAgain() {
        server = launch();
    }

    /** The database's main process. Looked for among the service's own only: nobody else's is ever killed. */
    ProcessHandle postmaster() {
        try {
            Path file = data().resolve("postgres/cluster/postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
            return server.process()
                    .descendants()
                    .filter(process -> process.pid() == pid)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    DataSource database() {
        return access().dataSource();
    }

    /** As the one who may change the server's settings. */
    Connection superuser() throws SQLException {
        try {
            String password = Files.readString(data().resolve("postgres/superuser-password"));
            return DriverManager.getConnection(access().jdbcUrl(), "postgres", password.strip());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Reads entries as the console does. */
    TrailReader trail() {
        try {
            MasterKey key = MasterKey.parse(Files.readString(data().resolve("master.key")));
            KeyRing keys = KeyRing.of(key.derive("audit/region-kek"), 1);
            return TrailReader.on(database(), SubjectKeys.open(database(), keys, Clock.systemUTC()));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    String lastErrors() {
        List<String> lines = server.errors().lines().toList();
        return lines.stream().skip(Math.max(0, lines.size() - 40)).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        server.close();
    }

    /** The realm and the people every installation of these tests begins with. */
    static List<String> realm() {
        return List.of("--realm", REALM_FILE.toString(), "--seed", resource("/crash/people.yaml"));
    }

    /** What the realm file refers to. */
    static Map<String, String> secrets() {
        return TestServer.secretsIn(REALM_FILE);
    }

    static int freePort() {
        return Stream.generate(() -> (int) (FIRST_PORT + Math.random() * (LAST_PORT - FIRST_PORT)))
                .limit(100)
                .filter(Installation::isFree)
                .findFirst()
                .orElseThrow();
    }

    private ServiceProcess launch() {
        List<String> arguments = new ArrayList<>(List.of("run", "--json", "--trusted-proxy", "127.0.0.1"));
        arguments.addAll(List.of("--port", Integer.toString(port), "--data", data().toString()));
        arguments.addAll(
                List.of("--config", directory.resolve("more.properties").toString()));
        arguments.addAll(realm());
        return ServiceProcess.start(directory.resolve("errors"), secrets(), arguments);
    }

    private DatabaseAccess access() {
        try (Inspection inspection = new Inspection(data(), new StandardEnvironment())) {
            return inspection.database().orElseThrow();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static List<String> settings() {
        Map<String, String> settings = new TreeMap<>(MAIL.settings());
        settings.put("server.address", "127.0.0.1");
        settings.put("gatehouse.outgoing.allow", "127.0.0.1");
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    /** The realm of the tests, with clients for what the load does beyond them. */
    private static Path realmFile() {
        String more = """
                secondFactor: {required: when, when: [{client: vault}], methods: [totp, recovery-code]}
                clients:
                  - {id: vault, kind: web, redirectUris: ['https://vault.example/cb'], secret: env:VAULT_SECRET}
                  - {id: kiosk, kind: web, secret: env:KIOSK_SECRET, grants: [device_code]}
                  - {id: planner, kind: service, secret: env:PLANNER_SECRET, scopes: [profile, email], grants: [client_credentials, token_exchange]}
                  - {id: rotor, kind: service, secret: generated, scopes: [reports]}
                """;
        try {
            String file = Files.readString(Path.of(resource("/realms/acme.yaml")));
            return Files.writeString(
                    Files.createTempDirectory("gatehouse-crash").resolve("acme.yaml"),
                    ListeningApps.with(
                            file.replace("clients:\n", more),
                            "web",
                            "backchannelLogoutUri: '" + APPS.address("acme", "web") + "'"));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(Installation.class.getResource(name), name)
                            .toURI())
                    .toString();
        } catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException ex) {
            return false;
        }
    }
}
