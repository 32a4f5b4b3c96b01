package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import tools.jackson.databind.JsonNode;

/** A relying app that reports to the trail, and somebody it reports about. */
abstract class Reporting {

    static final String REALM = "acme";
    static final String PATH = "/audit/entries";
    static final String READ = "{\"activity\":\"data.read\",\"target\":{\"kind\":\"record\",\"id\":\"7\"}}";

    final TestServer server = TestServer.shared();
    final People people = People.of(server);
    final Person person = people.create(REALM);
    final AdminApi app = app(REALM, "exporter", "audit.write");
    final TrailProbe trail = TrailProbe.of(server, REALM);

    void assertNothingStored() {
        assertThat(trail.freshCodes()).doesNotContain("data.read", "support.used", "object.updated", "auth.login");
    }

    EntryView only() {
        List<EntryView> reported = trail.fresh().stream()
                .filter(entry -> "report".equals(entry.detail().get("source")))
                .toList();
        assertThat(reported).hasSize(1);
        return reported.get(0);
    }

    static String byPerson(UUID subject) {
        return READ.replaceFirst("\\{", "{\"actor\":{\"sub\":\"" + subject + "\"},");
    }

    static String list(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> READ.replace("\"7\"", "\"" + number + "\""))
                .collect(Collectors.joining(",", "[", "]"));
    }

    AdminApi app(String realm, String client, String scopes) {
        Answer answer =
                RelyingApp.of(server, realm, client).token(Map.of("grant_type", "client_credentials", "scope", scopes));
        return AdminApi.withToken(
                server,
                realm,
                Stream.of(answer.json("access_token")).findFirst().orElseThrow());
    }

    /** Of the second of two entries. */
    void assertProblem(String entry, String pointer, String rule) {
        Answer answer = app.post(PATH, "[" + READ + "," + unlisted(entry) + "]");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode error = answer.json().at("/errors/0");
        assertThat(error.path("index").asInt()).isEqualTo(1);
        assertThat(error.path("pointer").asString()).isEqualTo(pointer);
        assertThat(error.path("rule").asString()).isEqualTo(rule);
        assertThat(error.path("message").asString()).isNotBlank();
        assertNothingStored();
    }

    private static String unlisted(String entry) {
        return entry.startsWith("[") ? entry.substring(1, entry.length() - 1) : entry;
    }
}
