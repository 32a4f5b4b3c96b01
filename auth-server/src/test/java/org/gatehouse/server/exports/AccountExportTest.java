package org.gatehouse.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Statements;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("An export reads page by page, and nobody is in it who was erased before it was given away")
class AccountExportTest {

    private static final String REALM = "globex";
    private static final String JSON = "/exports/accounts?format=json";
    private static final String READING_A_PAGE = "a.id > ? AND a.state <> 'DELETED'";

    private static final int PAGE = 500;

    private static final Statements STATEMENTS = new Statements();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static TestServer server;
    private static AdminApi admin;

    @BeforeAll
    static void start() {
        server = TestServer.start(STATEMENTS);
        admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void leaveAlone() {
        STATEMENTS.leaveAlone();
    }

    @Test
    void exportWhenThereAreMorePeopleThenMoreStatementsByThePageOnly() {
        create(1);
        admin.get(JSON);
        int few = statements();
        create(50);
        int more = statements();
        create(PAGE);
        int many = statements();

        assertThat(more).isEqualTo(few);
        assertThat(many - more).as("one page more, asked and ended").isBetween(2, 6);
    }

    @Test
    void exportWhenSomebodyIsErasedMeanwhileThenTheFileIsWholeWithoutThem() {
        int earlier = Integer.parseInt(admin.get(JSON).header("X-Rows"));
        List<UUID> people = create(600);
        UUID first = people.get(0);
        UUID last = people.get(599);
        AtomicInteger pages = new AtomicInteger();
        STATEMENTS.before(READING_A_PAGE, () -> {
            if (pages.getAndIncrement() == earlier / PAGE + 1) { // the first of them is in the file already
                erase(first);
                erase(last);
            }
        });
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer answer = admin.get(JSON);

        assertThat(answer.status()).isEqualTo(200);
        JsonNode rows = JsonMapper.shared().readTree(answer.body());
        assertThat(rows.size()).isEqualTo(Integer.parseInt(answer.header("X-Rows")));
        assertThat(rows.findValuesAsString("id"))
                .doesNotHaveDuplicates()
                .contains(people.get(1).toString(), people.get(598).toString())
                .doesNotContain(first.toString(), last.toString());
        assertThat(trail.freshCodes()).endsWith("data.exported").containsOnlyOnce("data.exported");
    }

    @Test
    void exportWhenPeopleAreErasedAllTheTimeThenBusyAndNoFile() {
        List<UUID> people = create(20);
        AtomicInteger next = new AtomicInteger();
        STATEMENTS.before(READING_A_PAGE, () -> erase(people.get(next.getAndIncrement())));
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer answer = admin.get(JSON);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json("type")).endsWith(":busy");
        assertThat(trail.freshCodes()).doesNotContain("data.exported");
        STATEMENTS.leaveAlone();
        assertThat(admin.get(JSON).status()).isEqualTo(200);
    }

    private static int statements() {
        AtomicReference<Answer> answer = new AtomicReference<>();
        int sent = STATEMENTS.during(() -> answer.set(admin.get(JSON))).size();
        assertThat(answer.get().status()).isEqualTo(200);
        return sent;
    }

    private static void erase(UUID person) {
        String path = "/accounts/" + person;
        assertThat(admin.send("POST", path + "/erase", null, "If-Match", "\"0\"")
                        .status())
                .isEqualTo(204);
    }

    private static List<UUID> create(int count) {
        Realm realm = server.bean(Realms.class).get(REALM);
        return server.bean(TransactionTemplate.class)
                .execute(status ->
                        IntStream.range(0, count).mapToObj(i -> create(realm)).toList());
    }

    private static UUID create(Realm realm) {
        String name = "exported-" + NUMBER.incrementAndGet();
        NewAccount person = new NewAccount(
                name,
                "Exported " + name,
                name + "@people.example",
                true,
                "+33199000001",
                false,
                "en",
                null,
                Set.of("user"),
                AccountState.ACTIVE,
                Map.of(),
                Map.of("badge", 7L, "employeeNo", name, "nationalId", "N-" + name));
        return server.bean(Accounts.class).create(realm, person, Party.system()).subject();
    }
}
