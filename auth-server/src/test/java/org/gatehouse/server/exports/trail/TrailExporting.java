package org.gatehouse.server.exports.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.TrailPolicy;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A realm whose trail is exported, a step at a time. */
abstract class TrailExporting {

    static final String REALM = "acme";
    static final String EXPORTS = "/audit/exports";

    static final TestServer server = Shared.SERVER;
    static AdminApi admin;

    final JdbcClient jdbc = server.bean(JdbcClient.class);
    final TrailExportWorker worker = server.bean(TrailExportWorker.class);

    @BeforeAll
    static void signIn() {
        admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
    }

    @AfterEach
    void removeAll() {
        jdbc.sql("DELETE FROM trail_export").update();
    }

    void append(int count, String purpose) {
        List<AuditEvent.Builder> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(i, purpose));
        }
        server.bean(Trail.class).recordTogether(events);
    }

    static AuditEvent.Builder event(int number, String purpose) {
        return server.bean(Trail.class)
                .event(server.bean(Realms.class).get(REALM), Activity.DATA_READ)
                .actor(Party.client(purpose))
                .target(Party.object("form", "f-" + number))
                .detail("purpose", purpose);
    }

    /** A time before which other tests' entries are. */
    Instant later() {
        server.clock().advance(Duration.ofMinutes(10));
        admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        return server.clock().instant();
    }

    /** @param most entries one person may take away; null for any number */
    static void oneMayTake(TestServer server, @Nullable Integer most) {
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

    String order(String format) {
        Answer answer = admin.post(EXPORTS, body(format, ""));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json("id");
    }

    String finishedOf(String body) {
        Answer answer = admin.post(EXPORTS, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        finishAll();
        Answer done = admin.get(EXPORTS + "/" + answer.json("id"));
        assertThat(done.json("state")).as(done.body()).isEqualTo("ready");
        return answer.json("id");
    }

    void finishAll() {
        for (int i = 0; i < 500 && worker.step(); i++) {
            // another page
        }
    }

    JsonNode manifest(String id) {
        return admin.get(EXPORTS + "/" + id).json().path("manifest");
    }

    int manifestEntries() {
        return admin.get(EXPORTS).json().at("/items/0/manifest/entries").asInt();
    }

    String text(String id) {
        return new String(bytes(id, null).body(), StandardCharsets.UTF_8);
    }

    HttpResponse<byte[]> bytes(String id, String range) {
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

    static List<JsonNode> lines(String text) {
        return text.lines()
                .map(line -> (JsonNode) JsonMapper.shared().readTree(line))
                .toList();
    }

    String body(String format, String more) {
        return body(format, server.clock().instant().minus(Duration.ofHours(20)), more);
    }

    static String body(String format, Instant from, String more) {
        return "{\"format\":\"" + format + "\",\"from\":\"" + from + "\",\"until\":\"" + from.plus(Duration.ofDays(2))
                + "\"" + more + "}";
    }

    String finished(String format) {
        return finished(format, "");
    }

    String finished(String format, String more) {
        return finishedOf(body(format, more));
    }

    /** Nobody but the test takes steps. */
    private static final class Shared {

        static final TestServer SERVER = TestServer.start(
                TestDatabase.fresh(), new SettableClock(), Map.of("gatehouse.exports.look-every", "PT10H"));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }
}
