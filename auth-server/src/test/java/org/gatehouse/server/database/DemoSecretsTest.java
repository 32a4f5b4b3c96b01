package org.gatehouse.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSecretsTest {

    @TempDir
    private Path parent;

    @Test
    void inventsWhatIsNotSetAndKeepsIt() throws Exception {
        try (DataDirectory data = DataDirectory.open(parent.resolve("data"), DataDirectory.Kind.DEMO)) {
            String web = new DemoSecrets(data, name -> null).apply("WEB_SECRET");
            SecretEnvironment later = new DemoSecrets(data, Map.of("GIVEN", "given")::get);
            String service = later.apply("SERVICE_SECRET");

            assertThat(web).hasSize(32).isNotEqualTo(service);
            assertThat(later.apply("WEB_SECRET")).isEqualTo(web);
            assertThat(later.apply("GIVEN")).isEqualTo("given");
            assertThat(Files.getPosixFilePermissions(data.resolve("demo-secrets")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
