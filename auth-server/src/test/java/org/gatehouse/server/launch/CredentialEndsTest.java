package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.flywaydb.core.Flyway;
import org.gatehouse.server.database.DatabaseAccess;
import org.gatehouse.server.database.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("The doctor of the command line knows which connections are about to be refused")
class CredentialEndsTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final DatabaseAccess access = new DatabaseAccess(database.jdbcUrl(), database.user(), database.password());

    @Test
    void ofThenThoseThatEndSoonOrHaveEndedTheFirstFirst() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        jdbc.sql("INSERT INTO realm (name, document, created_at) VALUES ('bare', '{}', now())")
                .update();
        assertThat(CredentialEnds.of(access))
                .singleElement()
                .satisfies(finding -> assertThat(finding.status()).isEqualTo(Finding.Status.OK));
        int realm = jdbc.sql("INSERT INTO realm (name, document, created_at) VALUES ('acme', ?, now()) RETURNING id")
                .param("{\"connections\":[{\"alias\":\"soon\",\"clientSecretExpires\":\"" + today.plusDays(9)
                        + "\"},{\"alias\":\"good\",\"clientSecretExpires\":\"" + today.plusDays(90)
                        + "\"},{\"alias\":\"unsaid\"}]}")
                .query(Integer.class)
                .single();
        jdbc.sql("INSERT INTO connection_key VALUES (?, 'over', 'x', ''::bytea, ''::bytea, now(), ?, true)")
                .params(realm, today.minusDays(3))
                .update();

        assertThat(CredentialEnds.of(access))
                .extracting(finding -> finding.status() + " " + finding.message())
                .satisfiesExactly(
                        over -> assertThat(over)
                                .startsWith("BROKEN The certificate of connection 'over' in realm 'acme'"),
                        soon -> assertThat(soon).startsWith("NOTE The secret of connection 'soon' in realm 'acme'"));
    }
}
