package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asked of the database, so that the next table is asked too. */
@DisplayName("The realm belongs into every key")
class EveryKeyTest {

    /** First column of every key: of our tables the realm, of the trail's the log, which is one realm's. */
    private static final String KEYS = """
            SELECT t.relname || ': ' || pg_get_indexdef(i.indexrelid, 1, true)
              FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
             WHERE i.indisunique AND n.nspname = 'public' AND t.relkind IN ('r', 'p') ORDER BY 1
            """;

    private static final String REFERENCES = """
            SELECT t.relname || ' to ' || f.relname || ': '
                   || (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
                         FROM unnest(c.conkey) WITH ORDINALITY AS k (number, place)
                         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number)
              FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
              JOIN pg_namespace n ON n.oid = t.relnamespace
             WHERE c.contype = 'f' AND n.nspname = 'public' ORDER BY 1
            """;

    /** Tables that know no realm, and why. */
    private static final Set<String> WITHOUT = Set.of(
            "realm", // it is the realm
            "flyway_schema_history", // of the whole database
            "sign_in_throttle", // its ids are keyed hashes, of the realm's name among others
            "web_session", // named by a random value in a cookie of the realm's
            "web_session_attributes");

    private final JdbcClient jdbc =
            JdbcClient.create(TestServer.shared().database().dataSource());

    @Test
    void keysThenEachBeginsWithTheRealm() {
        assertThat(of(KEYS))
                .hasSizeGreaterThan(40)
                .filteredOn(key -> !WITHOUT.contains(table(key)))
                .allSatisfy(key -> assertThat(key).endsWith(": realm_id"));
    }

    /** A reference that names no realm could lead into another. */
    @Test
    void referencesThenEachNamesTheRealm() {
        assertThat(of(REFERENCES))
                .hasSizeGreaterThan(20)
                .filteredOn(reference -> !WITHOUT.contains(table(reference).replaceFirst(" to .*", "")))
                .allSatisfy(reference -> assertThat(reference).contains(": realm_id"));
    }

    private List<String> of(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    private static String table(String line) {
        return line.substring(0, line.indexOf(':'));
    }
}
