package org.gatehouse.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.password.LightHashing;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.Statements;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@DisplayName("What user info tells of a person is remembered, until something happens to their account")
class RememberedProfilesTest {

    private static final String REALM = "acme";

    /** What is promised of other nodes. */
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private static final Statements STATEMENTS = new Statements();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static TestServer server;

    private final RelyingApp app = RelyingApp.of(server, REALM, "full");
    private UUID person;
    private String token;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(
                STATEMENTS,
                Map.of(
                        "gatehouse.realms[0]", file("detailed.yaml"),
                        "gatehouse.seeds[0]", file("detailed-people.yaml")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void askedBefore() {
        person = create("talkative-" + NUMBER.incrementAndGet());
        Map<String, String> request = app.authorization();
        request.put("scope", "openid profile email phone address");
        token = app.redeem(app.codeAnswer(new Browser(server), "talkative-" + NUMBER, People.PASSWORD, request)
                        .redirectParameter("code"))
                .json("access_token");
        Awaitility.await().until(server.bean(ChangeFeed.class)::isBelieved);
        told();
        assertThat(STATEMENTS.during(this::told)).isEmpty();
    }

    /** As another node would, which this one is told nothing of but by the database. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE account SET display_name = 'Another' WHERE id = '%s'",
                "UPDATE account SET user_name = user_name || '-x' WHERE id = '%s'",
                "UPDATE account SET locale = 'fr' WHERE id = '%s'",
                "UPDATE account SET email_sealed = NULL WHERE id = '%s'",
                "UPDATE account SET email_verified = false WHERE id = '%s'",
                "UPDATE account SET phone_sealed = NULL WHERE id = '%s'",
                "UPDATE account SET phone_verified = NOT phone_verified WHERE id = '%s'",
                "UPDATE account SET claims_sealed = NULL WHERE id = '%s'",
                "UPDATE account SET updated_at = updated_at + interval '1 hour' WHERE id = '%s'",
                "UPDATE account_attribute SET value = 'Lyon' WHERE account_id = '%s' AND name = 'locality'",
                "UPDATE account_attribute SET name = 'country' WHERE account_id = '%s' AND name = 'locality'",
                "DELETE FROM account_attribute WHERE account_id = '%s' AND name = 'locality'",
                "INSERT INTO account_attribute (realm_id, account_id, name, value, search_key, must_differ)"
                        + " SELECT realm_id, id, 'street_address', '7 rue du Lac', '', false FROM account WHERE id = '%s'"
            })
    void changeElsewhereThenItIsToldHere(String sql) throws SQLException {
        JsonNode before = told();

        run(sql.formatted(person));

        Awaitility.await()
                .atMost(PROMISED)
                .untilAsserted(() -> assertThat(told()).isNotEqualTo(before));
    }

    @Test
    void takeAnAttributeFromManyElsewhereThenItIsToldHere() throws SQLException {
        run("""
            INSERT INTO account (realm_id, id, user_name, user_name_key, display_name, sort_key, email_verified,
                                 phone_verified, state, created_at, updated_at, version)
            SELECT realm_id, gen_random_uuid(), 'many' || n, 'many' || n, 'Many', 'many', false, false, 'ACTIVE', now(), now(), 0
              FROM account, generate_series(1, 150) n WHERE id = '%s';
            INSERT INTO account_attribute (realm_id, account_id, name, value, search_key, must_differ)
            SELECT realm_id, id, 'locality', 'Lyon', '', false FROM account WHERE display_name = 'Many';
            """.formatted(person));
        JsonNode before = told();

        run("DELETE FROM account_attribute WHERE name = 'locality'");

        Awaitility.await()
                .atMost(PROMISED)
                .untilAsserted(() -> assertThat(told()).isNotEqualTo(before));
    }

    @Test
    void disableElsewhereThenNothingIsToldHere() throws SQLException {
        run("UPDATE account SET state = 'DISABLED' WHERE id = '%s'".formatted(person));

        Awaitility.await().atMost(PROMISED).until(() -> app.userInfo(token).status() == 401);
    }

    /** What this node does itself it knows, whatever the database tells. */
    @Test
    void changeHereThenItIsToldAtOnceThoughNothingIsHeard() throws SQLException {
        run("ALTER TABLE account DISABLE TRIGGER USER; ALTER TABLE account_attribute DISABLE TRIGGER USER;");
        try {
            edit(AccountEdit.of(AccountField.DISPLAY_NAME, "Another"));
            assertThat(told().path("name").asString()).isEqualTo("Another");

            edit(new AccountEdit(Map.of(), Map.of("locality", "Lyon")));
            assertThat(told().path("address").path("locality").asString()).isEqualTo("Lyon");

            server.clock().advance(Duration.ofMinutes(1));
            inTransaction((accounts, realm) -> accounts.changePassword(realm, person, "hash", Party.system()));
            assertThat(told().path("updated_at").asLong())
                    .isEqualTo(server.clock().instant().getEpochSecond());
        } finally {
            run("ALTER TABLE account ENABLE TRIGGER USER; ALTER TABLE account_attribute ENABLE TRIGGER USER;");
        }
    }

    @Test
    void changeElsewhereWhileNothingIsHeardThenNothingIsBelieved() throws SQLException {
        run("""
            ALTER TABLE account DISABLE TRIGGER USER;
            UPDATE account SET display_name = 'Another' WHERE id = '%s';
            ALTER TABLE account ENABLE TRIGGER USER;
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%%pg_notify%%' AND pid <> pg_backend_pid();
            """.formatted(person));

        Awaitility.await()
                .atMost(PROMISED)
                .untilAsserted(() -> assertThat(told().path("name").asString()).isEqualTo("Another"));
    }

    @Test
    void eraseThenNothingIsKept() {
        RememberedProfiles profiles = server.bean(RememberedProfiles.class);
        assertThat(profiles.keeps(person)).isTrue();

        inTransaction((accounts, realm) -> server.beans(AccountErasure.class).stream()
                .filter(RememberedProfiles.class::isInstance)
                .forEach(kept -> kept.erase(realm, person)));

        assertThat(profiles.keeps(person)).isFalse();
    }

    /** Another token, another scope: what may be told is decided each time. */
    @Test
    void askForLessThenLessIsTold() {
        Map<String, String> request = app.authorization();
        request.put("scope", "openid email");
        String narrow = app.redeem(app.codeAnswer(new Browser(server), "talkative-" + NUMBER, People.PASSWORD, request)
                        .redirectParameter("code"))
                .json("access_token");

        assertThat(app.userInfo(narrow).json().propertyNames())
                .containsExactlyInAnyOrder("sub", "email", "email_verified");
    }

    private JsonNode told() {
        return app.userInfo(token).json();
    }

    private void edit(AccountEdit edit) {
        inTransaction((accounts, realm) ->
                accounts.edit(realm, accounts.lock(realm, person).orElseThrow(), edit));
    }

    private interface Work {
        void run(Accounts accounts, Realm realm);
    }

    private static void inTransaction(Work work) {
        server.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> work.run(server.bean(Accounts.class), realm()));
    }

    private static UUID create(String userName) {
        NewAccount somebody = new NewAccount(
                userName,
                "Some Body",
                userName + "@people.example",
                true,
                "+33199000042",
                false,
                null,
                LightHashing.create().hash(People.PASSWORD),
                Set.of(Role.USER),
                AccountState.ACTIVE,
                Map.of("given_name", "Some"),
                Map.of("locality", "Annecy"));
        Account account = server.bean(Accounts.class).create(realm(), somebody, Party.system());
        return account.subject();
    }

    private static Realm realm() {
        return server.bean(Realms.class).get(REALM);
    }

    private static String file(String name) throws Exception {
        return Path.of(Objects.requireNonNull(RememberedProfilesTest.class.getResource("/realms/" + name))
                        .toURI())
                .toString();
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = server.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
