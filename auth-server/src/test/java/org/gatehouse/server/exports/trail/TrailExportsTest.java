package org.gatehouse.server.exports.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.text.PDFTextStripper;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.trail.Trail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The trail is exported in steps that any node may take")
class TrailExportsTest {

    private static final String REALM = "acme";
    private static final String EXPORTS = "/audit/exports";

    /** What a spreadsheet, a terminal or an XML parser must not be moved by. */
    private static final String HOSTILE = "=HYPERLINK(\"x\")\r\nforged,line\u001b[2J\u2028</entry>\u202e";

    private static TestServer server;
    private static AdminApi admin;

    private final JdbcClient jdbc = server.bean(JdbcClient.class);
    private final TrailExportWorker worker = server.bean(TrailExportWorker.class);

    /** Nobody but the test takes steps. */
    @BeforeAll
    static void start() {
        server = TestServer.start(
                TestDatabase.fresh(), new SettableClock(), Map.of("gatehouse.exports.look-every", "PT10H"));
        admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void removeAll() {
        jdbc.sql("DELETE FROM trail_export").update();
    }

    @Test
    void anythingWithoutThePermissionThenRefusedAndTheAttemptIsAnEntry() {
        String id = order("ndjson");
        AdminApi helper = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "helpdesk"));
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(helper.post(EXPORTS, body("csv", "")).status()).isEqualTo(403);
        assertThat(helper.get(EXPORTS + "/" + id + "/file").status()).isEqualTo(403);
        assertThat(trail.freshCodes()).containsExactly("log.exported", "log.exported");
        assertThat(helper.get(EXPORTS).status()).isEqualTo(403);
        assertThat(helper.get(EXPORTS + "/" + id).status()).isEqualTo(403);
        assertThat(helper.delete(EXPORTS + "/" + id).status()).isEqualTo(403);
    }

    @Test
    void anythingOfAnotherRealmsExportThenNotFound() {
        String id = finished("ndjson");
        AdminApi foreign = AdminApi.as(server, "globex", People.of(server).createWith("globex", "admin"));

        assertThat(foreign.get(EXPORTS + "/" + id).status()).isEqualTo(404);
        assertThat(foreign.get(EXPORTS + "/" + id + "/file").status()).isEqualTo(404);
        assertThat(foreign.delete(EXPORTS + "/" + id).status()).isEqualTo(404);
        assertThat(foreign.get(EXPORTS).json().at("/items").size()).isZero();
        assertThat(admin.at("globex").get(EXPORTS + "/" + id).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"format\":\"csv\"}",
                "{\"format\":\"csv\",\"from\":\"2026-01-01T00:00:00Z\"}",
                "{\"format\":\"exe\",\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-02-01T00:00:00Z\"}",
                "{\"format\":\"csv\",\"from\":\"yesterday\",\"until\":\"2026-02-01T00:00:00Z\"}",
                "{\"format\":\"csv\",\"from\":\"2026-02-01T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}",
                "{\"format\":\"csv\",\"from\":\"1999-02-01T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}",
                "{\"format\":\"csv\",\"from\":\"9000-02-01T00:00:00Z\",\"until\":\"9001-01-01T00:00:00Z\"}",
                "{\"format\":\"csv\",\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-02-01T00:00:00Z\",\"category\":\"all\"}",
                "{\"format\":\"csv\",\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-02-01T00:00:00Z\",\"activity\":\"x.no\"}",
                "{\"format\":\"csv\",\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-02-01T00:00:00Z\",\"outcome\":\"\"}",
                "{\"format\":\"csv\",\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-02-01T00:00:00Z\",\"person\":\"me\"}",
                "{\"format\":\"csv\",\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-02-01T00:00:00Z\",\"size\":1000000000}"
            })
    void orderWhenTheBodyIsWrongThenToldAndNothingIsOrdered(String body) {
        assertThat(admin.post(EXPORTS, body).status()).isEqualTo(400);

        assertThat(admin.get(EXPORTS).json().at("/items").size()).isZero();
    }

    @Test
    void orderWhenTheRealmHasTooManyThenRefusedUntilOneIsReady() {
        for (int i = 0; i < TrailExports.MOST_RUNNING; i++) {
            order("csv");
        }

        Answer refused = admin.post(EXPORTS, body("csv", ""));

        assertThat(refused.status()).isEqualTo(429);
        finishAll();
        assertThat(admin.post(EXPORTS, body("csv", "")).status()).isEqualTo(202);
    }

    @Test
    void fileWhenItIsNotReadyThenConflictAndNoEntry() {
        String id = order("csv");
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(admin.get(EXPORTS + "/" + id + "/file").status()).isEqualTo(409);
        assertThat(trail.freshCodes()).isEmpty();
        assertThat(admin.get(EXPORTS + "/" + UUID.randomUUID() + "/file").status())
                .isEqualTo(404);
        assertThat(admin.get(EXPORTS + "/7/file").status()).isEqualTo(400);
    }

    @Test
    void stepWhenANodeDiesInTheMiddleThenTheNextOneGoesOnWithoutGapOrDouble() {
        String marker = "resume-" + System.nanoTime();
        append(2 * TrailExportStep.PAGE + 7, marker);
        String id = order("ndjson");
        assertThat(worker.step()).isTrue();
        long before = admin.get(EXPORTS + "/" + id).json().path("entries").asLong();

        dieInTheMiddleOfAStep();

        JsonNode after = admin.get(EXPORTS + "/" + id).json();
        assertThat(before).isEqualTo(TrailExportStep.PAGE);
        assertThat(after.path("entries").asLong()).isEqualTo(before);
        assertThat(after.path("state").asString()).isEqualTo("running");
        append(3, "later-" + marker);
        finishAll();
        List<JsonNode> entries = lines(text(id));
        Set<String> names = new HashSet<>();
        entries.forEach(entry -> names.add(entry.path("log").asString() + entry.path("index")));
        assertThat(names).hasSameSizeAs(entries);
        assertThat(entries.stream().filter(entry -> entry.toString().contains("\"" + marker + "\"")))
                .hasSize(2 * TrailExportStep.PAGE + 7);
        assertThat(entries).noneMatch(entry -> entry.toString().contains("later-"));
        assertThat(manifest(id).path("entries").asInt()).isEqualTo(entries.size());
    }

    @Test
    void stepsWhenSeveralNodesTakeThemAtOnceThenEachEntryOnce() throws Exception {
        append(6 * TrailExportStep.PAGE, "together");
        String id = order("ndjson");
        ExecutorService nodes = Executors.newFixedThreadPool(3);

        List<Future<Object>> done = nodes.invokeAll(Collections.nCopies(3, () -> {
            finishAll();
            return null;
        }));
        for (Future<Object> each : done) {
            each.get();
        }
        nodes.shutdown();
        finishAll();

        List<String> places = lines(text(id)).stream()
                .map(entry -> entry.path("log").asString() + entry.path("index"))
                .toList();
        assertThat(places).hasSizeGreaterThan(6 * TrailExportStep.PAGE).doesNotHaveDuplicates();
        assertThat(manifest(id).path("entries").asInt()).isEqualTo(places.size());
    }

    @Test
    void stepWhenAnEntryFromBeforeTheOrderIsNotCommittedYetThenWaitsForIt() throws Exception {
        String marker = "pending-" + System.nanoTime();
        ExecutorService node = Executors.newSingleThreadExecutor();
        AtomicReference<String> id = new AtomicReference<>();

        Future<Boolean> step = server.bean(TransactionTemplate.class).execute(status -> {
            server.bean(Trail.class).recordNow(List.of(event(0, marker)));
            id.set(order("ndjson"));
            Future<Boolean> running = node.submit(worker::step);
            awaitBlockedStep();
            return running;
        });

        assertThat(step.get(20, TimeUnit.SECONDS)).isTrue();
        node.shutdown();
        finishAll();
        assertThat(text(id.get())).contains("\"" + marker + "\"");
    }

    @Test
    void stepWhenAnotherNodeHoldsTheExportThenPassesItOver() {
        order("csv");

        TransactionTemplate other = server.bean(TransactionTemplate.class);
        other.executeWithoutResult(status -> {
            assertThat(server.bean(TrailExportRows.class).take(server.clock().instant()))
                    .isPresent();
            assertThat(inAnotherThread(worker::step)).isFalse();
        });

        assertThat(worker.step()).isTrue();
    }

    @Test
    void stepWhenItFailsThenTriedAgainLaterAndGivenUpInTheEnd() {
        String id = order("csv");
        jdbc.sql("UPDATE trail_export SET scope = replace(scope, '\"proofs\"', '\"category\":\"gone\",\"proofs\"')")
                .update();

        assertThat(worker.step()).isTrue();
        assertThat(worker.step()).as("its turn comes later").isFalse();

        for (int i = 1; i < TrailExportWorker.MOST_TRIES; i++) {
            server.clock().advance(Duration.ofSeconds(31));
            assertThat(worker.step()).isTrue();
        }
        assertThat(admin.get(EXPORTS + "/" + id).json("problem")).isEqualTo("cannot-be-written");
    }

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

    @Test
    void ocsfThenEachEventHasWhatItsClassRequires() {
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
            required(classUid)
                    .forEach(name -> assertThat(event.has(name)).as(name).isTrue());
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
    void eraseThenNoExportOfTheRealmIsLeftToFetch() {
        Person leaver = People.of(server).create(REALM);
        String ready = finished("csv");
        String running = order("csv");

        admin.deleteSeen("/accounts/" + leaver.subject());
        Answer erased = admin.eraseSeen("/accounts/" + leaver.subject());

        assertThat(erased.status()).isLessThan(300);
        assertThat(admin.get(EXPORTS + "/" + ready).json("problem")).isEqualTo("person-erased");
        assertThat(admin.get(EXPORTS + "/" + ready + "/file").status()).isEqualTo(409);
        assertThat(admin.get(EXPORTS + "/" + running).json("state")).isEqualTo("failed");
        assertThat(jdbc.sql("SELECT count(*) FROM trail_export_chunk")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void exportWhenADayHasPassedThenGone() {
        String id = finished("csv");

        server.clock().advance(Duration.ofHours(25));
        admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));

        assertThat(admin.get(EXPORTS + "/" + id).status()).isEqualTo(404);
        worker.run();
        assertThat(jdbc.sql("SELECT count(*) FROM trail_export_chunk")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void chunksThenSayNothingToWhoeverReadsTheDatabase() {
        append(1, "Confidential");
        finished("csv");

        assertThat(jdbc.sql(
                                "SELECT count(*) FROM trail_export_chunk WHERE position('Confidential'::bytea IN sealed) > 0")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static List<String> required(int classUid) {
        return switch (classUid) {
            case 3001 -> List.of("user");
            case 3002 -> List.of("user", "service");
            case 3003, 3005 -> List.of("user", "privileges");
            case 3004 -> List.of("entity");
            case 3006 -> List.of("group");
            case 6001 -> List.of("web_resources");
            case 6002 -> List.of("app");
            case 6003 -> List.of("actor", "api", "src_endpoint");
            case 6005 -> List.of("actor", "src_endpoint", "database");
            default -> throw new AssertionError("class " + classUid);
        };
    }

    /** A step that wrote its page and moved the row, and whose node is gone before the commit. */
    private void dieInTheMiddleOfAStep() {
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            TrailExportRow row = server.bean(TrailExportRows.class)
                    .take(server.clock().instant())
                    .orElseThrow();
            server.bean(TrailExportStep.class).take(row);
            status.setRollbackOnly();
        });
    }

    private static <T> T inAnotherThread(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private void append(int count, String purpose) {
        List<AuditEvent.Builder> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(i, purpose));
        }
        server.bean(Trail.class).recordTogether(events);
    }

    private static AuditEvent.Builder event(int number, String purpose) {
        return server.bean(Trail.class)
                .event(server.bean(Realms.class).get(REALM), Activity.DATA_READ)
                .actor(Party.client(purpose))
                .target(Party.object("form", "f-" + number))
                .detail("purpose", purpose);
    }

    /** Until somebody waits for a log's head, or for ten seconds. */
    private void awaitBlockedStep() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < deadline
                && jdbc.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                                .query(Long.class)
                                .single()
                        == 0) {
            Thread.onSpinWait();
        }
    }

    private String body(String format, String more) {
        return body(format, server.clock().instant().minus(Duration.ofHours(20)), more);
    }

    private static String body(String format, Instant from, String more) {
        return "{\"format\":\"" + format + "\",\"from\":\"" + from + "\",\"until\":\"" + from.plus(Duration.ofDays(2))
                + "\"" + more + "}";
    }

    /** A time before which other tests' entries are. */
    private Instant later() {
        server.clock().advance(Duration.ofMinutes(10));
        admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        return server.clock().instant();
    }

    private String order(String format) {
        Answer answer = admin.post(EXPORTS, body(format, ""));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json("id");
    }

    private String finished(String format) {
        return finished(format, "");
    }

    private String finished(String format, String more) {
        return finishedOf(body(format, more));
    }

    private String finishedOf(String body) {
        Answer answer = admin.post(EXPORTS, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        finishAll();
        Answer done = admin.get(EXPORTS + "/" + answer.json("id"));
        assertThat(done.json("state")).as(done.body()).isEqualTo("ready");
        return answer.json("id");
    }

    private void finishAll() {
        for (int i = 0; i < 500 && worker.step(); i++) {
            // another page
        }
    }

    private JsonNode manifest(String id) {
        return admin.get(EXPORTS + "/" + id).json().path("manifest");
    }

    private int manifestEntries() {
        return admin.get(EXPORTS).json().at("/items/0/manifest/entries").asInt();
    }

    private String text(String id) {
        return new String(bytes(id, null).body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> bytes(String id, String range) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.uri("/api/realms/" + REALM + EXPORTS + "/" + id + "/file"))
                .header("Authorization", admin.authorization());
        if (range != null) {
            request.header("Range", range);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static List<JsonNode> lines(String text) {
        return text.lines()
                .map(line -> (JsonNode) JsonMapper.shared().readTree(line))
                .toList();
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
