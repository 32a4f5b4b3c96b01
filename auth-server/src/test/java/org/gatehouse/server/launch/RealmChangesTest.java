package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.ServiceProcess;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("realm plan, apply and export against a service that runs, and against data at rest")
class RealmChangesTest {

    private static TestServer server;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private Path file;
    private Path secret;

    @BeforeAll
    static void startServer() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void writeFiles() throws Exception {
        secret = Files.writeString(directory.resolve("secret"), TestServer.secret("ROBOT_SECRET"));
        file = Files.writeString(directory.resolve("acme.yaml"), acme());
    }

    @Test
    void planWhenTargetIsMissingWrongOrInTheClearThenSaysWhatToGive() {
        assertThat(run("realm", "plan", file.toString())).isEqualTo(1);
        assertThat(errors()).contains("--target URL").contains("--data DIR");
        assertThat(run("realm", "plan", file.toString(), "--target", "http://id.example.org", "--client-id", "robot"))
                .isEqualTo(1);
        assertThat(errors()).contains("--client-secret");
        assertThat(run(at("http://id.example.org"))).isEqualTo(1);
        assertThat(errors()).contains("clear text");
        assertThat(run(at("http://localhost:1"))).isEqualTo(1);
        assertThat(errors()).contains("does not answer");
        secret = file;
        assertThat(run(remote("plan", file.toString()))).isEqualTo(1);
        assertThat(errors()).contains("no token").doesNotContain(TestServer.secret("ROBOT_SECRET"));
    }

    @Test
    void planWhenFileIsWrongThenSaysWhereAndAsksNobody() throws IOException {
        Files.writeString(file, "realm: acme\nclients: [{id: a, knd: web}]\n");

        assertThat(run(at("http://localhost:1"))).isEqualTo(1);

        assertThat(errors()).contains("acme.yaml:2:").contains("kind");
    }

    @Test
    void applyThenChangesOnceAndAfterwardsThereIsNothingToDo() throws IOException {
        Files.writeString(file, acme().replace("Acme Field Services", "Acme Services"));
        assertThat(run(remote("plan", file.toString()))).isEqualTo(2);
        assertThat(answers()).contains("1 change.").contains("~ displayName: Acme Field Services → Acme Services");
        TrailProbe trail = TrailProbe.of(server, "acme");

        assertThat(run(remote("apply", file.toString()))).isZero();

        assertThat(answers()).contains("Applied.");
        assertThat(trail.freshCodes()).contains("realm.changed");
        assertThat(run(remote("apply", file.toString()))).isZero();
        assertThat(answers()).contains("nothing to change");
        assertThat(run(remote("plan", file.toString(), "--json"))).isZero();
        assertThat(answers()).contains("\"changes\":[]");
        Path exported = directory.resolve("exported.yaml");
        assertThat(run(remote("export", "acme", "--out", exported.toString()))).isZero();
        assertThat(run("realm", "validate", exported.toString())).isZero();
        assertThat(run(remote("plan", exported.toString()))).isZero();
        assertThat(exported).content().contains("displayName: Acme Services").contains("env:WEB_SECRET");
        assertThat(run(remote("export", "acme", "--out", exported.toString()))).isEqualTo(1);
        assertThat(errors()).contains("exists already");

        Files.writeString(file, acme());
        assertThat(run(remote("apply", file.toString()))).isZero();
    }

