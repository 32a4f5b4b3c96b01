package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.server.Gatehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RealmCommandTest {

    private static final String RIGHT = "realm: acme\n";

    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            realm                             | Say what to do: realm validate
            realm keycloak                    | Missing required parameter: 'FILE'
            realm frobnicate                  | frobnicate
            realm validate                    | Missing required parameter: 'FILE'
            realm fmt                         | Missing required parameter: 'FILE'
            realm validate --fix x            | Unknown option: '--fix'
            realm explain clients.redirectUrl | There is no key `clients.redirectUrl`. Did you mean `clients.redirectUris`?""")
    void realmWhenAskedForWhatThereIsNotThenSaysSo(String line, String sentence) {
        assertThat(execute(line.split(" "))).isEqualTo(Launcher.FAILED);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains(sentence).doesNotContain("\tat ");
        assertThat(answers.size()).isZero();
    }

    @Test
    void validateWhenOneFileIsWrongThenNamesLineAndColumnAndFails() throws Exception {
        Path right = write("right.yaml", RIGHT);
        Path wrong = write("wrong.yaml", "realm: acme\nclients:\n  - {id: a, kind: web, redirectUrls: []}\n");

        assertThat(execute("realm", "validate", right.toString(), wrong.toString()))
                .isEqualTo(Launcher.FAILED);
        assertThat(answer().lines())
                .anyMatch(line -> line.startsWith(right + ": valid: realm acme"))
                .anyMatch(line -> line.startsWith(
                        wrong + ":3:24: The key `redirectUrls` is unknown here." + " Did you mean `redirectUris`?"));
    }

    @Test
    void validateWhenThereAreOnlyWarningsThenFailsOnlyWhenStrict() throws Exception {
        String file =
                write("a.yaml", RIGHT + "trail: {retention: {sign-in: P1M}}\n").toString();

        assertThat(execute("realm", "validate", file)).isEqualTo(Launcher.DONE);
        assertThat(answer()).contains("a.yaml:2:30: warning: ", "[retention-short]");
        assertThat(execute("realm", "validate", "--strict", file)).isEqualTo(Launcher.FAILED);
    }

    @Test
    void validateWhenAskedForWhatIsNotEnforcedThenTellsTheRestTooAndFails() throws Exception {
        String file = write(
                        "a.yaml",
                        RIGHT
                                + "secondFactor: {required: always, methods: [passkey, email-code]}\n"
                                + "support: {access: never}\n")
                .toString();

        assertThat(execute("realm", "validate", file)).isEqualTo(Launcher.FAILED);
        assertThat(answer())
                .contains("a.yaml:3:1: `support` is not enforced by this version yet", "[second-factor-email]")
                .doesNotContain(": valid: ");
    }

    @Test
    void explainWhenKeyIsNotEnforcedThenSaysSo() {
        assertThat(execute("realm", "explain", "support.access")).isEqualTo(Launcher.DONE);
        assertThat(answer()).contains("not enforced by this version", "One of: consent-required, never");
    }

    @Test
    void validateWhenLookAheadsAreSplitThenShowsTheRules() throws Exception {
        String file = write("globex.yaml", RealmFiles.example("globex")).toString();

        assertThat(execute("realm", "validate", file)).isEqualTo(Launcher.DONE);
        assertThat(answer())
                .contains(
                        "note: the rule `strength` is read as 4 rules:", "uppercase", "a lower-case letter", ".{10,}");
    }

    @Test
    void validateWhenJsonThenIsOneLine() throws Exception {
        String file = write("a.yaml", "realm: acme\nclientSecret: hunter2\n").toString();

        assertThat(execute("realm", "validate", "--json", file)).isEqualTo(Launcher.FAILED);
        JsonNode verdict = JsonMapper.shared().readTree(answer());
        assertThat(answer().lines()).hasSize(1);
        assertThat(answer()).doesNotContain("hunter2");
        assertThat(verdict.at("/passed").asBoolean()).isFalse();
        assertThat(verdict.at("/files/0/findings/0/line").asInt()).isEqualTo(2);
        assertThat(verdict.at("/files/0/findings/0/message").asString()).contains("clientSecret");
    }

    @Test
    void validateOnATerminalThenShowsTheLineButNeverASecret() throws Exception {
        Path file = write(
                "a.yaml",
                "realm: acme\ndisplayname: Acme\nclients: [{id: a, kind: web, redirectUris: [], secrt: hunter2}]\n");
        String text = new VerdictText(true).of(RealmVerdict.of(file));

        assertThat(text).contains("     2 | displayname: Acme\n       | ^").doesNotContain("hunter2");
        assertThat(RealmVerdict.of(file).findings()).extracting(Finding::line).contains(3);
    }

    @Test
    void fmtWhenCheckingThenFailsAndChangesNothing() throws Exception {
        Path file = write("a.yaml", "displayName: Acme\nrealm: acme  # name\n");

        assertThat(execute("realm", "fmt", "--check", file.toString())).isEqualTo(Launcher.FAILED);
        assertThat(answer()).isEqualToIgnoringNewLines(file + ": would change");
        assertThat(file).hasContent("displayName: Acme\nrealm: acme  # name\n");

        assertThat(execute("realm", "fmt", file.toString())).isEqualTo(Launcher.DONE);
        assertThat(file).hasContent("realm: acme  # name\ndisplayName: Acme\n");
        assertThat(execute("realm", "fmt", "--check", "--json", file.toString()))
                .isEqualTo(Launcher.DONE);
    }

    @Test
    void fmtWhenTheFileIsWrongThenLeavesIt() throws Exception {
        Path file = write("a.yaml", "displayName: Acme\nrealm: Acme\n");

        assertThat(execute("realm", "fmt", file.toString())).isEqualTo(Launcher.FAILED);
        assertThat(answer()).contains("a.yaml:2:8: ");
        assertThat(file).hasContent("displayName: Acme\nrealm: Acme\n");
    }

    @Test
    void explainThenSaysWhatAKeyMeans() {
        assertThat(execute("realm", "explain", "clients.redirectUris")).isEqualTo(Launcher.DONE);
        assertThat(answer())
                .contains("clients.redirectUris: list of texts", "RFC 8252", "redirectUris: [")
                .contains("Bounds: no item twice");
        assertThat(execute("realm", "explain", "--json", "tokens.mobile.session"))
                .isEqualTo(Launcher.DONE);
        assertThat(answer()).contains("\"defaultValue\":\"P1D\"");
    }

    @Test
    void schemaThenIsWhatEditorsRead() {
        assertThat(execute("realm", "schema")).isEqualTo(Launcher.DONE);
        assertThat(JsonMapper.shared().readTree(answer()).path("$id").asString())
                .isEqualTo("urn:gatehouse:realm-file");
    }

    /** As a process: what is fast is what does not load the service. */
    @Test
    void realmThenLoadsNothingOfTheService() throws Exception {
        Path file = write("a.yaml", RealmFiles.example("small-company"));
        for (List<String> command : List.of(
                List.of("realm", "validate", file.toString()),
                List.of("realm", "fmt", file.toString()),
                List.of("realm", "explain", "clients.pkce"))) {
            assertThat(loadedBy(command))
                    .hasSizeGreaterThan(400)
                    .noneMatch(line -> line.contains("org.springframework"))
                    .noneMatch(line -> line.contains("ch.qos.logback"));
        }
    }

    @Test
    void trainThenUsesEveryCommand() {
        assertThat(execute("realm", "--train")).isEqualTo(Launcher.DONE);
        assertThat(errors.size()).isZero();
    }

    private List<String> loadedBy(List<String> command) throws IOException, InterruptedException {
        Path log = directory.resolve("classes.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Gatehouse.class.getName())
                .redirectError(new File("/dev/null"))
                .redirectOutput(new File("/dev/null"));
        builder.command().addAll(command);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(log);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private String answer() {
        return answers.toString(StandardCharsets.UTF_8);
    }

    private int execute(String... args) {
        answers.reset();
        return Launcher.execute(
                new PrintStream(answers, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                args);
    }
}
