package org.gatehouse.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.keycloak.Gaps;
import org.gatehouse.realm.keycloak.RealmImport;
import org.jspecify.annotations.Nullable;

/** The one Keycloak all integration tests of a JVM speak to, each to realms of its own: starting it takes longer than they do. */
public final class SharedKeycloak {

    /** The realm file's own example of everything, enforced or not, which it imports while it starts. */
    private static final Path EVERYTHING =
            Path.of("../realm-config/src/test/resources/org/gatehouse/realm/file/everything.yaml");

    private static @Nullable RunningKeycloak running;

    private SharedKeycloak() {}

    public static synchronized RunningKeycloak get() throws IOException, InterruptedException {
        if (running == null) {
            running = start();
            Runtime.getRuntime().addShutdownHook(new Thread(SharedKeycloak::stop));
        }
        return running;
    }

    /** What it imported, as the realm {@code northwind}. */
    public static RealmDefinition imported() {
        try {
            return RealmFiles.preview("everything.yaml", Files.readString(EVERYTHING))
                    .realm();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static RunningKeycloak start() throws IOException, InterruptedException {
        String document = RealmImport.of(imported(), Gaps.of(imported(), true));
        Map<String, String> environment = new HashMap<>();
        RealmImport.variables(document).forEach(variable -> environment.put(variable, "value of " + variable));
        return RunningKeycloak.start(
                Path.of(System.getProperty("keycloak.home")),
                Path.of(System.getProperty("keycloak.provider")),
                document,
                environment);
    }

    private static synchronized void stop() {
        try {
            if (running != null) {
                running.close();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
