package org.gatehouse.server.console.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("The console's pages about groups")
class GroupsConsoleTest {

    private static final String REALM = "acme";
    private static final String LIST = "/console/realms/acme/groups";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Browser admin = as("admin");

    @Test
    void groupsWhenPersonLacksThePermissionThenRefused() {
        Browser helper = as("helpdesk");

        assertThat(helper.get(LIST).status()).isEqualTo(403);
        assertThat(helper.get(create(name())).status()).isEqualTo(403);
    }

    @Test
    void groupWhenOfAnotherRealmOrNoneThenNotFound() {
        String id = create(name()).substring(LIST.length());
        Person other = people.createWith("globex", "admin");
        Browser elsewhere = new Browser(server);
        elsewhere.signIn("globex", other.userName(), other.password());

        assertThat(elsewhere.get("/console/realms/globex/groups" + id).status()).isEqualTo(404);
        assertThat(admin.get(LIST + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void changeWithoutFormTokenThenRefused() {
        assertThat(admin.post(LIST, Map.of("name", name())).status()).isEqualTo(403);
    }

    @Test
    void createWhenNameIsTakenOrImpossibleThenSaysSoAndKeepsWhatWasTyped() {
        String name = name();
        create(name);

        assertThat(submit(LIST, "", Map.of("name", name, "description", "typed before"))
                        .body())
                .contains("There is a group of this name")
                .contains("value=\"typed before\"");
        assertThat(submit(LIST, "", Map.of("name", "<b>bold</b>")).body())
                .contains("That cannot be")
                .contains("value=\"&lt;b&gt;bold&lt;/b&gt;\"")
                .doesNotContain("<b>bold");
    }

    @Test
    void changeWhenSomebodyWasFasterThenNothingIsSavedAndNothingTypedIsLost() {
        String group = create(name());
        Answer form = admin.get(group);
        String first = name();
        submit(group, "", Map.of("name", first));

        Answer stale = admin.submit(form, group, Map.of("version", form.hidden("version"), "name", "late"));

        assertThat(stale.body())
                .contains("Somebody else made a change meanwhile")
                .contains("value=\"late\"")
                .contains("Stored by now: " + first);
    }

    @Test
    void deleteWhenSomebodyIsInItThenRefused() {
        String group = create(name());
        Person person = people.create(REALM);
        String account = "/console/realms/acme/accounts/" + person.subject();

        assertThat(submit(group, "/members/add", Map.of("member", "nobody-at-all"))
                        .body())
                .contains("Nobody here has this user name");
        assertThat(submit(group, "/members/add", Map.of("member", person.userName()))
                        .location())
                .endsWith("?done=joined");
        assertThat(admin.get(group).body()).contains("Somebody " + person.userName());
        assertThat(submit(group, "/delete", Map.of()).body()).contains("Take them out first");
        assertThat(submit(group, "/roles/give", Map.of("role", "dispatcher")).location())
                .endsWith("?done=role-given");
        assertThat(admin.get(account).body()).contains("through the group ");
        assertThat(submit(
                                group,
                                "/members/remove",
                                Map.of("account", person.subject().toString()))
                        .location())
                .endsWith("?done=left");
        assertThat(submit(group, "/delete", Map.of()).location()).endsWith("?done=deleted");
        assertThat(admin.get(group).status()).isEqualTo(404);
    }

    @Test
    void roleWhenItDecidesOnRequestsThenNoGroupGetsIt() {
        assertThat(submit(create(name()), "/roles/give", Map.of("role", "admin"))
                        .body())
                .contains("are given to people, not to groups");
    }

    @Test
    void pagesWhenThereAreThousandsOfGroupsThenLightAndEveryGroupIsFoundByItsName() {
        String account = "/console/realms/acme/accounts/" + people.create(REALM).subject();
        String one = create(name());
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("""
                INSERT INTO user_group (realm_id, id, name, name_key, description, created_at, version)
                SELECT (SELECT id FROM realm WHERE name = 'acme'), gen_random_uuid(), 'crowd-' || n, 'crowd-' || n, 'many', now(), 0
                  FROM generate_series(1, 4000) n
                """).update();
        try {
            for (String page : List.of(LIST, one, account, "/console/realms/acme/accounts")) {
                assertThat(admin.get(page).body().length()).as(page).isLessThan(60_000);
            }
            assertThat(admin.get(LIST + "?q=CROWD-399").body())
                    .contains("crowd-3999")
                    .doesNotContain("crowd-400<");
            assertThat(admin.get(LIST + "?after=crowd-3996").body())
                    .contains("crowd-3997", "First page")
                    .doesNotContain(">crowd-3996<");
            assertThat(submit(account, "/groups/join", Map.of("group", "crowd-40000"))
                            .body())
                    .contains("No group is called that", "value=\"crowd-40000\"");
            assertThat(submit(account, "/groups/join", Map.of("group", "Crowd-4000"))
                            .location())
                    .endsWith("?done=joined");
            assertThat(submit(one, "", Map.of("name", "below", "parent", "nowhere"))
                            .body())
                    .contains("No group is called that");
            assertThat(submit(one, "", Map.of("name", "below", "parent", "crowd-7"))
                            .location())
                    .endsWith("?done=group-edited");
            assertThat(admin.get(one).body()).contains("crowd-7/below", "value=\"crowd-7\"");
        } finally {
            submit(one, "/delete", Map.of());
            jdbc.sql(
                            "DELETE FROM group_member WHERE group_id IN (SELECT id FROM user_group WHERE description = 'many')")
                    .update();
            jdbc.sql("DELETE FROM user_group WHERE description = 'many'").update();
        }
    }

    private static String name() {
        return "group-" + UUID.randomUUID();
    }

    private String create(String name) {
        String location = submit(LIST, "", Map.of("name", name)).location();
        assertThat(location).endsWith("?done=group-created");
        return location.substring(location.indexOf(LIST), location.indexOf('?'));
    }

    private Answer submit(String page, String action, Map<String, String> fields) {
        Answer form = admin.get(page);
        Map<String, String> all = new LinkedHashMap<>(fields);
        if (!form.hidden("version").isEmpty()) {
            all.put("version", form.hidden("version"));
        }
        return admin.submit(form, page + action, all);
    }

    private Browser as(String role) {
        Person somebody = people.createWith(REALM, role);
        Browser browser = new Browser(server);
        browser.signIn(REALM, somebody.userName(), somebody.password());
        return browser;
    }
}
