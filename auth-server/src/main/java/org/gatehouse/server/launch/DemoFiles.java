package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.file.RealmFiles;
import org.springframework.core.env.ConfigurableEnvironment;

/** The realm and seed files a demo starts with unless others are named: copied out, so that people can read them. */
final class DemoFiles {

    private static final String EXAMPLES = "/org/gatehouse/realm/examples/";
    private static final List<String> REALMS = List.of("acme", "globex");

    private DemoFiles() {}

    static void addTo(ConfigurableEnvironment environment, Path dataDirectory, Map<String, Object> settings) {
        if (environment.containsProperty("gatehouse.realms[0]")) {
            return;
        }
        Path folder = dataDirectory.resolve("realms");
        int seeds = 0;
        for (; environment.containsProperty("gatehouse.seeds[" + seeds + "]"); seeds++) {
            String named = "gatehouse.seeds[" + seeds + "]";
            settings.put(named, environment.getRequiredProperty(named)); // a list is never merged from two sources
        }
        for (int i = 0; i < REALMS.size(); i++) {
            settings.put(
                    "gatehouse.realms[" + i + "]",
                    copy(REALMS.get(i) + ".yaml", folder).toString());
            settings.put(
                    "gatehouse.seeds[" + (seeds + i) + "]",
                    copy(REALMS.get(i) + "-people.yaml", folder).toString());
        }
    }

    private static Path copy(String name, Path folder) {
        try (InputStream example = RealmFiles.class.getResourceAsStream(EXAMPLES + name)) {
            if (example == null) {
                throw new IllegalStateException("This build lacks " + name);
            }
            Files.createDirectories(folder);
            Path target = folder.resolve(name);
            Files.copy(example, target, StandardCopyOption.REPLACE_EXISTING);
            return target;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
