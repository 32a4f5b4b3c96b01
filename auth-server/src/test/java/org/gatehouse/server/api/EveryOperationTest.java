package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gatehouse.server.api.TriedRealm.account;
import static org.gatehouse.server.api.TriedRealm.asked;
import static org.gatehouse.server.api.TriedRealm.target;
import static org.gatehouse.server.api.TriedRealm.valid;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.api.TriedRealm.Target;
import org.gatehouse.server.directory.AccountQuery;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("What every operation of the API refuses: what it does not know, too much of it, and what was not seen")
class EveryOperationTest {

    private static final String REALM = TriedRealm.NAME;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int DEEP = 10_000;

    /** Of members nobody sets, by what frameworks and tables call them. */
    private static final List<String> NOT_TO_BE_SET = List.of(
            "id",
            "realm",
            "realmId",
            "realm_id",
            "roles",
            "permissions",
            "state",
            "version",
            "createdAt",
            "owner",
            "isAdmin",
            "passwordHash",
            "class",
            "constructor",
            "__proto__",
            "$ref");

    private static final List<String> NO_SIZES = List.of(
            "1000000000",
            "2147483648",
            "99999999999999999999",
            "-9223372036854775809",
            "-2147483648",
            "-1",
            "0",
            "1.5",
            "1e9",
            "NaN",
            "many",
            "1%00",
            "%D9%A1%D9%A1%D9%A1%D9%A1");

    private static final List<String> HOSTILE_VALUES = List.of(
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\u202eevil\"",
            "\"<script>alert(1)</script>\"",
            "\"=HYPERLINK(1)\"",
            "\"9999-99-99T99:99:99Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "99999999999999999999",
            "1e400",
            "-1",
            "true",
            "null",
            "[]",
            "[[[1]]]",
            "{}",
            "{\"a\":{\"b\":1}}",
            "\"" + "x".repeat(10_000) + "\"");

    private static final List<String> HOSTILE_PARAMETERS = List.of(
            "%00",
            "a%00b",
            "%FF",
            "%ED%A0%80",
            "%F0%9F%A6%8A",
            "%E2%80%AEevil",
            "'%20OR%20'1'%3D'1",
            "%25%5F%5C",
            "%3Cscript%3E",
            "-1",
            "99999999999999999999",
            "%2B999999999-12-31T23:59:59Z",
            "employeeNo:%00",
            "employeeNo:" + "x".repeat(3_000),
            "nationalId:%F0%9F%A6%8A",
            "badge:99999999999999999999",
            "..%2F..%2F",
            "x".repeat(5_000));

    private static final TestServer SERVER = TriedRealm.SERVER;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    static Stream<DescribedOperation> withBody() {
        return TriedRealm.ALL.stream().filter(DescribedOperation::hasBody);
    }

    static Stream<DescribedOperation> changingWithoutBody() {
        return TriedRealm.ALL.stream()
                .filter(each -> !each.method().equals("GET"))
                .filter(each -> !each.hasBody());
    }

    static Stream<DescribedOperation> paged() {
        return TriedRealm.ALL.stream().filter(each -> each.parameters().contains("size"));
    }

    static Stream<DescribedOperation> versioned() {
        return TriedRealm.ALL.stream().filter(DescribedOperation::wantsVersion);
    }

    static Stream<DescribedOperation> withParameters() {
        return TriedRealm.ALL.stream().filter(each -> !each.parameters().isEmpty());
    }

    // ---- Mass assignment

    @ParameterizedTest
    @MethodSource("withBody")
    void sendWhenItNamesWhatMayNotBeSetThenRefusedAndNothingIsDone(DescribedOperation operation) {
        Target target = target(operation);
        for (String name : NOT_TO_BE_SET) {
            if (operation.names().contains(name)) {
                continue;
            }
            ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(valid(operation));
            body.putArray(name).add("admin");
            TrailProbe trail = TrailProbe.of(SERVER, REALM);

            Answer answer = target.send(body.toString());

            assertThat(answer.status()).as(name + ": " + answer.body()).isEqualTo(400);
            assertProblem(answer);
            assertThat(trail.fresh()).noneMatch(entry -> entry.outcome() == Outcome.SUCCESS);
        }
    }

