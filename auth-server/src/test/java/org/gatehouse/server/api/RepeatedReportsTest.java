package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What relying apps report again, under a key, is in the trail once")
class RepeatedReportsTest extends Reporting {

    @ParameterizedTest
    @ValueSource(ints = {0, 201})
    void reportWhenTheKeyIsNoneThenRefused(int length) {
        assertThat(app.post(PATH, READ, "Idempotency-Key", "k".repeat(length)).status())
                .isEqualTo(400);
        assertNothingStored();
    }

    @Test
    void reportWhenTheKeyCameWithAnotherReportThenRefused() {
        String key = key();
        app.post(PATH, READ, "Idempotency-Key", key);
        trail.fresh();

        Answer other = app.post(PATH, READ.replace("\"7\"", "\"8\""), "Idempotency-Key", key);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json("type")).isEqualTo("urn:gatehouse:problem:idempotency-key-reused");
        assertNothingStored();
    }

    @Test
    void reportWhenRepeatedUnderAKeyThenTheFirstReceiptsEvenIfThePersonIsGone() {
        String key = key();
        Answer first = app.post(PATH, byPerson(person.subject()), "Idempotency-Key", key);
        AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
        admin.deleteSeen("/accounts/" + person.subject());
        admin.eraseSeen("/accounts/" + person.subject());
        trail.fresh();

        Answer again = app.post(PATH, byPerson(person.subject()), "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(List.of(first.header("Idempotent-Replayed"), again.header("Idempotent-Replayed")))
                .containsExactly("false", "true");
        assertNothingStored();
    }

    @Test
    void reportWhenItWasRefusedThenItsKeyIsFree() {
        String key = key();
        app.post(PATH, "{\"activity\":\"auth.login\"}", "Idempotency-Key", key);

        assertThat(app.post(PATH, READ, "Idempotency-Key", key).status()).isEqualTo(201);
    }

    @Test
    void reportWhenTheKeyIsAnotherClientsThenItsOwn() {
        String key = key();
        app.post(PATH, READ, "Idempotency-Key", key);
        trail.fresh();

        Answer other = app(REALM, "robot", "audit.write").post(PATH, READ, "Idempotency-Key", key);

        assertThat(other.header("Idempotent-Replayed")).isEqualTo("false");
        assertThat(only().origin().client()).isEqualTo("robot");
    }

    @Test
    void reportWhenRepeatedAfterTwoDaysThenStoredAgain() {
        String key = key();
        app.post(PATH, READ, "Idempotency-Key", key);
        server.clock().advance(Duration.ofHours(48).plusSeconds(1));
        trail.fresh();

        Answer late = app(REALM, "exporter", "audit.write").post(PATH, READ, "Idempotency-Key", key);

        assertThat(late.header("Idempotent-Replayed")).isEqualTo("false");
        assertThat(only().activity().code()).isEqualTo("data.read");
    }

    @Test
    void reportWhenRepeatedAtOnceOnTwoNodesThenOneSetOfEntries() {
        try (TestServer second = secondNode()) {
            List<AdminApi> nodes = List.of(app, AdminApi.withToken(second, REALM, token()));
            String report = list(50);
            for (int round = 0; round < 5; round++) {
                String key = key();
                trail.fresh();

                List<Answer> answers =
                        Together.run(4, number -> nodes.get(number % 2).post(PATH, report, "Idempotency-Key", key));

                assertThat(answers).extracting(Answer::status).containsOnly(201);
                assertThat(answers)
                        .extracting(Answer::body)
                        .containsOnly(answers.get(0).body());
                assertThat(answers)
                        .extracting(answer -> answer.header("Idempotent-Replayed"))
                        .containsExactlyInAnyOrder("false", "true", "true", "true");
                assertThat(trail.freshCodes()).filteredOn("data.read"::equals).hasSize(50);
            }
        }
    }

    /** With the first one's master key, as nodes of one installation have. */
    private TestServer secondNode() {
        Path key = server.bean(GatehouseProperties.class).dataDirectory().resolve("master.key");
        return TestServer.start(
                server.database(),
                server.clock(),
                Map.of("gatehouse.master.key", "file:" + key, "gatehouse.base-url", server.baseUrl()));
    }

    private static String key() {
        return "key-" + UUID.randomUUID();
    }

    private String token() {
        return app.authorization().substring("Bearer ".length());
    }
}
