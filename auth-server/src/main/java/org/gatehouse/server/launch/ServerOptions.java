package org.gatehouse.server.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code demo} and {@code run} have in common. */
final class ServerOptions {

    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the service; 9000 unless given, 0 for any free one.")
    private @Nullable Integer port;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory; made if absent.")
    private @Nullable Path data;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Where people and relying apps reach the service; http://localhost:PORT unless given.")
    private @Nullable String baseUrl;

    @Option(
            names = "--realm",
            paramLabel = "FILE",
            description = "Realm file; creates the realm if it is absent. Repeatable.")
    private List<Path> realms = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "FILE", description = "Seed file with people to create once. Repeatable.")
    private List<Path> seeds = new ArrayList<>();

    @Option(
            names = "--password-filter",
            paramLabel = "FILE",
            description = "Passwords others have used, as 'passwords build-filter' wrote them; beside the common ones.")
    private @Nullable Path passwordFilter;

    @Option(names = "--json", description = "When ready, print one line of JSON instead of text.")
    private boolean json;

    boolean json() {
        return json;
    }

    Path data(String unlessGiven) {
        return data == null ? Path.of(unlessGiven) : data;
    }

    /** As Spring reads them; they win over a configuration file and the environment. */
    Settings settings() {
        Settings settings = new Settings();
        if (port != null) {
            settings.set("server.port", Integer.toString(usable(port)));
        }
        if (baseUrl != null) {
            settings.set("gatehouse.base-url", usable(baseUrl));
        }
        if (passwordFilter != null) {
            settings.set("gatehouse.passwords.filter", readable("--password-filter", passwordFilter));
        }
        settings.setAll("gatehouse.realms", readable("--realm", realms));
        settings.setAll("gatehouse.seeds", readable("--seed", seeds));
        return settings;
    }

    static List<String> readable(String option, List<Path> files) {
        return files.stream().map(file -> readable(option, file)).toList();
    }

    static String readable(String option, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new StartRefusedException(
                    "The file %s given with %s is absent or unreadable. Mend the path.".formatted(file, option));
        }
        return file.toAbsolutePath().toString();
    }

    private static int usable(int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new StartRefusedException("The port %d does not exist. Choose one from 1 to 65535.".formatted(port));
        }
        return port;
    }

    /** An issuer is this URL and a path, compared letter by letter: only one way to write it is accepted. */
    private static String usable(String baseUrl) {
        try {
            URI uri = new URI(baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && "".equals(uri.getRawPath());
            if (web && bare && uri.getHost() != null) {
                return uri.toString();
            }
        } catch (URISyntaxException ex) {
            // same answer as for a URL of another kind
        }
        throw new StartRefusedException(
                "The base URL '%s' cannot be an issuer. Write it like https://id.example.org.".formatted(baseUrl));
    }
}
