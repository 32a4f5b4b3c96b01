package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatehouse.server.Gatehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as its operator meets it: a process with options, an exit code and signals. */
class ServiceProcessTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Process> processes = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void endWhatIsLeft() throws Exception {
        for (Process process : processes) {
            process.destroy();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void livesThroughTheDeathOfItsDatabaseAndLeavesNothingBehind() throws Exception {
        Process demo = gatehouse("demo", "--json", "--port", "0", "--data", data());
        String line = demo.inputReader().readLine();
        assertThat(line).as(errors()).isNotNull();
        JsonNode ready = JsonMapper.shared().readTree(line);
        String baseUrl = ready.get("baseUrl").asString();
        assertThat(ready.get("pid").asLong()).isEqualTo(demo.pid());
        assertThat(status(baseUrl + "/health/live")).isEqualTo(200);
        assertThat(status(baseUrl + "/health/ready")).isEqualTo(200);

        assertThat(postmaster().destroyForcibly()).isTrue();
        await().atMost(Duration.ofSeconds(10)).until(() -> status(baseUrl + "/health/ready") == 200);

        Process second = gatehouse("demo", "--json", "--port", "0", "--data", data());
        assertThat(exitCode(second)).isEqualTo(1);
        assertThat(errors()).contains("is in use by process " + demo.pid());

        long postmaster = postmaster().pid();
        demo.toHandle().destroy(); // SIGTERM; Process.destroy() would close the streams as well
        exitCode(demo);
        assertThat(ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(demo.inputReader().readLine()).as("one line and no more").isNull();

        Process production = gatehouse("run", "--json", "--port", "0", "--data", data());
        assertThat(exitCode(production)).isEqualTo(1);
        assertThat(errors()).contains("was made by './gatehouse demo' and is refused by './gatehouse run'");
    }

    private Process gatehouse(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Gatehouse.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("errors"));
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private ProcessHandle postmaster() throws IOException {
        Path file = directory.resolve("data/postgres/cluster/postmaster.pid");
        String pid = Files.readAllLines(file).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static int status(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(8))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
