package org.gatehouse.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The realm {@code acme} with something more in its file, for a server of one's own. */
public final class OwnRealm {

    private OwnRealm() {}

    /** @param clients as lines of the file's list of clients, without the dash */
    public static Map<String, String> withClients(String... clients) {
        return with("", clients);
    }

    /** @param sections written at the end of the file */
    public static Map<String, String> with(String sections, String... clients) {
        StringBuilder list = new StringBuilder("clients:\n");
        List.of(clients).forEach(client -> list.append("  - ").append(client).append('\n'));
        String file = acme().replace("clients:\n", list) + sections;
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.put("gatehouse.realms[0]", write(file).toString());
        return settings;
    }

    private static String acme() {
        try {
            return Files.readString(
                    Path.of(OwnRealm.class.getResource("/realms/acme.yaml").toURI()));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Path write(String file) {
        try {
            return Files.writeString(
                    Files.createTempDirectory("gatehouse-realm").resolve("acme.yaml"), file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
