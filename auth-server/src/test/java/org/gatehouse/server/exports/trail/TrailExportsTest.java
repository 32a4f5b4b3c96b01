package org.gatehouse.server.exports.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Locks;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.trail.Trail;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@DisplayName("The trail is exported in steps that any node may take")
class TrailExportsTest extends TrailExporting {

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
    void orderWithAReasonThenTheEntrySaysWhy() {
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(admin.post(EXPORTS, body("csv", ",\"why\":\"Yearly audit\"")).status())
                .isEqualTo(202);

        assertThat(trail.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).containsEntry("why", "Yearly audit"));
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
            Locks.awaitWaiting(server, 1);
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
}
