package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@DisplayName("Every form of the sign-in and of the account refuses hostile input, clearly and soon")
class HostileInputTest {

    /** Far above what any answer takes on a busy machine, far below what an endless one would. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final int MEGABYTE = 1_000_000;

    private static final Set<String> FIELDS = Set.of(
            "username",
            "password",
            "current",
            "known",
            "code",
            "name",
            "email",
            "credential",
            "token",
            "attempt",
            "request",
            "to",
            "here",
            "step",
            "client",
            "id",
            "decision",
            "accepted",
            "confirmation",
            "displayName",
            "phone",
            "version",
            "remember",
            "saved",
            "format",
            "lang",
            "theme");

    private static final Map<String, String> HOSTILE = Map.of(
            "NUL", "a\u0000b",
            "another header", "x\r\nSet-Cookie: stolen=1\r\nLocation: https://evil.example/\r\n\r\n<h1>",
            "look-alikes", "\u0430lic\u0435\u200b\u202e\ufeff\uff41",
            "half a character", "\ud83d",
            "markup", "'\"><script>alert(1)</script>${7*7}[[${7*7}]]__${7*7}__");

    private static final TestServer SERVER = TestServer.shared();

    /** What other tests did from this network is forgotten. */
    @BeforeEach
    void letTimePass() {
        SERVER.clock().advance(Duration.ofMinutes(2));
    }

    static Stream<String> forms() {
        return SERVER.beans(RequestMappingHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .filter(mapping -> mapping.getMethodsCondition().getMethods().stream()
                        .anyMatch(method -> method.name().equals("POST")))
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(pattern ->
                        pattern.startsWith("/realms/{realm}/sign-in") || pattern.startsWith("/realms/{realm}/account"))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void sendWhenHostileThenRefusedAndNothingOfItGetsOut(String pattern) {
        Person person = People.of(SERVER).create("acme");
        Browser browser = new Browser(SERVER);
        browser.signIn("acme", person.userName(), person.password());
        String path = pattern.replace("{realm}", "acme").replaceAll("\\{[^}]*}", "x");
        Answer page = browser.get("/realms/acme/account");
        String hash = hash(person);
        HOSTILE.forEach((kind, value) -> {
            Map<String, String> form = new LinkedHashMap<>();
            FIELDS.forEach(field -> form.put(field, value));
            assertRefused(kind, browser, page, path, form);
        });
        Map<String, String> large = new LinkedHashMap<>();
        large.put("username", person.userName());
        large.put("current", person.password());
        large.put("password", "p".repeat(MEGABYTE));
        assertRefused("a megabyte", browser, page, path, large);
        assertThat(hash(person)).as("the password").isEqualTo(hash);
    }

    @Test
    void signInWhenThePasswordIsTooLongThenItIsSaidForWhoeverItWouldBe() {
        Person person = People.of(SERVER).create("acme");

        Answer known = new Browser(SERVER).signIn("acme", person.userName(), "p".repeat(129));
        Answer unknown = new Browser(SERVER).signIn("acme", "n" + person.userName(), "p".repeat(129));

        assertThat(known.body()).contains("longer than 128 characters").doesNotContain("maxlength=\"128\"");
        assertThat(unknown.body()).contains("longer than 128 characters");
        assertThat(unknown.status()).isEqualTo(known.status());
    }

    @Test
    void changeWhenThePasswordIsTooLongThenItIsRefusedAndNotCut() {
        Person person = People.of(SERVER).create("acme");
        Browser browser = new Browser(SERVER);
        browser.signIn("acme", person.userName(), person.password());
        Answer page = browser.get("/realms/acme/account/password");
        assertThat(page.body()).doesNotContain("maxlength=\"128\"").contains("data-most=\"128\"");

        String hash = hash(person);

        Answer answer = browser.submit(
                page,
                "/realms/acme/account/password",
                Map.of("current", person.password(), "password", "A-long-phrase-9".repeat(9)));

        assertThat(answer.body()).contains("<title>Error:");
        assertThat(hash(person)).isEqualTo(hash);
    }

    private static void assertRefused(
            String kind, Browser browser, Answer page, String path, Map<String, String> form) {
        long start = System.nanoTime();
        Answer answer = browser.submit(page, path, form);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(kind).isLessThan(SOON);
        assertThat(answer.status()).as("%s: %s", kind, path).isLessThan(500);
        assertThat(answer.headers().toString()).as(kind).doesNotContain("stolen", "evil.example");
        assertThat(answer.body())
                .as(kind)
                .doesNotContain("\u0000", "<script>alert", "Exception", "\tat org.", "[[49]]", "__49__");
    }

    private static String hash(Person person) {
        return SERVER.bean(JdbcClient.class)
                .sql("SELECT password_hash FROM account WHERE id = ?")
                .param(person.subject())
                .query(String.class)
                .single();
    }
}
