package org.gatehouse.keycloak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.gatehouse.keycloak.clock.ClockProviderFactory;

/** The time inside a Keycloak, which a provider of the tests' own moves: days pass without waiting. */
final class ServerClock {

    private static final String SERVICES = "META-INF/services/org.keycloak.events.EventListenerProviderFactory";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    ServerClock(int port) {
        this.port = port;
    }

    /** Beside the extension; the same bytes are not written again, which spares a second augmentation. */
    static void install(Path home) throws IOException {
        Path jar = home.resolve("providers/gatehouse-clock.jar");
        byte[] bytes = jar();
        if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), bytes)) {
            Files.write(jar, bytes);
        }
    }

    private static byte[] jar() throws IOException {
        String resource = ClockProviderFactory.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                InputStream in = Objects.requireNonNull(
                        ServerClock.class.getClassLoader().getResourceAsStream(resource))) {
            add(jar, resource, in.readAllBytes());
            add(jar, SERVICES, ClockProviderFactory.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }

    /** @param ahead of the real time; zero for the real time */
    void set(Duration ahead) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/" + ahead.toSeconds());
        int status = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
        if (status != 204) {
            throw new IllegalStateException("The clock answered " + status);
        }
    }
}
