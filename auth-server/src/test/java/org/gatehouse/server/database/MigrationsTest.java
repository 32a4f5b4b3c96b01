package org.gatehouse.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private static final List<Migrations.Step> FIRST =
            List.of(new Migrations.Step("public", "migrations/people"), new Migrations.Step("log", "migrations/log-1"));
    private static final List<Migrations.Step> SECOND =
            List.of(new Migrations.Step("public", "migrations/people"), new Migrations.Step("log", "migrations/log-2"));

    private final TestDatabase database = TestDatabase.empty();
    private final DatabaseAccess access = new DatabaseAccess(database.jdbcUrl(), database.user(), database.password());

    @Test
    void appliesEachSchemaInOrderAndOnlyWhatIsNew() throws Exception {
        assertThat(Migrations.outdated(access, FIRST)).containsExactly("public", "log");
        Migrations.apply(access, FIRST);
        assertThat(Migrations.outdated(access, FIRST)).isEmpty();
        assertThat(ask("SELECT count(*) FROM log.entry JOIN person USING (id)")).isEqualTo("0");

        assertThat(Migrations.outdated(access, SECOND)).containsExactly("log");
        Migrations.apply(access, SECOND);
        Migrations.apply(access, SECOND);
        assertThat(ask("SELECT count(*) FROM log.entry WHERE what IS NOT NULL")).isEqualTo("0");
        assertThat(ask("SELECT count(*) FROM log.flyway_schema_history WHERE version IS NOT NULL AND version <> '0'"))
                .isEqualTo("2");
    }

    @Test
    void leavesASchemaWithoutScriptsAlone() throws Exception {
        Migrations.apply(access, List.of(new Migrations.Step("nothing", "migrations/none")));

        assertThat(ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'nothing'"))
                .isEqualTo("0");
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
