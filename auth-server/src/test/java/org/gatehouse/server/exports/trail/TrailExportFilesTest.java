package org.gatehouse.server.exports.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.text.PDFTextStripper;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.trail.Trail;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A file of the trail holds what its manifest says, in every kind of file")
class TrailExportFilesTest extends TrailExporting {

    /** What a spreadsheet, a terminal or an XML parser must not be moved by. */
    private static final String HOSTILE = "=HYPERLINK(\"x\")\r\nforged,line\u001b[2J\u2028</entry>\u202e";

    @ParameterizedTest
    @EnumSource
    void fileThenIsWhatTheManifestSaysAndTheFetchIsAnEntry(TrailFormat format) throws Exception {
        Instant from = later();
        append(TrailExportStep.PAGE + 1, "whole");
        TrailProbe trail = TrailProbe.of(server, REALM);

        String id = finishedOf(body(format.code(), from, ""));
        JsonNode manifest = manifest(id);
        byte[] file = bytes(id, null).body();

        assertThat(manifest.path("bytes").asInt()).isEqualTo(file.length);
        assertThat(manifest.path("sha256").asString()).isEqualTo(sha256(file));
        assertThat(manifest.path("file").asString()).endsWith(format.ending());
        assertThat(manifest.path("entries").asInt()).isGreaterThan(TrailExportStep.PAGE);
        List<EntryView> entries = trail.fresh().stream()
                .filter(entry -> entry.activity() == Activity.LOG_EXPORTED)
                .toList();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).detail())
                .containsEntry("sha256", sha256(file))
                .containsEntry("rows", manifest.path("entries").asString())
                .containsEntry("format", format.code());
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "XML", "NDJSON", "OCSF"})
    void fileOfACountryThenOnlyItsEntriesAndItIsInThem(TrailFormat format) {
        Instant from = later();
        List<AuditEvent.Builder> events = new ArrayList<>();
        for (String country : new String[] {"FR", "DE", null}) {
            events.add(event(1, "came-from-" + country).origin(new Origin(null, null, null, null, null, country)));
        }
        server.bean(Trail.class).recordTogether(events);

        assertThat(text(finishedOf(body(format.code(), from, ",\"country\":\"FR\""))))
                .contains("came-from-FR")
                .containsPattern("[^-]FR\\b")
                .doesNotContain("came-from-DE", "came-from-null");
        assertThat(text(finishedOf(body(format.code(), from, ",\"without\":\"country:FR\""))))
                .contains("came-from-DE", "came-from-null")
                .doesNotContain("came-from-FR");
        assertThat(admin.post(EXPORTS, body(format.code(), from, ",\"country\":\"XX\""))
                        .body())
                .contains("'country' names nothing");
    }

    @Test
    void fileWhenARangeIsAskedForThenOnlyThat() throws Exception {
        append(1_200, "range");
        String id = finished("csv");
        byte[] file = bytes(id, null).body();
        int middle = file.length / 2;

        HttpResponse<byte[]> rest = bytes(id, "bytes=" + middle + "-");
        HttpResponse<byte[]> some = bytes(id, "bytes=10-" + (middle + 10));

        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(file, middle, file.length));
        assertThat(some.body()).isEqualTo(Arrays.copyOfRange(file, 10, middle + 11));
        assertThat(some.headers().firstValue("Content-Range"))
                .hasValue("bytes 10-" + (middle + 10) + "/" + file.length);
        assertThat(bytes(id, "bytes=" + file.length + "-").statusCode()).isEqualTo(416);
        assertThat(bytes(id, "bytes=-5").body()).as("not served as a range").hasSize(file.length);
    }

    @Test
    void packThenItsOwnVerifierFindsItIntactWithTheKeysAloneAndNamesWhatSomebodyChanged(@TempDir Path directory)
            throws Exception {
        append(300, "packed");
        Path pack = Files.write(
                directory.resolve("pack.zip"),
                bytes(finished("proof-pack"), null).body());
        Path keys = unzip(pack, ProofPack.KEYS, directory);
        Path verifier = unzip(pack, ProofPack.VERIFIER, directory);

        assertThat(verify(verifier, pack, keys)).startsWith("0 Intact: ");
        List<JsonNode> entries = lines(Files.readString(unzip(pack, ProofPack.ENTRIES, directory)));
        assertThat(entries).hasSize(manifestEntries()).allMatch(entry -> entry.has("leafHash"));
        assertThat(leaves(pack))
                .containsAll(entries.stream()
                        .filter(entry -> entry.path("log").asString().equals(REALM + "/P6M"))
                        .map(entry -> entry.path("leafHash").asString())
                        .toList());
        assertThat(words(unzip(pack, "summary-en.pdf", directory)))
                .contains("Proof pack of the trace log of acme", "data.read", "audit.gatehouse/local/acme/P6M+");
        assertThat(words(unzip(pack, "summary-fr.pdf", directory))).contains("Dossier de preuve");

        flipAByteOfAnEntry(pack);
        assertThat(verify(verifier, pack, keys)).startsWith("2 acme/P6M:");
    }

    /** By a Java that has nothing of ours on its class path. */
    private static String verify(Path verifier, Path pack, Path keys) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        verifier.toString(),
                        pack.toString(),
                        "--key",
                        keys.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }

    private static Path unzip(Path pack, String name, Path directory) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(pack)) {
            return Files.copy(zip.getPath(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Hashes of the leaves of one log, from the tiles in the pack. */
    private static Set<String> leaves(Path pack) throws IOException {
        Set<String> leaves = new HashSet<>();
        try (FileSystem zip = FileSystems.newFileSystem(pack);
                Stream<Path> files = Files.walk(zip.getPath(REALM, "P6M", "tile", "0"))) {
            for (Path tile : files.filter(Files::isRegularFile).toList()) {
                byte[] hashes = Files.readAllBytes(tile);
                for (int i = 0; i < hashes.length; i += 32) {
                    leaves.add(HexFormat.of().formatHex(Arrays.copyOfRange(hashes, i, i + 32)));
                }
            }
        }
        return leaves;
    }

    private static void flipAByteOfAnEntry(Path pack) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(pack)) {
            Path bundle = zip.getPath(REALM, "P6M", "tile", "entries", "000");
            byte[] entries = Files.readAllBytes(bundle);
            entries[1_000] ^= 1;
            Files.write(bundle, entries);
        }
    }

    private static String words(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    @Test
    void csvWhenTextsAreHostileThenOneLineAnEntryAndNoFormula() {
        append(1, HOSTILE);

        String csv = text(finished("csv"));

        List<String> hostile =
                csv.lines().filter(line -> line.contains("HYPERLINK")).toList();
        assertThat(csv.split("\r\n|\n")).hasSize(manifestEntries() + 1);
        assertThat(csv).startsWith("\uFEFFtime,occurredAt,log,index,").doesNotContain("\u001b", "\u202e", "\u2028");
        assertThat(hostile)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .contains("\"'=HYPERLINK(\"\"x\"\")␍␊forged,line␛[2J")
                        .doesNotContain(",=", ",\"="));
    }

    @Test
    void xlsxWhenTextsAreHostileThenTextCellsOnly() throws Exception {
        append(1, HOSTILE);

        String sheet = sheet(bytes(finished("xlsx"), null).body());

        assertThat(sheet)
                .doesNotContain("<f>", "\u001b")
                .contains("inlineStr")
                .containsPattern("('|&apos;|&#39;)=HYPER");
    }

    @Test
    void pdfWhenThereAreTooManyEntriesThenRefusedAndNothingIsKept() {
        int most = (int) TrailFormat.PDF.mostEntries();
        append(most + 1, "too many");
        Answer ordered = admin.post(EXPORTS, body("pdf", ""));

        for (int i = 0; i <= most / TrailExportStep.PAGE + 1; i++) {
            worker.step();
        }

        Answer failed = admin.get(EXPORTS + "/" + ordered.json("id"));
        assertThat(failed.json("state")).isEqualTo("failed");
        assertThat(failed.json("problem")).isEqualTo("too-large");
        assertThat(jdbc.sql("SELECT count(*) FROM trail_export_chunk")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void pdfWhenTextsAreHostileThenEveryEntryIsARowToRead() throws Exception {
        Instant from = later();
        append(1, HOSTILE);
        append(1, "Łucja 漢");

        byte[] file = bytes(finishedOf(body("pdf", from, "")), null).body();

        try (PDDocument document = Loader.loadPDF(file)) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text).contains("Trail of acme", "data.read", "Łucja", "□", "HYPERLINK");
            PDStructureElement root = (PDStructureElement) document.getDocumentCatalog()
                    .getStructureTreeRoot()
                    .getKids()
                    .get(0);
            assertThat(root.getKids().stream()
                            .map(PDStructureElement.class::cast)
                            .filter(element -> element.getStructureType().equals("Table"))
                            .mapToInt(table -> table.getKids().size())
                            .sum())
                    .isEqualTo(manifestEntries() + 1);
        }
    }

    @Test
    void xmlWhenTextsAreHostileThenWellFormedAndInOneElement() throws Exception {
        append(1, HOSTILE);

        String xml = text(finished("xml"));

        var document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("entry").getLength()).isEqualTo(manifestEntries());
        assertThat(xml).contains("␍␊forged").contains("&lt;/entry&gt;").doesNotContain("\u001b");
    }

    @Test
    void ndjsonWhenTextsAreHostileThenOneLineAnEntryAndNothingLost() {
        append(1, HOSTILE);

        List<JsonNode> entries = lines(text(finished("ndjson")));

        assertThat(entries).hasSize(manifestEntries());
        assertThat(entries)
                .anyMatch(entry -> entry.at("/detail/purpose").asString("").equals(HOSTILE));
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.path("time").asString())
                        .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{6}Z"));
    }

    /** What a class requires is in {@link OcsfEventTest}. */
    @Test
    void ocsfThenEachLineIsAnEvent() {
        append(1, HOSTILE);

        List<JsonNode> events = lines(text(finished("ocsf")));

        assertThat(events).hasSize(manifestEntries()).allSatisfy(event -> {
            int classUid = event.path("class_uid").asInt();
            assertThat(event.path("type_uid").asInt())
                    .isEqualTo(classUid * 100 + event.path("activity_id").asInt());
            assertThat(event.path("category_uid").asInt()).isEqualTo(classUid / 1_000);
            assertThat(event.path("severity_id").asInt()).isBetween(1, 5);
            assertThat(event.path("status_id").asInt()).isBetween(1, 2);
            assertThat(event.path("time").asLong()).isGreaterThan(1_700_000_000_000L);
            assertThat(event.at("/metadata/version").asString()).isEqualTo("1.8.0");
            assertThat(event.at("/metadata/product/name").asString()).isEqualTo("Gatehouse");
            assertThat(event.path("actor").size()).isPositive();
        });
    }

    @Test
    void exportWithProofsThenEachEntryHasTheLeafHashOfItsStoredBytesAndTheManifestTheCheckpoints() {
        append(3, "proven");

        String id = finished("ndjson", ",\"proofs\":true");

        List<JsonNode> entries = lines(text(id));
        Set<String> stored = new HashSet<>(jdbc.sql("SELECT encode(leaf, 'hex') FROM audit.audit_entry")
                .query(String.class)
                .list());
        assertThat(entries)
                .isNotEmpty()
                .allSatisfy(
                        entry -> assertThat(entry.path("leafHash").asString()).isIn(stored));
        assertThat(manifest(id).has("checkpoints")).isTrue();
    }

    @Test
    void exportWhenFilteredThenOnlyThat() {
        append(2, "filtered");

        List<JsonNode> entries = lines(text(finished("ndjson", ",\"activity\":\"data.read\",\"outcome\":\"success\"")));

        assertThat(entries)
                .isNotEmpty()
                .allMatch(entry -> entry.path("activity").asString().equals("data.read"));
    }

    @Test
    void exportOfAnObjectOrATextThenOnlyThat() {
        append(3, "narrowed");

        assertThat(lines(text(finished("ndjson", ",\"object\":\"form:f-2\",\"text\":\"NARROWED\""))))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.at("/detail/purpose").asString()).isEqualTo("narrowed"));
        assertThat(lines(text(finished("ndjson", ",\"request\":\"of-nobody\""))))
                .isEmpty();
        assertThat(admin.post(EXPORTS, body("csv", ",\"text\":\"x\"")).status()).isEqualTo(400);
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

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
