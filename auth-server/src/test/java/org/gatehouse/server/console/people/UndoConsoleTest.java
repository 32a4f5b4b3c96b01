package org.gatehouse.server.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("What was done to several people is undone for a while: for exactly those it changed, by whoever did it")
class UndoConsoleTest {

    private static final String LIST = "/console/realms/acme/accounts";
    private static final Pattern UNDO = Pattern.compile("href=\"(" + LIST + "/bulk/undo/[0-9a-f-]{36})\"");

    private final TestServer server = TestServer.shared();
    private final Realm realm = server.bean(Realms.class).get("acme");
    private final People people = People.of(server);
    private final Person admin = people.createWith("acme", "admin");
    private final Browser browser = new Browser(server);
    private final Person one = people.create("acme");
    private final Person two = people.create("acme");
    private final Person off = people.createDisabled("acme");

    @BeforeEach
    void signIn() {
        browser.signIn("acme", admin.userName(), admin.password());
    }

    @Test
    void disableThenUndoneForExactlyThoseWhoAreStillWhatItMadeOfThem() {
        TrailProbe trail = TrailProbe.of(server, "acme");
        Answer done = apply("disable", "", one, two, off);
        String undo = undo(done);

        assertThat(browser.get(LIST).body()).as("where one goes next").contains(undo, "for 2 people");
        assertThat(browser.get(undo).body())
                .contains(one.userName(), two.userName())
                .doesNotContain(off.userName(), "has changed since");

        submit(LIST + "/" + two.subject() + "/enable", Map.of());
        submit(LIST + "/" + two.subject() + "/disable", Map.of());
        assertThat(browser.get(undo).body()).contains("has changed since");
        Answer undone = submit(undo, Map.of());

        assertThat(undone.body().split("badge good", -1)).hasSize(2);
        assertThat(undone.body()).contains("has changed since, so it is not undone");
        assertThat(account(one).isActive()).isTrue();
        assertThat(account(two).isActive()).as("somebody decided on this since").isFalse();
        assertThat(account(off).isActive()).as("was disabled before").isFalse();
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("user.enabled")
                        && one.subject().equals(entry.target().person()))
                .hasSize(1);
        assertThat(browser.get(undo).status()).as("once").isEqualTo(404);
        assertThat(browser.get(LIST).body()).doesNotContain(undo);
    }

    @Test
    void joinThenWhoWasInTheGroupBeforeStaysInIt() {
        String name = "undone-" + UUID.randomUUID();
        submit("/console/realms/acme/groups", Map.of("name", name));
        Group group = server.bean(Groups.class).findByPath(realm, name).orElseThrow();
        apply("join", group.id().toString(), two);
        Answer preview = submit(LIST + "/bulk", form("join", group.fullName(), one, two));
        assertThat(preview.body()).contains("no change", "undo it for 30 minutes");
        String undo = undo(apply("join", group.id().toString(), one, two));

        assertThat(submit(undo, Map.of()).body().split("badge good", -1)).hasSize(2);
        assertThat(groups(one)).doesNotContain(group.id());
        assertThat(groups(two)).contains(group.id());
        String back = undo(apply("leave", group.id().toString(), one, two));
        assertThat(groups(two)).doesNotContain(group.id());
        submit(back, Map.of());
        assertThat(groups(two)).contains(group.id());
        assertThat(groups(one)).doesNotContain(group.id());
        assertThat(submit(LIST + "/bulk", form("join", "no such group", one)).body())
                .contains("No group is called that");
    }

    @Test
    void undoWhenItIsNotOnesOwnOrTooLateOrTheSignInIsOldThenNot() {
        String undo = undo(apply("disable", "", one));
        Person other = people.createWith("acme", "admin");
        Browser others = new Browser(server);
        others.signIn("acme", other.userName(), other.password());

        Answer list = others.get(LIST);
        assertThat(others.get(undo).status()).isEqualTo(404);
        assertThat(others.submit(list, undo, Map.of()).status()).isEqualTo(404);
        server.clock().advance(Duration.ofMinutes(16));
        Answer page = browser.get(undo);
        assertThat(browser.submit(page, undo, Map.of(), "Referer", server.baseUrl() + undo)
                        .location())
                .contains("/sign-in?to=", undo.replace("/", "%2F"));
        browser.signIn("acme", admin.userName(), admin.password());
        server.clock().advance(Duration.ofMinutes(14).plusSeconds(30));
        assertThat(browser.get(undo).status()).isEqualTo(404);
        assertThat(submit(undo, Map.of()).status()).isEqualTo(404);
        assertThat(account(one).isActive()).isFalse();
        assertThat(apply("sign-out", "", two).body()).as("nothing undoes it").doesNotContain("/bulk/undo/");
    }

    @Test
    void undoWhenTheRightIsGoneThenNotAndWhatIsKeptNamesNobodyAndGoesWithThem() {
        String undo = undo(apply("disable", "", one));
        byte[] kept = server.bean(JdbcClient.class)
                .sql("SELECT content_sealed FROM undoable_change WHERE id = ?::uuid")
                .param(undo.substring(undo.lastIndexOf('/') + 1))
                .query(byte[].class)
                .single();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .doesNotContain(one.subject().toString(), "disable");

        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            Account account =
                    server.bean(Accounts.class).lock(realm, admin.subject()).orElseThrow();
            server.bean(Accounts.class).revoke(account, Set.of("admin"));
            server.bean(Accounts.class).grant(account, Set.of("auditor"));
        });
        assertThat(browser.get(undo).status()).isEqualTo(403);
        assertThat(account(one).isActive()).isFalse();

        server.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> server.beans(AccountErasure.class)
                        .forEach(step -> {
                            if (step.getClass().getSimpleName().startsWith("UndoableRows")) {
                                step.erase(realm, one.subject());
                            }
                        }));
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT count(*) FROM undoable_change WHERE account_id = ?")
                        .param(admin.subject())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private Answer apply(String action, String group, Person... whom) {
        return submit(LIST + "/bulk/apply", form(action, group, whom));
    }

    private static Map<String, String> form(String action, String group, Person... whom) {
        String ids = Stream.of(whom).map(each -> each.subject().toString()).collect(Collectors.joining(","));
        return Map.of("account", ids, "action", action, "group", group);
    }

    private Answer submit(String address, Map<String, String> fields) {
        return browser.submit(browser.get(LIST), address, fields);
    }

    private static String undo(Answer page) {
        Matcher link = UNDO.matcher(page.body());
        assertThat(link.find()).as(page.body()).isTrue();
        return link.group(1);
    }

    private Account account(Person person) {
        return server.bean(Accounts.class).find(realm, person.subject()).orElseThrow();
    }

    private List<UUID> groups(Person person) {
        return server.bean(Memberships.class).of(realm, person.subject());
    }
}
