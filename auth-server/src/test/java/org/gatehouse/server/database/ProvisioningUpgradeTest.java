package org.gatehouse.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Directories keep their people when a service is brought up to date")
class ProvisioningUpgradeTest {

    private static final String TENANT = "11111111-2222-3333-4444-555555555555";
    private static final String DOCUMENT = """
            {"connections": [
                {"alias": "one", "kind": "entra-id", "tenants": ["%s"]},
                {"alias": "many", "kind": "entra-id", "tenants": ["%s", "%s"]},
                {"alias": "any", "kind": "entra-id", "tenants": "any"},
                {"alias": "oidc", "kind": "oidc", "issuer": "https://id.example"}]}
            """.formatted(TENANT, TENANT, UUID.randomUUID());

    private final TestDatabase database = TestDatabase.empty();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final UUID group = UUID.randomUUID();
    private int realm;

    @Test
    void migrateThenOldNamesOfClientsMeanTheOnlyTenantOrNobody() {
        migrate("21");
        realm = realm("acme", DOCUMENT);
        realm("bare", "{}");
        addGroup();
        UUID one = account("DISABLED", true, "connection:one");
        UUID many = account("DISABLED", true, "connection:many");
        UUID any = account("ACTIVE", false, "connection:any");
        UUID oidc = account("ACTIVE", true, "connection:oidc");
        UUID gone = account("ACTIVE", false, "connection:gone");
        UUID hr = account("DISABLED", false, "scim:hr");
        UUID both = account("DISABLED", true, "connection:one", "scim:hr");

        migrate("22");

        String named = "connection:one/" + TENANT;
        assertThat(external(one)).containsExactly(named);
        assertThat(kept(one)).containsExactly(named);
        assertThat(disabledBy(one)).isEqualTo(named);
        for (UUID nobodys : List.of(many, any, gone)) {
            assertThat(external(nobodys)).isEmpty();
            assertThat(kept(nobodys)).isEmpty();
        }
        assertThat(disabledBy(many)).isNull();
        assertThat(kept(oidc)).containsExactly("connection:oidc");
        assertThat(disabledBy(oidc)).as("is not disabled").isNull();
        assertThat(kept(hr)).containsExactly("scim:hr");
        assertThat(disabledBy(hr))
                .as("had no groups, or an administrator did it")
                .isNull();
        assertThat(external(both)).containsExactly(named, "scim:hr");
        assertThat(disabledBy(both)).as("one of two did it").isNull();
        assertThat(all("SELECT source FROM provisioned_group WHERE group_id = ?", group))
                .containsExactly(named);
    }

    @Test
    void migrateThenWhoDisabledIsNamedWithTheIssuer() {
        migrate("29");
        realm = realm("acme", DOCUMENT);
        UUID one = disabled("connection:one/" + TENANT);
        UUID any = disabled("connection:any/" + TENANT);
        UUID nameless = disabled("connection:any");
        UUID oidc = disabled("connection:oidc");
        UUID gone = disabled("connection:gone");
        UUID hr = disabled("scim:hr");

        migrate("30");

        assertThat(disabledBy(one))
                .isEqualTo("connection:one/" + TENANT + " https://login.microsoftonline.com/" + TENANT + "/v2.0");
        assertThat(disabledBy(any))
                .isEqualTo("connection:any/" + TENANT + " https://login.microsoftonline.com/" + TENANT + "/v2.0");
        assertThat(disabledBy(nameless)).isEqualTo("connection:any");
        assertThat(disabledBy(oidc)).isEqualTo("connection:oidc https://id.example");
        assertThat(disabledBy(gone)).isEqualTo("connection:gone");
        assertThat(disabledBy(hr)).isEqualTo("scim:hr");
    }

    private UUID disabled(String by) {
        UUID id = account("DISABLED", false);
        jdbc.sql("UPDATE account SET disabled_by = ? WHERE id = ?")
                .params(by, id)
                .update();
        return id;
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    private int realm(String name, String document) {
        return jdbc.sql("INSERT INTO realm (name, document, created_at) VALUES (?, ?, now()) RETURNING id")
                .params(name, document)
                .query(Integer.class)
                .single();
    }

    private void addGroup() {
        jdbc.sql("""
                        INSERT INTO user_group (realm_id, id, name, name_key, description, created_at, version)
                        VALUES (?, ?, 'Crew', 'crew', '', now(), 0)
                        """).params(realm, group).update();
        jdbc.sql("INSERT INTO group_external_id VALUES (?, 'connection:one', ?, 'crew')")
                .params(realm, group)
                .update();
    }

    private UUID account(String state, boolean suspended, String... sources) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO account (realm_id, id, user_name, user_name_key, display_name, email_verified, state,
                            created_at, updated_at, version)
                        VALUES (?, ?, ?, ?, '', false, ?, now(), now(), 0)
                        """).params(realm, id, id.toString(), id.toString(), state).update();
        for (String source : sources) {
            jdbc.sql("INSERT INTO account_external_id VALUES (?, ?, ?, '', convert_to(?, 'UTF8'))")
                    .params(realm, source, id, id.toString())
                    .update();
        }
        if (suspended) {
            jdbc.sql("INSERT INTO suspended_membership VALUES (?, ?, ?)")
                    .params(realm, id, group)
                    .update();
        }
        return id;
    }

    private List<String> external(UUID account) {
        return all("SELECT source FROM account_external_id WHERE account_id = ? ORDER BY source", account);
    }

    private List<String> kept(UUID account) {
        return all("SELECT source FROM provisioned_account WHERE account_id = ?", account);
    }

    private String disabledBy(UUID account) {
        return all("SELECT disabled_by FROM account WHERE id = ?", account).get(0);
    }

    private List<String> all(String sql, UUID id) {
        return jdbc.sql(sql).param(id).query(String.class).list();
    }
}
