package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service as its operator meets it: a process with options, an exit code and signals. */
class ServiceProcessTest {

    private final List<ServiceProcess> processes = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void endWhatIsLeft() {
        processes.forEach(ServiceProcess::close);
    }

    @Test
    void livesThroughTheDeathOfItsDatabaseAndLeavesNothingBehind() throws Exception {
        ServiceProcess demo = gatehouse("demo", "--json", "--port", "0", "--data", data());
        JsonNode ready = demo.ready();
        assertThat(ready.get("pid").asLong()).isEqualTo(demo.process().pid());
        assertThat(status(demo, "/health/live")).isEqualTo(200);
        assertThat(status(demo, "/health/ready")).isEqualTo(200);

        assertThat(postmaster().destroyForcibly()).isTrue();
        await().atMost(Duration.ofSeconds(10)).until(() -> status(demo, "/health/ready") == 200);

        ServiceProcess second = gatehouse("demo", "--json", "--port", "0", "--data", data());
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.errors())
                .contains("is in use by process " + demo.process().pid());

        long postmaster = postmaster().pid();
        demo.close();
        assertThat(ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(demo.process().inputReader().readLine())
                .as("one line and no more")
                .isNull();

        ServiceProcess production = gatehouse("run", "--json", "--port", "0", "--data", data());
        assertThat(production.exitCode()).isEqualTo(1);
        assertThat(production.errors()).contains("was made by './gatehouse demo' and is refused by './gatehouse run'");
    }

    private ServiceProcess gatehouse(String... arguments) {
        ServiceProcess process = ServiceProcess.start(directory.resolve("errors"), Map.of(), List.of(arguments));
        processes.add(process);
        return process;
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private ProcessHandle postmaster() throws IOException {
        Path file = directory.resolve("data/postgres/cluster/postmaster.pid");
        String pid = Files.readAllLines(file).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static int status(ServiceProcess service, String path) {
        return new Browser(service).get(path).status();
    }
}
