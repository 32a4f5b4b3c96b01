package org.gatehouse.server.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A Keycloak beside the demo, checked before anything starts. */
final class KeycloakOptions {

    private static final int USUAL_PORT = 8080;

    /** Its heap is 512 MB at most; what the JVM needs beside it comes on top. */
    private static final long NEEDED_MEGABYTES = 800;

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable: *(\\d+) kB");

    @Option(
            names = "--keycloak",
            description = "Start a Keycloak beside it, with the same realm files, people and trace log.")
    private boolean wanted;

    @Option(
            names = "--keycloak-port",
            paramLabel = "N",
            description = "Port of that Keycloak; 8080 unless given, 0 for any free one.")
    private @Nullable Integer port;

    @Option(names = "--keycloak-home", hidden = true, description = "Where the launcher unpacked it.")
    private @Nullable Path home;

    /** @param port a free one */
    record Place(Path home, int port) {}

    /**
     * Empty when none is wanted.
     *
     * @throws StartRefusedException when it could not be started
     */
    Optional<Place> place() {
        if (!wanted) {
            if (port != null) {
                throw new StartRefusedException("--keycloak-port is for a demo with --keycloak.");
            }
            return Optional.empty();
        }
        if (home == null || !Files.isExecutable(home.resolve("bin/kc.sh"))) {
            throw new StartRefusedException("There is no Keycloak to start. './gatehouse demo --keycloak' fetches it.");
        }
        refuseLittleMemory();
        return Optional.of(new Place(home.toAbsolutePath(), freePort(port == null ? USUAL_PORT : port)));
    }

    private static int freePort(int wanted) {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName(NetworkBinding.LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException | IllegalArgumentException ex) {
            throw new StartRefusedException(
                    "Keycloak cannot have port %d (%s). Stop what uses it, or choose another one with --keycloak-port."
                            .formatted(wanted, ex.getMessage()),
                    ex);
        }
    }

    /** Better than a system that ends one of the two, or something else, when it has none left. */
    private static void refuseLittleMemory() {
        long available = available(MEMORY);
        if (available < NEEDED_MEGABYTES) {
            throw new StartRefusedException(
                    "Keycloak needs %d MB of memory beside the demo, and %d MB are free. End something, or leave --keycloak out."
                            .formatted(NEEDED_MEGABYTES, available));
        }
    }

    /** In megabytes; where the system does not tell, enough. */
    static long available(Path memory) {
        try {
            Matcher line = AVAILABLE.matcher(Files.readString(memory));
            return line.find() ? Long.parseLong(line.group(1)) / 1024 : Long.MAX_VALUE;
        } catch (IOException ex) {
            return Long.MAX_VALUE;
        }
    }
}
