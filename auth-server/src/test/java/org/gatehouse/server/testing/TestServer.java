package org.gatehouse.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.audit.trail.TrailOptions;
import org.gatehouse.server.Gatehouse;
import org.gatehouse.server.database.SecretEnvironment;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.password.LightHashing;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole service on a port of its own and a database of its own, with a settable clock. One is shared by the tests of
 * a JVM; a test that breaks things on purpose starts another.
 */
public final class TestServer implements Site, AutoCloseable {

    private static final Pattern REFERENCE = Pattern.compile("env:([A-Z_]+)");
    private static final Map<String, String> SECRETS = new ConcurrentHashMap<>();

    private final ConfigurableApplicationContext context;
    private final TestDatabase database;
    private final SettableClock clock;
    private final String baseUrl;

    private TestServer(
            TestDatabase database,
            SettableClock clock,
            int port,
            Map<String, String> settings,
            BeanPostProcessor... listeners) {
        this.database = database;
        this.clock = clock;
        this.baseUrl = "http://localhost:" + port;
        SpringApplication application = new SpringApplication(Gatehouse.class);
        application.setApplicationContextFactory(type -> KnownBeans.context());
        application.addInitializers(starting -> {
            starting.getBeanFactory().registerSingleton("clock", clock);
            starting.getBeanFactory()
                    .registerSingleton("trailOptions", TrailOptions.defaults().withoutClockCheck());
            starting.getBeanFactory().registerSingleton("testSecrets", (SecretEnvironment) TestServer::secret);
            starting.getBeanFactory().addBeanPostProcessor(new LightHashing());
            List.of(listeners).forEach(starting.getBeanFactory()::addBeanPostProcessor);
        });
        this.context = application.run(arguments(database, port, settings));
    }

    /** The server the tests of this JVM share. */
    public static TestServer shared() {
        return Shared.SERVER;
    }

    /** Another server; on the same database when one is given. */
    public static TestServer start(TestDatabase database, SettableClock clock, Map<String, String> settings) {
        return new TestServer(database, clock, freePort(), settings);
    }

    /** A server of one's own whose statements are listened to. */
    public static TestServer start(Statements statements) {
        return start(statements, Map.of());
    }

    public static TestServer start(Statements statements, Map<String, String> settings) {
        return new TestServer(TestDatabase.fresh(), new SettableClock(), freePort(), settings, statements);
    }

    /** Where the mail of the shared server arrives. */
    public static Mailbox mail() {
        return Shared.MAIL;
    }

    /** What {@code env:NAME} stands for in the tests' realm files. */
    public static String secret(String name) {
        return SECRETS.computeIfAbsent(
                name, key -> key.toLowerCase(java.util.Locale.ROOT) + "-value-0123456789-abcdefghij");
    }

    /** What a realm file refers to: the environment of a service that is a process of its own. */
    public static Map<String, String> secretsIn(Path realmFile) {
        try {
            return REFERENCE
                    .matcher(Files.readString(realmFile))
                    .results()
                    .map(reference -> reference.group(1))
                    .distinct()
                    .collect(Collectors.toMap(name -> name, TestServer::secret));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public String baseUrl() {
        return baseUrl;
    }

    @Override
    public URI uri(String path) {
        return URI.create(baseUrl + path);
    }

    public String issuer(String realm) {
        return baseUrl + "/realms/" + realm;
    }

    public SettableClock clock() {
        return clock;
    }

    public TestDatabase database() {
        return database;
    }

    WebServer container() {
        return ((WebServerApplicationContext) context).getWebServer();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> List<T> beans(Class<T> type) {
        return List.copyOf(context.getBeansOfType(type).values());
    }

    @Override
    public void close() {
        context.close();
    }

    private static String[] arguments(TestDatabase database, int port, Map<String, String> settings) {
        Map<String, String> all = new java.util.LinkedHashMap<>();
        all.put("server.port", String.valueOf(port));
        all.put("gatehouse.base-url", "http://localhost:" + port);
        all.put("gatehouse.db.url", database.jdbcUrl());
        all.put("gatehouse.db.user", database.user());
        all.put("gatehouse.db.password", database.password());
        all.put("gatehouse.keys.first-look", "P1D"); // entries of a job would be mistaken for a test's own
        all.put("gatehouse.data-directory", temporaryDirectory().toString());
        all.put("gatehouse.region", "Paris, France");
        all.put("gatehouse.outgoing.allow", "127.0.0.0/8,::1/128");
        List<String> realms = List.of("acme", "globex");
        for (int i = 0; i < realms.size(); i++) {
            all.put(
                    "gatehouse.realms[" + i + "]",
                    resource(realms.get(i) + ".yaml").toString());
            all.put(
                    "gatehouse.seeds[" + i + "]",
                    resource(realms.get(i) + "-people.yaml").toString());
        }
        all.putAll(settings);
        return all.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    private static Path resource(String name) {
        try {
            return Path.of(TestServer.class.getResource("/realms/" + name).toURI());
        } catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("gatehouse-test");
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static final class Shared {

        static final Mailbox MAIL = Mailbox.start();
        static final TestServer SERVER = start(TestDatabase.fresh(), new SettableClock(), MAIL.settings());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                SERVER.close();
                MAIL.close();
            }));
        }
    }
}
