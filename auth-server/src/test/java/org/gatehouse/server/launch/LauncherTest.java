package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LauncherTest {

    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    frobnicate                        | frobnicate
                    demo --frobnicate                 | Unknown option: '--frobnicate'
                    demo --port                       | Missing required parameter
                    demo --port nine                  | 'nine' is not an int
                    demo --port 65536                 | The port 65536 does not exist
                    demo --base-url ftp://x           | The base URL 'ftp://x' cannot be an issuer
                    demo --base-url https://x/sub     | The base URL 'https://x/sub' cannot be an issuer
                    demo --base-url https://x?a=b     | cannot be an issuer
                    demo --realm /no/such.yaml        | /no/such.yaml given with --realm is absent
                    demo --keycloak-port 1            | --keycloak-port is for a demo with --keycloak
                    demo --keycloak                   | './gatehouse demo --keycloak' fetches it
                    run --config /no/such.ini         | is of no known kind
                    run --config /no/such.properties  | is absent
                    run --tls-cert /some.pem          | Give both --tls-cert and --tls-key
                    run --trusted-proxy everybody     | 'everybody' is no address
                    """)
    void refusesWhatItDoesNotUnderstand(String line, String sentence) {
        assertThat(execute(line.split(" "))).isEqualTo(Launcher.FAILED);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains(sentence).doesNotContain("\tat ");
        assertThat(answers.size()).isZero();
    }

    @Test
    void refusesCertificatesThatAreNone() throws Exception {
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");

        assertThat(execute("run", "--tls-cert", nonsense.toString(), "--tls-key", nonsense.toString()))
                .isEqualTo(Launcher.FAILED);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("The certificate or its key is");
    }

    /** It would believe a stand-in for Microsoft, and let in people whose passwords everybody knows. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "yes"})
    void refusesToBeADemoInProduction(String value) throws Exception {
        Path settings = Files.writeString(directory.resolve("more.properties"), "gatehouse.demo=" + value + "\n");
        Path data = directory.resolve("data");

        assertThat(execute("run", "--port", "0", "--data", data.toString(), "--config", settings.toString()))
                .isEqualTo(Launcher.FAILED);

        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("gatehouse.demo is set to '" + value + "', which is for './gatehouse demo' alone.");
        assertThat(data).doesNotExist();
    }

    @Test
    void saysSoAtOnceWhenThePortIsTakenAndTouchesNothing() throws Exception {
        Path data = directory.resolve("data");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(execute("demo", "--port", port, "--data", data.toString()))
                    .isEqualTo(Launcher.FAILED);
            assertThat(errors.toString(StandardCharsets.UTF_8)).contains("Port " + port + " is taken.");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void saysSoAtOnceWhenThePortOfKeycloakIsTakenAndTouchesNothing() throws Exception {
        Path data = directory.resolve("data");
        String keycloak = StandInKeycloak.home(directory.resolve("keycloak")).toString();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(execute(
                            "demo",
                            "--keycloak",
                            "--keycloak-home",
                            keycloak,
                            "--keycloak-port",
                            port,
                            "--port",
                            "0",
                            "--data",
                            data.toString()))
                    .isEqualTo(Launcher.FAILED);
            assertThat(errors.toString(StandardCharsets.UTF_8))
                    .contains("Keycloak cannot have port " + port)
                    .contains("--keycloak-port");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(execute("--help")).isEqualTo(Launcher.DONE);
        assertThat(answers.toString(StandardCharsets.UTF_8)).contains("demo", "run", "doctor", "test");

        answers.reset();
        assertThat(execute("help", "demo")).isEqualTo(Launcher.DONE);
        assertThat(answers.toString(StandardCharsets.UTF_8)).contains("--keycloak-port", "--data");
    }

    @Test
    void doctorFindsNothingWrongBeforeTheFirstStart() {
        int code = execute(
                "doctor",
                "--json",
                "--port",
                "0",
                "--data",
                directory.resolve("data").toString());

        JsonNode report = JsonMapper.shared().readTree(answers.toString(StandardCharsets.UTF_8));
        assertThat(report.get("healthy").asBoolean()).as(report.toString()).isTrue();
        assertThat(code).isEqualTo(Launcher.DONE);
    }

    private int execute(String... args) {
        return Launcher.execute(
                new PrintStream(answers, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                args);
    }
}
