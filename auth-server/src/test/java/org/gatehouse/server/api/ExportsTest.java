package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportsTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));

    @Test
    void exportWhenFormatIsUnknownThenRefused() {
        assertThat(admin.get("/exports/accounts?format=exe").status()).isEqualTo(400);
    }

    @Test
    void exportWithoutThePermissionThenRefusedWithoutAnEntry() {
        AdminApi helper = AdminApi.as(server, REALM, people.createWith(REALM, "helpdesk"));
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(helper.get("/exports/accounts").status()).isEqualTo(403);

        assertThat(trail.freshCodes()).doesNotContain("data.exported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(1)", "=HYPERLINK(\\\"x\\\")"})
    void exportWhenATextLooksLikeAFormulaThenIsText(String formula) throws IOException {
        admin.post(
                "/accounts",
                "{\"userName\":\"formula-" + System.nanoTime() + "\",\"displayName\":\"" + formula
                        + "\",\"email\":\"=cmd@evil.example\"}");

        String csv = admin.get("/exports/accounts?format=csv").body();
        String sheet = sheet(bytes("xlsx"));

        assertThat(csv).contains("'" + formula.replace("\\\"", "\"\"")).contains("'=cmd@evil.example");
        assertThat(csv.lines().flatMap(line -> Stream.of(line.split(","))))
                .noneMatch(cell -> cell.matches("\"?[=@].*"));
        assertThat(sheet).doesNotContain("<f>").contains("inlineStr").containsPattern("('|&apos;|&#39;)=cmd@evil");
    }

    @Test
    void exportThenHasEverybodyOnceWithoutSensitiveValuesAndAnEntry() throws Exception {
        String name = "export-" + System.nanoTime();
        admin.post(
                "/accounts",
                "{\"userName\":\"" + name
                        + "\",\"displayName\":\"Export, \\\"quoted\\\"\",\"attributes\":{\"nationalId\":\"N-777\",\"employeeNo\":\""
                        + name + "\"}}");
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer json = admin.get("/exports/accounts?format=json");

        JsonNode rows = JsonMapper.shared().readTree(json.body());
        assertThat(rows.size()).isEqualTo(Integer.parseInt(json.header("X-Rows")));
        assertThat(rows.findValuesAsString("id")).doesNotHaveDuplicates();
        assertThat(rows.findValuesAsString("userName")).contains(name);
        assertThat(rows.findValuesAsString("attributes.employeeNo")).contains(name);
        assertThat(json.body()).doesNotContain("N-777").doesNotContain("argon2");
        assertThat(json.header("Content-Disposition")).contains("acme-accounts.json");
        String digest = HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256").digest(json.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(json.header("X-SHA-256")).isEqualTo(digest);
        EntryView entry = trail.fresh().stream()
                .filter(found -> found.activity().code().equals("data.exported"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.detail())
                .containsEntry("rows", json.header("X-Rows"))
                .containsEntry("format", "json")
                .containsEntry("sha256", digest);
    }

    @Test
    void exportThenLeavesNoFileBehind() throws IOException {
        admin.get("/exports/accounts?format=xlsx");

        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("gatehouse-export")))
                    .isEmpty();
        }
    }

    private byte[] bytes(String format) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/api/realms/acme/exports/accounts?format=" + format))
                .header("Authorization", admin.authorization())
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static String sheet(byte[] workbook) throws IOException {
        Path file = Files.createTempFile("workbook", ".xlsx");
        Files.write(file, workbook);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(
                    zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(),
                    StandardCharsets.UTF_8);
        } finally {
            Files.delete(file);
        }
    }
}
