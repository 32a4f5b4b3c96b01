package org.gatehouse.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets the demo's realm file name secrets like any other realm file. A variable nobody set gets a random value, the same
 * at every start on this data directory, so that no Gatehouse anywhere runs with a secret that is published.
 */
final class DemoSecrets implements SecretEnvironment {

    private static final String FILE = "demo-secrets";
    private static final int BYTES = 24;

    private final Path file;
    private final Function<String, @Nullable String> environment;
    private final Map<String, String> generated;

    DemoSecrets(DataDirectory data, Function<String, @Nullable String> environment) {
        this.file = data.resolve(FILE);
        this.environment = environment;
        this.generated = read(file);
    }

    @Override
    public synchronized String apply(String name) {
        String set = environment.apply(name);
        return set != null ? set : generated.computeIfAbsent(name, this::generate);
    }

    private String generate(String name) {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Map<String, String> all = new TreeMap<>(generated);
        all.put(name, secret);
        write(all);
        return secret;
    }

    private void write(Map<String, String> secrets) {
        try {
            PrivateFiles.write(
                    file,
                    secrets.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, last) -> last, TreeMap::new));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
