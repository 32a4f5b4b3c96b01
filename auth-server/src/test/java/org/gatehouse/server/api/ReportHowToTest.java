package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("What the how-to shows works as it stands there")
class ReportHowToTest {

    private static final String REALM = "acme";
    private static final Path HOW_TO = Path.of("../docs/how-to/report-to-the-trail.md");
    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REPORT = Pattern.compile("-d '([\\[{].*?)' http", Pattern.DOTALL);

    private final TestServer server = TestServer.shared();
    private final TrailProbe trail = TrailProbe.of(server, REALM);

    @Test
    void reportsThenAreTaken() throws IOException {
        List<String> reports =
                REPORT.matcher(text()).results().map(match -> match.group(1)).toList();
        AdminApi app = AdminApi.withToken(
                server,
                REALM,
                RelyingApp.of(server, REALM, "exporter")
                        .token(Map.of("grant_type", "client_credentials", "scope", "audit.write"))
                        .json("access_token"));

        assertThat(reports).hasSize(2).allSatisfy(report -> {
            Answer answer = app.post("/audit/entries", report);
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        });

        assertThat(trail.freshCodes())
                .contains("data.exported", "object.access-changed", "data.soft-deleted", "x.work-order.signed");
    }

    @Test
    void commandsThenAnswerWithReceipts() throws IOException, InterruptedException {
        assumeThat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator)))
                .as("curl is there")
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "curl")));
        String script =
                SHELL.matcher(text()).results().map(match -> match.group(1)).collect(Collectors.joining("\necho\n"));

        Process shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String output = new String(shell.getInputStream().readAllBytes());

        assertThat(shell.waitFor()).as(output).isZero();
        List<Integer> receipts = output.lines()
                .filter(line -> line.startsWith("{"))
                .map(line -> JsonMapper.shared().readTree(line).path("receipts"))
                .map(JsonNode::size)
                .toList();
        assertThat(receipts).as(output).containsExactly(1, 3);
    }

    private String text() throws IOException {
        return Files.readString(HOW_TO)
                .replace("http://localhost:9000", server.baseUrl())
                .replace("exporter:SECRET", "exporter:" + TestServer.secret("EXPORTER_SECRET"))
                .replace("\"SUB\"", "\"" + People.of(server).create(REALM).subject() + "\"")
                .replace("\"TIME\"", "\"" + server.clock().instant().truncatedTo(ChronoUnit.SECONDS) + "\"");
    }
}
