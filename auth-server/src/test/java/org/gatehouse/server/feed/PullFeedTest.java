package org.gatehouse.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.LeafHash;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.retention.Expiry;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.trail.Trail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A reader that keeps its cursor gets every entry of every log, and can prove it")
class PullFeedTest {

    private static final String REALM = "acme";

    private static TestServer server;

    private AdminApi reader;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void signIn() {
        reader = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "auditor"));
    }

    @Test
    void feedWithoutThePermissionThenRefused() {
        AdminApi helper = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "helpdesk"));

        assertThat(helper.get("/audit/feed").status()).isEqualTo(403);
        assertThat(reader.at("globex").get("/audit/feed").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=0", "size=-1", "size=1001", "size=1000000000", "size=99999999999", "size=many"})
    void feedWhenTheSizeIsOutOfBoundsThenRefused(String query) {
        assertThat(reader.get("/audit/feed?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "acme", "acme P13M:-1", "acme P13M:1 P13M:2", "acme P4M:1", "acme P13M:1e3", "globex P13M:0"
            })
    void feedWhenTheCursorIsNoneOfTheRealmsThenRefused(String cursor) {
        assertThat(reader.get("/audit/feed?after=" + encoded(cursor)).status()).isEqualTo(400);
        assertThat(reader.get("/audit/feed?after=" + cursor.replace(' ', '+')).status())
                .isEqualTo(400);
        assertThat(reader.get("/audit/feed?after=" + "QQ".repeat(2_000)).status())
                .isEqualTo(400);
    }

    @Test
    void feedWhenTheCursorIsAnotherRealmsThenRefused() {
        String foreign = AdminApi.as(server, "globex", People.of(server).createWith("globex", "auditor"))
                .get("/audit/feed")
                .json("next");

        assertThat(reader.get("/audit/feed?after=" + foreign).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme P6M:900000000", "acme P2Y:1"})
    void feedWhenTheReaderHasSeenMoreThanThereIsThenToldThatTheLogWasSetBack(String cursor) {
        Answer answer = reader.get("/audit/feed?after=" + encoded(cursor));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json("type")).endsWith("log-set-back");
    }

    @Test
    void feedWhileManyAppendThenEveryAcknowledgedEntryOnceInOrderAndTheRootsFit() throws Exception {
        int threads = 4;
        int each = 60;
        ExecutorService appenders = Executors.newFixedThreadPool(threads);
        List<Future<Integer>> appending = IntStream.range(0, threads)
                .mapToObj(thread -> appenders.submit(appending(thread, each)))
                .toList();
        Follower follower = new Follower(reader);
        while (!appending.stream().allMatch(Future::isDone)) {
            follower.page(37);
        }
        for (Future<Integer> done : appending) {
            assertThat(done.get()).isEqualTo(each);
        }
        appenders.shutdown();

        publish(server);
        follower.catchUp(37);

        assertThat(follower.purposes)
                .containsAll(IntStream.range(0, threads)
                        .boxed()
                        .flatMap(thread -> IntStream.range(0, each).mapToObj(i -> "t" + thread + "-" + i))
                        .toList());
        follower.assertRootsFit();
    }

    @Test
    void feedWhenACursorIsRepeatedThenTheSameAgain() throws Exception {
        append(server, "again", 3);
        publish(server);
        String before = reader.get("/audit/feed?size=5").json("next");

        Answer first = reader.get("/audit/feed?size=1000&after=" + before);
        Answer second = reader.get("/audit/feed?size=1000&after=" + before);

        assertThat(second.json().at("/logs").findValuesAsString("entry"))
                .isNotEmpty() // and more, when another entry was signed for in between
                .containsAll(first.json().at("/logs").findValuesAsString("entry"));
    }

    @Test
    void feedWhenAnEntryIsNotSignedForYetThenNotHandedOut() throws Exception {
        publish(server);
        Follower follower = new Follower(reader);
        follower.catchUp(1_000);
        append(server, "unsigned", 1);

        JsonNode page = follower.page(1_000);

        page.path("logs")
                .forEach(log -> assertThat(log.path("until").asLong())
                        .isLessThanOrEqualTo(log.path("size").asLong()));
    }

    @Test
    void feedWhenARowIsMissingThenStopsAtTheGap() throws Exception {
        try (TestServer own = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of())) {
            AdminApi auditor = AdminApi.as(own, REALM, People.of(own).createWith(REALM, "auditor"));
            auditor.get("/audit/feed");
            publish(own);
            own.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                    .sql("DELETE FROM audit.audit_entry WHERE idx = 1 AND tier = 6")
                    .update();

            Answer answer = auditor.get("/audit/feed");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.json("type")).endsWith("log-broken");
        }
    }

    @Test
    void feedWhenTheBeginningIsNoLongerKeptThenSaysHowManyAreLost() throws Exception {
        try (TestServer own = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of())) {
            append(own, "old", 5);
            publish(own);
            own.clock().advance(Duration.ofDays(220));
            own.bean(Expiry.class).run();
            append(own, "new", 1);
            publish(own);

            Follower follower =
                    new Follower(AdminApi.as(own, REALM, People.of(own).createWith(REALM, "auditor")));
            follower.catchUp(1_000);

            assertThat(follower.lost.get(Tier.P6M)).isGreaterThanOrEqualTo(5);
            assertThat(follower.purposes).contains("new-0").doesNotContain("old-0");
        }
    }

    @Test
    void feedThenOneEntryAReaderAndHour() {
        TrailProbe trail = TrailProbe.of(server, REALM);

        reader.get("/audit/feed");
        reader.get("/audit/feed");
        assertThat(trail.freshCodes()).containsExactly("log.read");

        server.clock().advance(Duration.ofHours(1));
        signIn();
        trail.fresh();
        reader.get("/audit/feed");
        assertThat(trail.freshCodes()).containsExactly("log.read");
    }

    /** Does what a reader outside does, with what it is given and the log's key alone. */
    private static final class Follower {

        private final AdminApi api;
        private String cursor;
        private final Map<Tier, Long> next = new HashMap<>();
        private final Map<Tier, Long> lost = new HashMap<>();
        private final Map<Tier, List<byte[]>> leaves = new HashMap<>();
        private final Map<Tier, String> checkpoints = new HashMap<>();
        private final Set<String> purposes = new HashSet<>();

        Follower(AdminApi api) {
            this.api = api;
        }

        JsonNode page(int size) {
            JsonNode page = api.get("/audit/feed?size=" + size + (cursor == null ? "" : "&after=" + cursor))
                    .json();
            cursor = page.path("next").asString();
            page.path("logs").forEach(this::take);
            return page;
        }

        void catchUp(int size) {
            while (page(size).path("more").asBoolean()) {
                // go on
            }
        }

        private void take(JsonNode log) {
            Tier tier = Tier.find(log.path("tier").asString()).orElseThrow();
            long from = log.path("from").asLong();
            assertThat(from - log.path("lost").asLong()).isEqualTo(next.getOrDefault(tier, 0L));
            lost.merge(tier, log.path("lost").asLong(), Long::sum);
            for (JsonNode entry : log.path("entries")) {
                assertThat(entry.path("index").asLong()).isEqualTo(from);
                from++;
                byte[] bytes = Base64.getDecoder().decode(entry.path("entry").asString());
                leaves.computeIfAbsent(tier, key -> new ArrayList<>()).add(LeafHash.of(bytes, new byte[0]));
                purposes.add(entry.at("/detail/purpose").asString(""));
            }
            assertThat(log.path("until").asLong()).isEqualTo(from);
            next.put(tier, from);
            checkpoints.put(tier, log.path("checkpoint").asString(""));
        }

        void assertRootsFit() {
            TrailProofs proofs = server.bean(TrailProofs.class);
            checkpoints.forEach((tier, note) -> {
                Checkpoint signed = Checkpoint.verified(SignedNote.parse(note), key(proofs, tier))
                        .orElseThrow();
                assertThat(signed.size()).isEqualTo(next.get(tier));
                Frontier frontier = Frontier.empty();
                leaves.getOrDefault(tier, List.of()).forEach(frontier::append);
                assertThat(frontier.root()).as(tier.name()).isEqualTo(signed.root());
            });
        }
    }

    private static org.gatehouse.audit.note.VerificationKey key(TrailProofs proofs, Tier tier) {
        try {
            return proofs.key(REALM, tier).orElseThrow();
        } catch (java.io.IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }

    private static Callable<Integer> appending(int thread, int count) {
        return () -> {
            for (int i = 0; i < count; i++) {
                server.bean(Trail.class).record(event(server, "t" + thread + "-" + i, i % 2 == 0));
            }
            return count;
        };
    }

    private static void append(TestServer server, String purpose, int count) {
        for (int i = 0; i < count; i++) {
            server.bean(Trail.class).record(event(server, purpose + "-" + i, true));
        }
    }

    private static AuditEvent.Builder event(TestServer server, String purpose, boolean read) {
        return server.bean(Trail.class)
                .event(server.bean(Realms.class).get(REALM), read ? Activity.DATA_READ : Activity.DATA_UPDATED)
                .actor(Party.client("exporter"))
                .target(Party.object("form", "1"))
                .detail("purpose", purpose);
    }

    private static void publish(TestServer server) throws SQLException {
        server.bean(CheckpointPublisher.class).tick();
    }

    private static String encoded(String cursor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }
}
