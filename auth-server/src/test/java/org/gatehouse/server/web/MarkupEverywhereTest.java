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
import java.util.regex.Pattern;
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
@DisplayName(
        "On every page that can be reached markup is text, whatever it is the name of, and what has a name is called by it")
class MarkupEverywhereTest {

    private static final String REALM = "acme";
    private static final String CONSOLE = "/console/realms/acme";
    private static final String ACCOUNT = "/realms/acme/account";

    /** Ends an attribute and an element, runs a script, is evaluated by a template, and turns the text around. */
    private static final String MARKUP =
            "\"'><script>alert('m')</script><img src=x onerror=alert(1)>__${7*7}__{{7*7}}\u202eevil\u2066";

    private static final String LONG = MARKUP + "W".repeat(10_000);
    private static final int MOST_PAGES = 250;
    private static final int MOST_OF_A_SHAPE = 8;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static TestServer server;

    private final Person administrator = planted(MARKUP, Set.of("user", "admin"));
    private final Browser browser = new Browser(server, MARKUP.replaceAll("[^ -~]", ""));
    private final Set<String> seen = new TreeSet<>();
    private final Set<String> turning = new TreeSet<>();
    private final Map<String, Integer> shapes = new LinkedHashMap<>();
    private final Set<String> raw = new TreeSet<>();
    private final Map<String, String> clientNames = clientNames();
    private int shown;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                OwnRealm.withClients(
                        "{id: named, kind: mobile, displayName: Named application, redirectUris: ['com.example.named:/cb']}"));
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
        assertThat(raw)
                .as("identifiers for programs where people read, and something has a name")
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
        page.texts().forEach(text -> lookForIdentifiers(path, page, text));
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

    /**
     * In code to copy they are of use, and beside the name they do no harm; alone they say nothing to people who have
     * given each of these things a name.
     */
    private void lookForIdentifiers(String path, ReadPage page, ReadPage.Text text) {
        if (text.isInside("pre") || text.isInside("script")) {
            return;
        }
        if (ID.matcher(text.content()).find() && !text.isInside("code")) {
            raw.add(pattern(path) + " in " + text.within() + ": "
                    + text.content().strip());
        }
        String name = clientNames.get(text.content().strip());
        if (name != null && !isBesideTheName(page, name)) {
            raw.add(pattern(path) + " in " + text.within() + ": "
                    + text.content().strip());
        }
    }

    /** Somewhere on the page: a row has the name, or what the id can be asked for with has it. */
    private static boolean isBesideTheName(ReadPage page, String name) {
        return page.texts().stream().anyMatch(text -> text.content().contains(name));
    }

    /** Pages that differ in what they are of, not in what they are: a few of each show what there is to see. */
    private static String shape(String link) {
        String[] parts = link.split("\\?", 2);
        return pattern(parts[0]) + (parts.length == 1 ? "" : "?" + parts[1].replaceAll("=[^&]*", "="));
    }

    private static String pattern(String path) {
        return ID.matcher(path.replaceFirst("\\?.*", "")).replaceAll("{id}").replaceAll("[A-Z0-9]+:[0-9]+$", "{entry}");
    }

    private static Map<String, String> clientNames() {
        Map<String, String> names = new LinkedHashMap<>();
        server.bean(Realms.class).get(REALM).definition().clients().stream()
                .filter(client ->
                        client.displayName() != null && !client.displayName().equals(client.id()))
                .forEach(client -> names.put(client.id(), client.displayName()));
        return names;
    }

    private boolean isToFollow(String link) {
        return (link.startsWith(CONSOLE) || link.startsWith(ACCOUNT))
                && !link.contains("/exports/")
                && !seen.contains(link)
                && shapes.merge(shape(link), 1, Integer::sum) <= MOST_OF_A_SHAPE;
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
        RelyingApp.mobile(server, REALM, "named", "com.example.named:/cb").tokens(administrator);
        report(administrator);
        plantWhatWaits(admin);
    }

    /** Exports, holds and requests: things that have no name but an identifier. */
    private static void plantWhatWaits(AdminApi admin) {
        Answer export = admin.post(
                "/audit/exports",
                "{\"format\":\"csv\",\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2030-01-01T00:00:00Z\"}");
        Answer hold = admin.post("/audit/holds", "{\"from\":\"2026-01-01T00:00:00Z\",\"why\":\"Case 12\"}");
        Answer lift = admin.post("/audit/holds/" + hold.json("id") + "/lift", "{}");
        for (Answer answer : List.of(export, hold, lift)) {
            assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
        }
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
        String userName = "planted-" + UUID.randomUUID().toString().replace("-", "");
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
