package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What relying apps may not report to the trail")
class ReportRefusalsTest extends Reporting {

    @Test
    void reportWithoutATokenThenRefused() {
        AdminApi nobody = AdminApi.withToken(server, REALM, "");

        assertThat(nobody.post(PATH, READ).status()).isEqualTo(401);
        assertThat(AdminApi.withToken(server, REALM, "garbage").post(PATH, READ).status())
                .isEqualTo(401);
        assertNothingStored();
    }

    @Test
    void reportWithoutTheScopeThenRefused() {
        Answer robot = AdminApi.asRobot(server, REALM, "users.read").post(PATH, READ);
        Answer same = app(REALM, "exporter", "reports").post(PATH, READ);

        assertThat(List.of(robot, same)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json("type")).isEqualTo("urn:gatehouse:problem:missing-permission");
            assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
        });
        assertNothingStored();
    }

    @Test
    void reportWithATokenOfAnotherRealmThenRefused() {
        assertThat(app.at("globex").post(PATH, READ).status()).isEqualTo(401);
        assertThat(app("globex", "globex-only", "audit.write")
                        .at(REALM)
                        .post(PATH, READ)
                        .status())
                .isEqualTo(401);
        assertNothingStored();
    }

    @Test
    void reportWithATokenOfAPersonThenRefused() {
        RelyingApp console = RelyingApp.of(server, REALM, "console");
        Map<String, String> request = console.authorization();
        request.put("scope", "openid audit.write");
        String code = console.codeAnswer(new Browser(server), person, request).redirectParameter("code");
        AdminApi delegated =
                AdminApi.withToken(server, REALM, console.redeem(code).json("access_token"));
        trail.fresh();

        Answer answer = delegated.post(PATH, READ);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json("type")).isEqualTo("urn:gatehouse:problem:program-needed");
        assertNothingStored();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth.login",
                "role.granted",
                "user.erased",
                "log.verified",
                "log.pruned",
                "token.issued",
                "realm.erased",
                "service.stopped",
                "approval.given",
                "support.approved",
                "retention.changed",
                "log.hold-lifted"
            })
    void reportWhenTheServiceSeesItItselfThenRefused(String activity) {
        assertProblem(READ.replace("data.read", activity), "/activity", "not-reportable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                             | /activity    | required
            {"activity":7}                                                 | /activity    | type
            {"activity":"data.raed"}                                       | /activity    | unknown-activity
            {"activity":"x.unheard-of"}                                    | /activity    | unknown-activity
            {"activity":"data.read"}                                       | /target      | required
            {"activity":"data.read","target":{}}                           | /target      | minProperties
            {"activity":"data.read","target":{"kind":"form"}}              | /target      | required
            {"activity":"data.read","target":{"kind":"x.none","id":"1"}}   | /target/kind | unknown-kind
            {"activity":"data.read","target":{"kind":"form","id":"a b"}}   | /target/id   | pattern
            {"activity":"data.read","target":{"kind":"form","id":"a@b.c"}} | /target/id   | pattern
            {"activity":"data.read","target":{"sub":"alice"}}              | /target/sub  | pattern
            {"activity":"data.read","target":{"sub":"00000000-0000-4000-8000-000000000000","kind":"form","id":"1"}} | /target | one-of
            {"activity":"object.created","target":{"sub":"00000000-0000-4000-8000-000000000000"}} | /target/sub | unknown-person
            {"activity":"object.updated","target":{"kind":"form","id":"1"}} | /changes    | required
            {"activity":"object.access-changed","target":{"kind":"form","id":"1"}} | /changes | required
            {"activity":"object.updated","target":{"kind":"form","id":"1"},"changes":[{"field":"a b"}]} | /changes/0/field | pattern
            {"activity":"support.used","outcome":"ok"}                     | /outcome     | enum
            {"activity":"support.used","reason":"He said: no"}             | /reason      | pattern
            {"activity":"support.used","actor":{}}                         | /actor       | minProperties
            {"activity":"support.used","actor":{"anonymous":false}}        | /actor/anonymous | enum
            {"activity":"support.used","address":"localhost"}              | /address     | format
            {"activity":"support.used","occurredAt":"yesterday"}           | /occurredAt  | pattern
            {"activity":"support.used","occurredAt":"2026-13-01T00:00:00Z"} | /occurredAt | format
            {"activity":"support.used","occurredAt":"1970-01-01T00:00:00Z"} | /occurredAt | too-old
            {"activity":"support.used","occurredAt":"2999-01-01T00:00:00Z"} | /occurredAt | in-the-future
            {"activity":"support.used","detail":{"purpose":"Alice Martin"}} | /detail/purpose | form
            {"activity":"support.used","detail":{"source":"service"}}      | /detail      | unknown
            {"activity":"support.used","detail":{"name":"alice"}}          | /detail      | unknown
            {"activity":"support.used","detail":{"purpose":1}}             | /detail/purpose | type
            "text"                                                         | -            | -
            []                                                             | -            | -
            [7]                                                            |              | type""")
    void reportWhenSomethingIsWrongThenSaysWhere(String entry, String pointer, String rule) {
        if ("-".equals(rule)) {
            assertThat(app.post(PATH, entry).status()).isEqualTo(400);
            assertNothingStored();
        } else {
            assertProblem(entry, pointer == null ? "" : pointer, rule);
        }
    }

    @Test
    void reportWhenAnObjectsActivityIsAboutAPersonThenRefused() {
        assertProblem(
                "{\"activity\":\"object.created\",\"target\":{\"sub\":\"" + person.subject() + "\"}}",
                "/target",
                "object-needed");
    }

    @Test
    void reportWhenAllValuesTogetherAreTooLongThenRefused() {
        String changes = IntStream.range(0, 17)
                .mapToObj(i -> "{\"field\":\"f" + i + "\",\"after\":\"" + "\\u0001".repeat(2_000) + "\"}")
                .collect(Collectors.joining(","));

        assertProblem(
                "{\"activity\":\"object.updated\",\"target\":{\"kind\":\"form\",\"id\":\"1\"},\"changes\":[" + changes
                        + "]}",
                "/changes",
                "too-long");
        String most = changes.substring(0, changes.lastIndexOf(",{"));
        assertThat(app.post(
                                PATH,
                                "{\"activity\":\"object.updated\",\"target\":{\"kind\":\"form\",\"id\":\"1\"},\"changes\":["
                                        + most + "]}")
                        .status())
                .isEqualTo(201);
    }

    /** Who reports, under which number and when it was stored is never the application's to say. */
    @ParameterizedTest
    @ValueSource(strings = {"client", "at", "ts", "index", "log", "realm", "tier", "category", "severity", "session"})
    void reportWhenItSetsWhatIsNotItsOwnThenRefused(String name) {
        assertProblem("{\"activity\":\"support.used\",\"" + name + "\":\"web\"}", "/" + name, "unknown");
    }

    @Test
    void reportWhenThePersonIsOfAnotherRealmThenLikeNobody() {
        Person foreigner = people.create("globex");

        Answer foreign = app.post(PATH, byPerson(foreigner.subject()));
        Answer nobody = app.post(PATH, byPerson(UUID.randomUUID()));

        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.json().path("errors")).isEqualTo(nobody.json().path("errors"));
        assertThat(foreign.json().at("/errors/0/rule").asString()).isEqualTo("unknown-person");
        assertNothingStored();
    }

    @Test
    void reportWhenSeveralEntriesAreWrongThenAllAreNamedAndNoneIsStored() {
        Answer answer = app.post(
                PATH,
                "[" + READ + ",{\"activity\":\"auth.login\",\"actor\":{\"sub\":\"" + UUID.randomUUID() + "\"}}," + READ
                        + ",{\"activity\":\"nothing\",\"color\":\"red\"}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("type")).isEqualTo("urn:gatehouse:problem:invalid-report");
        assertThat(answer.json("detail")).startsWith("2 of 4 entries cannot be taken, so none was stored");
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("index").asInt() + " "
                                + error.path("pointer").asString() + " "
                                + error.path("rule").asString()))
                .containsExactlyInAnyOrder(
                        "1 /activity not-reportable", "1 /actor/sub unknown-person", "3 /color unknown");
        assertNothingStored();
    }

    @Test
    void reportWhenThereAreTooManyThenRefused() {
        Answer answer = app.post(PATH, list(1_001));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json("type")).isEqualTo("urn:gatehouse:problem:too-many");
        assertNothingStored();
    }

    @Test
    void reportWhenTheBodyIsTooLargeThenRefused() {
        String large = READ.replace("}}", "},\"userAgent\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}");

        assertThat(app.post(PATH, large).status()).isEqualTo(413);
        assertNothingStored();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"activity\":", "{\"activity\":\"data.read\",\"activity\":\"data.read\"}", "{} {}", ""})
    void reportWhenTheBodyIsNoJsonThenRefused(String body) {
        assertThat(app.post(PATH, body).status()).isEqualTo(400);
        assertNothingStored();
    }

    @Test
    void reportWhenTheBodyIsDeepThenRefused() {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);

        Answer answer = app.post(PATH, "{\"activity\":\"support.used\",\"changes\":" + deep + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("detail")).contains("8 levels");
    }

    @Test
    void reportWhenTheMediaTypeIsNoneThenRefused() {
        assertThat(app.send("POST", PATH, null).status()).isEqualTo(415);
    }

    @Test
    void reportWhenATextIsHugeThenRefusedWithoutRepeatingIt() {
        String huge = "s3cret".repeat(20_000);
        String entry = "{\"activity\":\"object.updated\",\"target\":{\"kind\":\"form\",\"id\":\"1\"},"
                + "\"changes\":[{\"field\":\"title\",\"before\":\"" + huge + "\"}]}";

        Answer answer = app.post(PATH, entry);

        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/changes/0/before");
        assertThat(answer.json().at("/errors/0/rule").asString()).isEqualTo("maxLength");
        assertThat(answer.body()).doesNotContain("s3cret");
        assertNothingStored();
    }

    /** Line breaks, terminal escapes, NUL and a forged end of a JSON text are one entry. */
    @Test
    void reportWhenAValueIsHostileThenOneHarmlessEntry() {
        String hostile = "a\\r\\n2026-01-01 auth.login ok\\u001b[31m\\u0000\\\"}],\\\"x\\\":\\u202e";
        app.post(
                PATH,
                "{\"activity\":\"object.updated\",\"target\":{\"kind\":\"form\",\"id\":\"1\"},\"userAgent\":\""
                        + hostile + "\",\"changes\":[{\"field\":\"title\",\"before\":null,\"after\":\"" + hostile
                        + "\"}]}");

        EntryView entry = only();

        assertThat(entry.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.after())
                        .contains("\r\n")
                        .contains("\u001b")
                        .contains("\ufffd"));
        assertThat(new Sentences().render(entry, Locale.ENGLISH)).doesNotContain("\n", "\r", "\u001b", "\u202e");
    }

    @Test
    void reportWhenAClientSendsTooManyAtOnceThenToldToComeBackAndNothingIsLost() {
        List<Answer> answers = Together.run(12, number -> app.post(PATH, list(200)));

        assertThat(answers).extracting(Answer::status).containsOnly(201, 429).contains(201);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 429)
                .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isEqualTo("1"));
        long stored = answers.stream().filter(answer -> answer.status() == 201).count();
        assertThat(trail.freshCodes()).hasSize((int) Math.min(1_000, stored * 200)); // the probe looks no further
    }
}
