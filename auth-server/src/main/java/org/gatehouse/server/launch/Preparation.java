package org.gatehouse.server.launch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.DataDirectory;
import org.gatehouse.server.database.DatabaseAccess;
import org.gatehouse.server.database.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Between "all settings are known" and "the first bean is made": claims the port, opens the storage, and adds what only
 * now is certain (the base URL, the embedded database's address) to the settings.
 */
final class Preparation implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered, AutoCloseable {

    /** The log file lies in the data directory, which must be ours before anything is written there. */
    private static final int BEFORE_LOGGING = LoggingApplicationListener.DEFAULT_ORDER - 1;

    private static final String DEMO = "gatehouse.demo";

    private final DataDirectory.Kind kind;
    private @Nullable Storage storage;

    Preparation(DataDirectory.Kind kind) {
        this.kind = kind;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        refuseDemo(environment);
        int port = NetworkBinding.claim(environment);
        Path directory = Path.of(environment.getRequiredProperty("gatehouse.data-directory"));
        Storage opened = Storage.open(directory, kind, environment);
        storage = opened;
        SpringApplication.getShutdownHandlers().add(this::close); // after the context, which still needs it
        environment.getPropertySources().addFirst(new MapPropertySource("launcher", known(environment, port, opened)));
    }

    /**
     * The demo believes a stand-in for Microsoft and has people whose passwords everybody knows. One property, in a file or an
     * environment that was copied, must not let them into a service that is none.
     */
    private void refuseDemo(ConfigurableEnvironment environment) {
        String demo = environment.getProperty(DEMO, "false");
        if (kind != DataDirectory.Kind.DEMO && !demo.equalsIgnoreCase("false")) {
            throw new StartRefusedException(DEMO + " is set to '" + demo
                    + "', which is for './gatehouse demo' alone. Take it out of the settings and the environment.");
        }
    }

    /** To run after the beans the build wrote down are known: among them is a data directory of its own. */
    void initialize(ConfigurableApplicationContext context) {
        if (storage != null) {
            context.getBeanFactory().registerSingleton("dataDirectory", storage.data());
        }
    }

    /** A database of its own beside the service's, which has been opened. */
    synchronized DatabaseAccess databaseBeside(String name) {
        return Objects.requireNonNull(storage, "the service's storage").beside(name);
    }

    @Override
    public int getOrder() {
        return BEFORE_LOGGING;
    }

    @Override
    public synchronized void close() {
        if (storage != null) {
            storage.close();
            storage = null;
        }
    }

    private Map<String, Object> known(ConfigurableEnvironment environment, int port, Storage storage) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("server.port", port);
        if (!environment.containsProperty("gatehouse.base-url")) {
            String scheme = environment.containsProperty("server.ssl.bundle") ? "https" : "http";
            known.put("gatehouse.base-url", scheme + "://localhost:" + port);
        }
        DatabaseAccess access = storage.access();
        known.put(DatabaseAccess.URL_PROPERTY, access.jdbcUrl());
        known.put(DatabaseAccess.USER_PROPERTY, access.user());
        known.put(DatabaseAccess.PASSWORD_PROPERTY, access.password());
        if (kind == DataDirectory.Kind.DEMO) {
            DemoFiles.addTo(environment, storage.data().path(), known);
        }
        return known;
    }
}
