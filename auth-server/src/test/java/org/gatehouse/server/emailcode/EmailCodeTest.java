package org.gatehouse.server.emailcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("Codes by mail")
class EmailCodeTest {

    private static final String REALM = "acme";
    private static final String ATTEMPT = "attempt-1";

    @TempDir
    private static Path directory;

    private static TestServer here;
    private static TestServer there;

    private final Person person = People.of(here).create(REALM);

    @BeforeAll
    static void startTwoNodes() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlISE=");
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.put("gatehouse.master.key", "file:" + key);
        TestDatabase database = TestDatabase.fresh();
        SettableClock clock = new SettableClock();
        here = TestServer.start(database, clock, settings);
        settings.put("gatehouse.base-url", here.baseUrl());
        there = TestServer.start(database, clock, settings);
    }

    @AfterAll
    static void stop() {
        there.close();
        here.close();
    }

    @Test
    void codeWhenWrongThenRefusedAndFiveTriesAreAll() {
        String code = create(ATTEMPT);
        for (int i = 0; i < EmailCodes.TRIES; i++) {
            assertThat(use(here, ATTEMPT, code.equals("00000000") ? "11111111" : "00000000"))
                    .isFalse();
        }

        assertThat(use(here, ATTEMPT, code)).isFalse();
    }

    @Test
    void codeWhenItIsNoneThenRefused() {
        create(ATTEMPT);

        assertThat(use(here, ATTEMPT, "")).isFalse();
        assertThat(use(here, ATTEMPT, "none")).isFalse();
        assertThat(use(here, ATTEMPT, "٠١٢٣٤٥٦٧")).isFalse();
        assertThat(use(here, ATTEMPT, "1".repeat(1_000_000))).isFalse();
    }

    @Test
    void codeWhenOfAnotherAttemptOrAccountOrRealmThenRefused() {
        String code = create(ATTEMPT);
        Person other = People.of(here).create(REALM);

        assertThat(use(here, "attempt-2", code)).isFalse();
        assertThat(codes(here).use(realm(here), other.subject(), ATTEMPT, code)).isFalse();
        assertThat(codes(here).use(here.bean(Realms.class).get("globex"), person.subject(), ATTEMPT, code))
                .isFalse();
        assertThat(use(here, ATTEMPT, code)).isTrue();
    }

    @Test
    void codeWhenAnotherWasMadeThenOnlyTheNewestIsGood() {
        String first = create(ATTEMPT);
        String second = create(ATTEMPT);

        assertThat(first.equals(second) || !use(here, ATTEMPT, first)).isTrue();
        assertThat(use(here, ATTEMPT, second)).isTrue();
    }

    @Test
    void codeWhenTenMinutesOldThenRefused() {
        String code = create(ATTEMPT);
        here.clock().advance(Duration.ofMinutes(10).plusSeconds(1));

        assertThat(use(here, ATTEMPT, code)).isFalse();
    }

    @Test
    void codeWhenFiftyTryAtOnceOnTwoNodesThenOneIsLetIn() {
        String code = create(ATTEMPT);

        List<Boolean> done = Together.run(50, number -> use(number % 2 == 0 ? here : there, ATTEMPT, code));

        assertThat(done).containsOnlyOnce(true);
    }

    @Test
    void codeThenItCannotBeReadInTheDatabase() {
        String code = create(ATTEMPT);
        List<String> rows = here.bean(JdbcClient.class)
                .sql("SELECT c::text FROM email_code c")
                .query(String.class)
                .list();

        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row).doesNotContain(code, ATTEMPT));
    }

    private String create(String attempt) {
        return here.bean(TransactionTemplate.class)
                .execute(status -> codes(here).create(realm(here), person.subject(), attempt));
    }

    private boolean use(TestServer node, String attempt, String code) {
        UUID account = person.subject();
        return codes(node).use(realm(node), account, attempt, code);
    }

    private static EmailCodes codes(TestServer node) {
        return node.bean(EmailCodes.class);
    }

    private static Realm realm(TestServer node) {
        return node.bean(Realms.class).get(REALM);
    }
}