    /** What the description says of operations without a body: they read none, so there is nothing to set by it. */
    @ParameterizedTest
    @MethodSource("changingWithoutBody")
    void sendABodyWhereNoneIsReadThenNothingOfItIsSet(DescribedOperation operation) {
        String body = """
                {"id":"%s","realm":"globex","roles":["admin"],"permissions":["users.erase"],"state":"deleted","version":99}
                """.formatted(UUID.randomUUID());
        String account = account();
        Target target = target(operation, account);

        Answer answer = target.send(body);

        assertThat(answer.status()).isLessThan(500);
        Answer after = TriedRealm.ADMIN.get("/accounts/" + account);
        assertThat(after.status() == 404
                        || operation.path().contains("/roles/")
                        || after.json().path("roles").isEmpty())
                .as(after.body())
                .isTrue();
        assertThat(after.body()).doesNotContain("\"admin\"");
    }

    // ---- Deep and huge

    @ParameterizedTest
    @MethodSource("withBody")
    void sendWhenItIsDeepThenRefusedSoon(DescribedOperation operation) {
        Target target = target(operation);
        Stream.concat(operation.names().stream(), Stream.of("unknown"))
                .flatMap(name -> Stream.of(
                        "{\"" + name + "\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}",
                        "{\"" + name + "\":" + "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP) + "}",
                        "{\"" + name + "\":" + "[".repeat(DEEP)))
                .forEach(body -> assertRefusedSoon(target, body, 400));
        assertRefusedSoon(target, "[".repeat(DEEP) + "]".repeat(DEEP), 400);
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void sendWhenItIsHugeThenTooLargeSoon(DescribedOperation operation) {
        Target target = target(operation);
        int size = 3 * 1024 * 1024;

        assertRefusedSoon(target, "{\"unknown\":\"" + "x".repeat(size) + "\"}", 413);
        assertRefusedSoon(target, " ".repeat(size) + valid(operation), 413);
        assertRefusedSoon(target, "{\"unknown\":[" + "0,".repeat(size / 2) + "0]}", 413);
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void sendWhenAValueIsHostileThenNeverAServerError(DescribedOperation operation) {
        for (String name : operation.names()) {
            Target target = target(operation);
            for (String value : HOSTILE_VALUES) {
                ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(valid(operation));
                body.remove(name);
                String text = body.toString();
                String sent = text.substring(0, text.length() - 1) + (body.isEmpty() ? "" : ",") + "\"" + name + "\":"
                        + value + "}";

                Answer answer = target.send(sent);

                assertThat(answer.status())
                        .as(name + " " + value + " " + answer.body())
                        .isBetween(200, 499);
                assertProblem(answer);
            }
        }
    }

    // ---- Lists

    @ParameterizedTest
    @MethodSource("paged")
    void listWhenTheSizeIsNoneThenRefused(DescribedOperation operation) {
        for (String size : NO_SIZES) {
            Answer answer =
                    target(operation).with(asked(operation, "size", size)).send(null);

            assertThat(answer.status()).as(size).isEqualTo(400);
            assertProblem(answer);
        }
    }

    @ParameterizedTest
    @MethodSource("paged")
    void listWhenTheCursorIsForgedThenRefusedOrAPage(DescribedOperation operation) {
        String name = operation.parameters().contains("cursor") ? "cursor" : "after";
        for (String cursor : forged(target(operation).send(null).json("next"))) {
            Answer answer = target(operation)
                    .with(asked(operation, name, encoded(cursor)))
                    .send(null);

            assertThat(answer.status()).as(cursor).isIn(200, 400, 409);
            assertProblem(answer);
            assertThat(answer.body()).doesNotContain("org.", "SQL", "syntax");
        }
    }

    @ParameterizedTest
    @MethodSource("withParameters")
    void askWhenAParameterIsHostileThenNeverAServerError(DescribedOperation operation) {
        for (String name : operation.parameters()) {
            Target target = target(operation);
            for (String value : HOSTILE_PARAMETERS) {
                Answer answer = target.with(asked(operation, name, value)).send(null);

                assertThat(answer.status())
                        .as(name + "=" + value + " " + answer.body())
                        .isBetween(200, 499);
                assertThat(answer.body()).doesNotContain("<script>");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withParameters")
    void askWhenAParameterIsThereTwiceThenRefused(DescribedOperation operation) {
        for (String name : operation.parameters()) {
            if (operation.lists().contains(name)) {
                continue;
            }
            Answer answer = target(operation)
                    .with(asked(operation, name, "1") + "&" + name + "=2")
                    .send(null);

            assertThat(answer.status()).as(name).isEqualTo(400);
            assertProblem(answer);
            assertThat(answer.json("detail")).contains(name);
        }
    }

    // ---- Versions

    @ParameterizedTest
    @MethodSource("versioned")
    void changeWhenItWasNotSeenThenRefusedAndNothingIsDone(DescribedOperation operation) {
        Target target = target(operation);
        String seen = target.version();
        String stale = seen.length() > 20 ? "\"" + "0".repeat(32) + "\"" : "\"999999\"";
        String body = operation.hasBody() ? valid(operation) : null;
        Map<String, Integer> refusals = new LinkedHashMap<>();
        refusals.put(null, 428);
        refusals.put(stale, 412);
        for (String none : List.of("*", "W/" + seen, seen + ", " + stale, seen.replace("\"", ""), "\"\"", "\"-1\"")) {
            refusals.put(none, 400);
        }
        TrailProbe trail = TrailProbe.of(SERVER, REALM);

        refusals.forEach((tag, status) -> {
            Answer answer = target.tagged(tag).send(body);

            assertThat(answer.status()).as(tag + " " + answer.body()).isEqualTo(status);
            assertProblem(answer);
        });

        assertThat(trail.fresh()).noneMatch(entry -> entry.outcome() == Outcome.SUCCESS);
        assertThat(target.version()).isEqualTo(seen);
    }

    /** What tells its version is changed only by whoever names it. */
    @Test
    void lookWhenAResourceTellsItsVersionThenItsChangesWantIt() {
        List<String> unversioned = TriedRealm.ALL.stream()
                .filter(each -> Set.of("PUT", "PATCH", "DELETE").contains(each.method()))
                .filter(each -> !each.wantsVersion())
                .filter(each -> TriedRealm.ALL.stream()
                        .filter(view -> view.method().equals("GET"))
                        .filter(view -> view.path().equals(each.path()))
                        .anyMatch(
                                view -> !target(view).send(null).header("ETag").isEmpty()))
                .map(DescribedOperation::toString)
                .toList();

        assertThat(unversioned).isEmpty();
        assertThat(versioned().count()).isGreaterThan(8);
    }

    private static void assertRefusedSoon(Target target, String body, int status) {
        long before = System.nanoTime();
        Answer answer = target.send(body);
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertProblem(answer);
        assertThat(took).isLessThan(SOON);
    }

    private static void assertProblem(Answer answer) {
        if (answer.status() >= 400) {
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.json().path("status").asInt()).isCloseTo(answer.status(), within(0));
            assertThat(answer.body().length()).isLessThan(4_000);
        }
    }

    /** Some of another form, and those that were given out with something done to them. */
    private static List<String> forged(String real) {
        List<String> forged = new java.util.ArrayList<>(List.of(
                "",
                "\0",
                "*",
                "zzz",
                "x".repeat(5_000),
                "-1",
                "0-P13M",
                "-1-P13M",
                "99999999999999999999-P13M",
                base64("\0"),
                base64("a\0b"),
                base64("'; DROP TABLE account; --"),
                base64("x".repeat(1_400)),
                base64("-1"),
                base64("99999999999999999999"),
                base64("00000000-0000-0000-0000-000000000000"),
                base64("ffffffff-ffff-ffff-ffff-ffffffffffff"),
                base64("1-1-1-1-1"),
                base64("acme P13M:999999999999999999"),
                base64("acme P13M:-1"),
                base64("globex P13M:0"),
                Base64.getUrlEncoder().encodeToString(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}),
                new AccountQuery.Place("x".repeat(300), "'", new UUID(0, 0)).encoded(),
                new AccountQuery.Place("\uffff", "\ud83e\udd8a", new UUID(-1, -1)).encoded()));
        if (!real.isEmpty()) {
            forged.addAll(List.of(real.substring(1), real + real, real.toUpperCase(java.util.Locale.ROOT), real + "="));
        }
        return forged;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
