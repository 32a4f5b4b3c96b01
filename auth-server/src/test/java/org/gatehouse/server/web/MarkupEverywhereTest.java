package org.gatehouse.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What cannot be entered is put there all the same, as if a check had been forgotten or a directory had sent it; then every
 * page that links lead to is looked at.
 */
@DisplayName("Markup is text, on every page that can be reached, whatever it is the name of")
class MarkupEverywhereTest {

    private static final String REALM = "acme";
    private static final String CONSOLE = "/console/realms/acme";
    private static final String ACCOUNT = "/realms/acme/account";

    /** Ends an attribute and an element, runs a script, is evaluated by a template, and turns the text around. */
    private static final String MARKUP =
            "\"'><script>alert('m')</script><img src=x onerror=alert(1)>__${7*7}__{{7*7}}\u202eevil\u2066";

    private static final String LONG = MARKUP + "W".repeat(10_000);
    private static final int MOST_PAGES = 250;

    private static TestServer server;

    private final Person administrator = planted(MARKUP, Set.of("user", "admin"));
    private final Browser browser = new Browser(server, MARKUP.replaceAll("[^ -~]", ""));
    private final Set<String> seen = new TreeSet<>();
    private final Set<String> turning = new TreeSet<>();
    private int shown;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), OwnRealm.withClients());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void walkEverywhereWhenNamesAreMarkupThenEachIsShownAsText() {
        plant();
        browser.signIn(REALM, administrator.userName(), administrator.password());

        Queue<String> open = new ArrayDeque<>(List.of(CONSOLE + "/accounts", ACCOUNT, CONSOLE + "/audit"));
        while (!open.isEmpty() && seen.size() < MOST_PAGES) {
            String path = open.remove();
            if (seen.add(path)) {
                look(path).stream()
                        .map(link -> link.replaceFirst("#.*", ""))
                        .filter(this::isToFollow)
                        .forEach(open::add);
            }
        }

        assertThat(turning)
                .as("texts that could turn what stands beside them around")
                .isEmpty();
        assertThat(seen).hasSizeGreaterThan(50);
        assertThat(shown).as("pages that show such a name").isGreaterThan(15);
    }

    private List<String> look(String path) {
        Answer answer = browser.get(path);
        if (!answer.header("Content-Type").startsWith("text/html") || answer.status() >= 300) {
            assertThat(answer.status()).as(path).isLessThan(500);
            return List.of();
        }
        assertThat(answer.body()).as(path).doesNotContain("<script>alert", "<img src=x");
        ReadPage page = ReadPage.of(answer.body());
        assertWhole(path, page);
        page.texts().stream()
                .filter(text -> text.content().contains("alert('m')"))
                .forEach(text -> assertText(path, text));
        return page.all("a").map(link -> link.attribute("href")).toList();
    }

    /** As a browser reads it: nothing runs that is not ours, and what the page consists of is still there. */
    private static void assertWhole(String path, ReadPage page) {
        assertThat(page.all("script")).as(path).allMatch(script -> script.has("src"));
        assertThat(page.elements())
                .as(path)
                .noneMatch(element -> element.attributes().stream().anyMatch(name -> name.matches("on.*|style")));
        assertThat(page.all("main")).as(path).hasSize(1);
        assertThat(page.all("h1")).as(path).isNotEmpty();
        assertThat(page.all("a").map(link -> link.attribute("href")))
                .as(path)
                .noneMatch(target -> target.startsWith("javascript:"));
    }

    private void assertText(String path, ReadPage.Text text) {
        if (text.isInside("title")) {
            return; // no directions there to keep inside
        }
        assertThat(text.content()).as(path).contains("__${7*7}__{{7*7}}");
        if (!text.isInside("bdi") && !text.isInside("option") && text.content().indexOf('\u202e') >= 0) {
            turning.add(path + " " + text.within()); // an option is isolated by itself, and can hold no element
        }
        shown++;
    }

    private boolean isToFollow(String link) {
        return (link.startsWith(CONSOLE) || link.startsWith(ACCOUNT))
                && !link.contains("/exports/")
                && !seen.contains(link);
    }

    // ---- What is put there

    private void plant() {
        Person long1 = planted(LONG, Set.of("user"));
        Person member = planted(MARKUP, Set.of("user"));
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        String group = admin.post("/groups", "{\"name\":\"planted\",\"description\":\"planted\"}")
                .json("id");
        String below = admin.post("/groups", "{\"name\":\"below\",\"parent\":\"" + group + "\"}")
                .json("id");
        for (Person person : List.of(member, long1)) {
            admin.put("/groups/" + below + "/members/" + person.subject());
            admin.put("/accounts/" + person.subject() + "/roles/admin"); // waits for a second person
            admin.get("/accounts/" + person.subject());
        }
        admin.put("/groups/" + group + "/roles/dispatcher");
        sql("UPDATE user_group SET name = ?, description = ? WHERE id = ?", MARKUP, MARKUP, UUID.fromString(group));
        sql("UPDATE user_group SET description = ? WHERE id = ?", LONG.substring(0, 9_000), UUID.fromString(below));
        Browser theirs = new Browser(server, MARKUP.replaceAll("[^ -~]", ""));
        theirs.signIn(REALM, member.userName(), member.password());
        theirs.signIn(REALM, administrator.userName(), "wrong");
        theirs.get("/realms/acme/sign-in?login_hint=" + Browser.encode(Map.of("a", MARKUP)));
        RelyingApp.phone(server, REALM).on(MARKUP.replaceAll("[^ -~]", "")).tokens(administrator);
        RelyingApp.web(server, REALM).tokens(administrator);
        report(administrator);
    }

    private static void report(Person person) {
        String json = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(MARKUP);
        Answer answer = AdminApi.asRobot(server, REALM, "audit.write")
                .post("/audit/entries", """
                {"activity":"object.updated","target":{"kind":"form","id":"1"},"actor":{"sub":"%s"},"userAgent":%s,
                 "changes":[{"field":"title","before":null,"after":%s}]}
                """.formatted(person.subject(), json, json));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static Person planted(String name, Set<String> roles) {
        String userName = "planted-" + UUID.randomUUID();
        String email = userName + "@people.example";
        Map<String, Object> claims = new LinkedHashMap<>(Map.of("given_name", name, "family_name", name));
        NewAccount person = new NewAccount(
                userName,
                name,
                email,
                true,
                null,
                new PasswordHashing().hash(People.PASSWORD),
                roles,
                AccountState.ACTIVE,
                claims);
        UUID id = server.bean(Accounts.class)
                .create(server.bean(Realms.class).get(REALM), person, Party.system())
                .subject();
        return new Person(id, userName, People.PASSWORD, email);
    }

    private static void sql(String sql, Object... values) {
        server.bean(JdbcClient.class).sql(sql).params(values).update();
    }
}
