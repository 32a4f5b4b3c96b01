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
        Path keycloak = StandInKeycloak.home(directory.resolve("keycloak"));
        ServiceProcess demo = gatehouse(
                "demo",
                "--json",
                "--port",
                "0",
                "--data",
                data(),
                "--realm",
                file("realm: acme\n"),
                "--seed",
                file("""
                        realm: acme
                        people:
                          - {userName: alice, password: Correct-horse-7-battery, roles: [user], totp: JBSWY3DPEHPK3PXP}
                        """),
                "--keycloak",
                "--keycloak-port",
                "0",
                "--keycloak-home",
                keycloak.toString());
        JsonNode ready = demo.ready();
        hasWhatTheDemoHas(keycloak, ready);
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
        assertThat(ProcessHandle.of(pidOf(keycloak)).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(demo.process().inputReader().readLine())
                .as("one line and no more")
                .isNull();

        ServiceProcess production = gatehouse("run", "--json", "--port", "0", "--data", data());
        assertThat(production.exitCode()).isEqualTo(1);
        assertThat(production.errors()).contains("was made by './gatehouse demo' and is refused by './gatehouse run'");
    }

    /** The Keycloak beside it was given the realm, the people and the way to the trail, and no secret anybody can list. */
    private static void hasWhatTheDemoHas(Path keycloak, JsonNode ready) throws IOException {
        String base = ready.at("/keycloak/baseUrl").asString();
        String trail = "--spi-events-listener--gatehouse-trail--";
        List<String> arguments = StandInKeycloak.noted(keycloak, "arguments");
        assertThat(arguments)
                .contains("--hostname=" + base, "--http-host=127.0.0.1", trail + "realms=acme=acme")
                .contains(trail + "trail-key=env:TRAIL_KEY", "--db-username=keycloak");
        assertThat(StandInKeycloak.noted(keycloak, "variables"))
                .hasSize(3)
                .doesNotContain("null")
                .noneMatch(String.join(" ", arguments)::contains);
        assertThat(StandInKeycloak.noted(keycloak, "changes"))
                .anyMatch(change -> change.startsWith("POST /admin/realms {"))
                .anyMatch(change -> change.startsWith("POST /admin/realms/acme/users {\"username\":\"alice\"")
                        && change.contains("BASE32"))
                .anyMatch(change -> change.startsWith("POST /admin/realms/acme/users/made/role-mappings/realm"));
        assertThat(ready.at("/keycloak/pages/account").asString()).isEqualTo(base + "/realms/acme/account");
    }

    private static long pidOf(Path keycloak) throws IOException {
        return Long.parseLong(StandInKeycloak.noted(keycloak, "pid").get(0));
    }

    private String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "file", ".yaml"), text)
                .toString();
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
