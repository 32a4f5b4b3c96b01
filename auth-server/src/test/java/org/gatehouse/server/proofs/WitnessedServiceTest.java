package org.gatehouse.server.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.WitnessRounds;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.StandInWitness;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

@DisplayName("A witness is asked by the service, shown, and finds what the service's own files would not")
class WitnessedServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private final TestDatabase database = TestDatabase.fresh();
    private final StandInWitness witness = StandInWitness.start("witness.example/w1");

    @AfterEach
    void leave() {
        witness.close();
    }

    @Test
    void serviceWhenDatabaseAndFilesWereSetBackThenTheWitnessTellsAndNoStart() throws Exception {
        try (TestServer server = start()) {
            Yesterday yesterday = Yesterday.remember(server);
            yesterday.passes();
            ask(server);
            yesterday.comesBack();

            ask(server);

            assertThat(new Browser(server).get("/health/ready").status()).isEqualTo(503);
            assertThatThrownBy(() -> Yesterday.append(server))
                    .isInstanceOf(TrailUnavailableException.class)
                    .hasMessageContaining("the witness witness.example/w1 has cosigned");
        }
        assertThat(FileSystemUtils.deleteRecursively(data.resolve("checkpoints")))
                .as("all that this machine remembers")
                .isTrue();

        assertThatThrownBy(this::start)
                .hasRootCauseInstanceOf(StartRefusedException.class)
                .rootCause()
                .hasMessageContaining("The audit trail was set back or rewritten: acme/P3Y has ")
                .hasMessageContaining("the witness witness.example/w1 has cosigned");
    }

    @Test
    void serviceThenTheCheckpointCarriesTheCosignatureAndThePageNamesTheWitness() throws Exception {
        try (TestServer server = start()) {
            Yesterday.append(server);
            server.bean(CheckpointPublisher.class).tick();
            ask(server);

            String checkpoint =
                    new Browser(server).get("/realms/acme/audit/P3Y/cosigned").body();
            assertThat(checkpoint).contains("\n— audit.gatehouse/local/acme/P3Y ", "\n— witness.example/w1 ");
            assertThat(checkpoint.lines().skip(1).findFirst()).hasValue(String.valueOf(witness.size(Yesterday.LOG)));
            Browser auditor = new Browser(server);
            Person person = People.of(server).createWith("acme", "auditor");
            auditor.signIn("acme", person.userName(), person.password());
            assertThat(auditor.get("/console/realms/acme/integrity").body())
                    .contains("witness.example/w1", "Cosigned the checkpoint of ");
        }
    }

    private static void ask(TestServer server) throws Exception {
        server.bean(TrailAlarms.class)
                .contradicted(server.bean(WitnessRounds.class).round(PATIENCE));
    }

    private TestServer start() {
        Map<String, String> settings = new HashMap<>(witness.settings(0));
        settings.put("gatehouse.data-directory", data.toString());
        return TestServer.start(database, new SettableClock(), settings);
    }
}
