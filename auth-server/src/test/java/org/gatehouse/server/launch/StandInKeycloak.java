package org.gatehouse.server.launch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** A program that answers as a Keycloak with an absent realm does, and writes down how it was started and what it was sent. */
final class StandInKeycloak {

    private static final List<String> TOLD = List.of("KC_DB_PASSWORD", "TRAIL_KEY", "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET");

    private final Path notes;

    private StandInKeycloak(Path notes) {
        this.notes = notes;
    }

    /** A home with a {@code kc.sh} that becomes this program. */
    static Path home(Path directory) throws IOException {
        Path script = directory.resolve("bin/kc.sh");
        Files.createDirectories(script.getParent());
        Files.writeString(script, """
                #!/bin/sh
                exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -Xmx64m -cp '%s' %s '%s' "$@"
                """.formatted(
                        System.getProperty("java.class.path"), StandInKeycloak.class.getName(), directory));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return directory;
    }

    /** What it noted in a file: {@code arguments}, {@code variables}, {@code pid} or {@code changes}. */
    static List<String> noted(Path home, String file) throws IOException {
        return Files.readAllLines(home.resolve(file));
    }

    public static void main(String[] args) throws IOException {
        StandInKeycloak keycloak = new StandInKeycloak(Path.of(args[0]));
        List<String> options = Stream.of(args).skip(1).toList();
        keycloak.note("arguments", String.join("\n", options));
        keycloak.note(
                "variables",
                String.join("\n", TOLD.stream().map(name -> System.getenv(name)).toList()));
        keycloak.note("pid", String.valueOf(ProcessHandle.current().pid()));
        String port = options.stream()
                .filter(option -> option.startsWith("--http-port="))
                .findFirst()
                .orElseThrow()
                .replace("--http-port=", "");
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 0);
        server.createContext("/", keycloak::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/token")) {
            respond(exchange, 200, "{\"access_token\":\"t\"}");
        } else if (path.equals("/realms/master")) {
            respond(exchange, 200, "{}");
        } else if (path.equals("/admin/serverinfo")) {
            respond(exchange, 200, """
                    {"passwordPolicies": [{"id": "gatehouse-password-rules"}],
                     "providers": {"eventsListener": {"providers":
                       {"gatehouse-trail": {"operationalInfo": {"configured": "true"}}}}}}""");
        } else if (exchange.getRequestMethod().equals("GET") && path.endsWith("/users")) {
            respond(exchange, 200, "[]");
        } else if (exchange.getRequestMethod().equals("GET")) {
            respond(exchange, path.contains("/roles/") ? 200 : 404, "{\"id\":\"r\",\"name\":\"user\"}");
        } else {
            note(
                    "changes",
                    exchange.getRequestMethod() + " " + path + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                                    .replaceAll("\\s+", " "));
            exchange.getResponseHeaders().set("Location", "http://localhost" + path + "/made");
            respond(exchange, 201, "");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized void note(String file, String line) throws IOException {
        Files.writeString(notes.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
