package org.gatehouse.server.exports.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.TrailPolicy;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Locks;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@DisplayName("The trail is exported in steps that any node may take")
class TrailExportsTest extends TrailExporting {

    private static final String WHY = ",\"why\":\"Yearly audit\"";

    @AfterEach
    void anybodyMayTakeAnything() {
        oneMayTake(null);
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

    @Test
    void orderWhenManyEntriesAndNoReasonOrNobodyAsksThenRefused() {
        oneMayTake(0);
        TrailProbe trail = TrailProbe.of(server, REALM);
        LargeExports large = server.bean(LargeExports.class);

        assertThat(admin.post(EXPORTS, body("csv", "")).body()).contains("Say 'why'");
        assertThat(admin.post(EXPORTS, body("csv", ",\"why\":\"two\\nlines\"")).status())
                .isEqualTo(400);
        assertThat(admin.get(EXPORTS).json().at("/items").size()).isZero();
        assertThat(trail.freshCodes()).isEmpty();
        assertThatThrownBy(() -> large.ask(robot(), 7, UUID.randomUUID(), TrailFormat.CSV, null, Optional.of("Audit")))
                .as("nobody counted: a person is needed, and a second one")
                .isInstanceOf(ActionRefusedException.class);
        assertThat(large.ask(robot(), 7, UUID.randomUUID(), TrailFormat.CSV, 7L, Optional.empty()))
                .isNull();
    }

    @Test
    void orderWhenManyEntriesThenNothingIsMadeUntilSomebodyElseApproves() {
        append(7, "large");
        oneMayTake(5);
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer order = admin.post(EXPORTS, body("csv", WHY));
        String id = order.json("id");
        String request = "/approvals/" + order.json("approval");

        assertThat(order.status()).isEqualTo(202);
        assertThat(order.json("state")).isEqualTo("waiting");
        assertThat(order.json().path("expected").asInt()).isGreaterThanOrEqualTo(7);
        assertThat(trail.freshCodes()).containsExactly("approval.requested");
        assertThat(worker.step()).isFalse();
        assertThat(admin.get(EXPORTS + "/" + id + "/file").status()).isEqualTo(409);
        assertThat(admin.post(request + "/approve").body()).contains("own-request");
        AdminApi second = another("admin");
        trail.fresh();
        JsonNode seen = second.get("/approvals?size=1").json().at("/items/0");
        assertThat(seen.at("/change/format").asString()).isEqualTo("csv");
        assertThat(seen.at("/change/why").asString()).isEqualTo("Yearly audit");
        assertThat(seen.at("/details/from").asString()).isNotEmpty();

        server.clock().advance(Duration.ofMinutes(4));
        assertThat(second.post(request + "/approve").json("state")).isEqualTo("approved");

        assertThat(trail.freshCodes()).containsExactly("approval.given", "log.exported");
        finishAll();
        assertThat(admin.get(EXPORTS + "/" + id).json("state")).isEqualTo("ready");
        assertThat(Instant.parse(admin.get(EXPORTS + "/" + id).json("expiresAt")))
                .isAfter(Instant.parse(order.json("expiresAt")).plus(Duration.ofMinutes(4)));
    }

    @Test
    void waitingWhenRefusedOrTakenBackOrWithdrawnThenNeverMade() {
        oneMayTake(0);
        AdminApi second = another("admin");
        AdminApi auditor = another("auditor");
        Answer refused = auditor.post(EXPORTS, body("csv", WHY));
        Answer back = auditor.post(EXPORTS, body("csv", WHY));
        Answer erased = admin.post(EXPORTS, body("csv", WHY));
        Person leaver = People.of(server).create(REALM);

        assertThat(second.post("/approvals/" + refused.json("approval") + "/refuse")
                        .status())
                .isEqualTo(200);
        assertThat(auditor.delete(EXPORTS + "/" + back.json("id")).status()).isEqualTo(204);
        admin.deleteSeen("/accounts/" + leaver.subject());
        admin.eraseSeen("/accounts/" + leaver.subject());

        assertThat(second.post("/approvals/" + back.json("approval") + "/approve")
                        .status())
                .isEqualTo(409);
        assertThat(second.post("/approvals/" + erased.json("approval") + "/approve")
                        .status())
                .isEqualTo(409);
        assertThat(worker.step()).isFalse();
        assertThat(admin.get(EXPORTS + "/" + refused.json("id")).json("problem"))
                .isEqualTo("not-approved");
        assertThat(admin.get(EXPORTS + "/" + erased.json("id")).json("problem")).isEqualTo("person-erased");
    }

    @Test
    void stepWhenThereAreMoreThanOnePersonMayTakeThenEndsWithoutAFile() {
        append(7, "more");
        oneMayTake(1_000_000);
        String id = order("csv");
        jdbc.sql("UPDATE trail_export SET most = 5").update(); // as if they had been counted wrongly

        finishAll();

        assertThat(admin.get(EXPORTS + "/" + id).json("problem")).isEqualTo("needs-approval");
        assertThat(jdbc.sql("SELECT count(*) FROM trail_export_chunk")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void consoleThenTellsWhoOrdersWhatItWaitsForAndWhoDecidesWhatItIs() {
        oneMayTake(0);
        People people = People.of(server);
        Person auditor = people.createWith(REALM, "auditor");
        Person decider = people.createWith(REALM, "admin");
        Browser browser = new Browser(server);
        browser.signIn(REALM, auditor.userName(), auditor.password());
        String exports = "/console/realms/acme/audit/exports";
        Answer page = browser.get(exports);
        Map<String, String> form = Map.of("format", "csv", "actor", auditor.userName(), "what", "sign-in");

        assertThat(browser.submit(page, exports, form).body()).contains("say why, in one line");
        browser.submit(page, exports, with(form, "why", "Yearly audit"));
        assertThat(browser.get(exports + "?done=ordered").body())
                .contains("waits for their approval", "You ordered it.", "Take it back");

        Browser other = new Browser(server);
        other.signIn(REALM, decider.userName(), decider.password());
        Answer requests = other.get("/console/realms/acme/approvals");
        assertThat(requests.body())
                .contains("of the trace log", "Yearly audit", "Somebody " + auditor.userName(), "<bdi>sign-in</bdi>");
        Matcher approve = Pattern.compile("/console/realms/acme/approvals/[0-9a-f-]{36}/approve")
                .matcher(requests.body());
        assertThat(approve.find()).isTrue();
        assertThat(other.submit(requests, approve.group(), Map.of()).location()).endsWith("?done=approved");
        assertThat(browser.get(exports).body()).contains("Being made");
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> more = new HashMap<>(form);
        more.put(name, value);
        return more;
    }

    private static AdminApi another(String role) {
        return AdminApi.as(server, REALM, People.of(server).createWith(REALM, role));
    }

    private static Actor robot() {
        return new Actor(
                server.bean(Realms.class).get(REALM),
                Party.client("robot"),
                null,
                "robot",
                Set.of(Permission.AUDIT_EXPORT),
                Set.of(Permission.AUDIT_EXPORT),
                null);
    }

    private static void oneMayTake(@Nullable Integer most) {
        Realms realms = server.bean(Realms.class);
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            Realm realm = realms.lock(REALM);
            TrailPolicy trail = realm.definition().trail();
            realms.store(new Realm(
                    realm.id(),
                    realm.name(),
                    realm.issuer(),
                    realm.definition()
                            .withTrail(new TrailPolicy(
                                    trail.retention(), trail.objectKinds(), trail.activities(), most))));
        });
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