    @Test
    void applyWhenPlanIsForAnotherStateThenRefuses() throws IOException {
        Path plan = directory.resolve("plan.json");
        Files.writeString(file, acme().replace("Acme Field Services", "Planned"));
        run(remote("plan", file.toString(), "--out", plan.toString()));
        assertThat(plan).content().doesNotContain(TestServer.secret("ROBOT_SECRET"));
        Files.writeString(file, acme().replace("Acme Field Services", "Meanwhile"));
        run(remote("apply", file.toString()));

        assertThat(run(remote("apply", "--plan", plan.toString()))).isEqualTo(1);

        assertThat(errors()).contains("has changed since");
        run(remote("apply", "--json", "--plan", file.toString()));
        assertThat(errors()).contains("absent or unreadable");
        Files.writeString(file, acme());
        assertThat(run(remote("apply", file.toString()))).isZero();
        Files.writeString(file, acme().replace("Acme Field Services", "Planned"));
        run(remote("plan", file.toString(), "--out", plan.toString()));
        assertThat(run(remote("apply", "--plan", plan.toString()))).isZero();
        Files.writeString(file, acme());
        assertThat(run(remote("apply", file.toString()))).isZero();
    }

    @Test
    void applyWhenSomethingGoesThenOnlyWhenAllowedAndNamed() throws IOException {
        String without = "prune: true\n" + acme().replaceAll("(?m)^  - \\{id: phone.*\n", "");
        Files.writeString(file, without);

        assertThat(run(remote("apply", file.toString()))).isEqualTo(1);
        assertThat(errors()).contains("client phone");
        assertThat(run(remote("apply", file.toString(), "--allow-delete", "--confirm", "globex")))
                .isEqualTo(1);
        assertThat(run(remote("apply", file.toString(), "--allow-delete", "--confirm", "acme")))
                .isZero();
        assertThat(answers()).contains("Goes for good: client phone");

        Files.writeString(file, acme());
        assertThat(run(remote("apply", file.toString()))).isZero();
    }

    @Test
    void applyWhenTheDataLieHereThenNeedsNoTokenAndNoRunningService() throws Exception {
        Path data = directory.resolve("data");
        Map<String, String> environment = TestServer.secretsIn(file);
        List<String> start = List.of("run", "--json", "--port", "0", "--data", data.toString(), "--realm");
        try (ServiceProcess service = ServiceProcess.start(
                directory.resolve("errors"),
                environment,
                Stream.concat(start.stream(), Stream.of(file.toString())).toList())) {
            service.ready();
            assertThat(service.errors())
                    .as("what the file makes one think about is said at the start")
                    .containsPattern(file.getFileName() + ":\\d+:\\d+: warning: .*\\[password-short]");
            assertThat(run("realm", "plan", file.toString(), "--data", data.toString()))
                    .isEqualTo(1);
            assertThat(errors()).contains("is in use by process");
        }
        Files.writeString(file, acme().replace("Acme Field Services", "Acme at rest"));

        List<String> plan = List.of("realm", "plan", file.toString(), "--data", data.toString());
        try (ServiceProcess process = ServiceProcess.start(directory.resolve("errors"), Map.of(), plan)) {
            assertThat(process.exitCode()).as("%s", process.errors()).isEqualTo(2);
        }
        assertThat(run("realm", "apply", file.toString(), "--data", data.toString()))
                .isZero();
        assertThat(run("realm", "export", "acme", "--data", data.toString())).isZero();
        assertThat(answers()).contains("Acme at rest");
        assertThat(run("realm", "export", "none", "--data", data.toString())).isEqualTo(1);
        assertThat(errors()).contains("There is no realm 'none'");
    }

    private String[] remote(String command, String... rest) {
        return command(server.baseUrl(), command, rest);
    }

    private String[] at(String target) {
        return command(target, "plan", file.toString());
    }

    private String[] command(String target, String command, String... rest) {
        List<String> args = new ArrayList<>(List.of("realm", command));
        args.addAll(List.of(rest));
        args.addAll(List.of("--target", target, "--client-id", "robot", "--client-secret", "file:" + secret));
        return args.toArray(String[]::new);
    }

    private int run(String... args) {
        answers.reset();
        errors.reset();
        return Launcher.execute(
                new PrintStream(answers, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                args);
    }

    private String answers() {
        return answers.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    private String acme() throws IOException {
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/realms/acme.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
