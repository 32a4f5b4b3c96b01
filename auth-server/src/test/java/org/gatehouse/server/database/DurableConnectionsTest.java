package org.gatehouse.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the service promises does not depend on how the organisation tuned its database. */
class DurableConnectionsTest {

    @ParameterizedTest
    @CsvSource({"off,on", "on,on", "remote_apply,remote_apply"})
    void connectWhenTheDatabaseIsTunedThenWhatIsCommittedIsDurable(String tuned, String used) {
        TestDatabase database = TestDatabase.fresh();
        JdbcClient.create(database.dataSource())
                .sql("ALTER DATABASE %s SET synchronous_commit = %s".formatted(name(database), tuned))
                .update();
        DatabaseAccess access = new DatabaseAccess(database.jdbcUrl(), database.user(), database.password());

        try (HikariDataSource pool = new DatabaseConfiguration().dataSource(access, null)) {
            assertThat(JdbcClient.create(pool)
                            .sql("SHOW synchronous_commit")
                            .query(String.class)
                            .single())
                    .isEqualTo(used);
        }
    }

    private static String name(TestDatabase database) {
        return database.jdbcUrl().replaceFirst(".*/", "");
    }
}
