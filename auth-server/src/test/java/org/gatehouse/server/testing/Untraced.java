package org.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tries steps while no entry can be written: each is answered that the service is not there, has changed nothing in any
 * table, and is taken with an entry when it is tried again just so. Only for servers that no other test uses meanwhile.
 */
public final class Untraced {

    /** What counts tries, keeps the place of whoever tries, or goes on by itself. */
    private static final Set<String> NOISE = Set.of(
            "web_session",
            "web_session_attributes",
            "sign_in_throttle",
            "slowed_try",
            "passkey_challenge",
            "upstream_session",
            "counted_refusal",
            "trail_check",
            "flyway_schema_history",
            "mail"); // letters on their way

    private static final String TABLES = """
            SELECT table_name FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name
            """;

    private static final String ROWS = "SELECT coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') FROM %s t";

    private final TestServer server;
    private final String realm;

    private Untraced(TestServer server, String realm) {
        this.server = server;
        this.realm = realm;
    }

    public static Untraced of(TestServer server, String realm) {
        return new Untraced(server, realm);
    }

    /** @return what the step was answered with when it could be taken */
    public Answer then(String name, Supplier<Answer> step) {
        fails(name, step);
        TrailProbe trail = TrailProbe.of(server, realm);
        Answer taken = step.get();
        assertThat(taken.status()).as("%s afterwards: %s", name, taken.body()).isBetween(200, 399);
        assertThat(trail.fresh()).as("%s afterwards", name).isNotEmpty();
        return taken;
    }

    /**
     * For what cannot be taken just so afterwards.
     *
     * @param usedUp tables in which something is used up nevertheless, because it must never work twice
     */
    public void fails(String name, Supplier<Answer> step, String... usedUp) {
        Map<String, String> before = rows();
        TrailProbe trail = TrailProbe.of(server, realm);

        Answer answer = TrailOutage.during(server, step);

        assertThat(answer.status()).as("%s: %s", name, answer.body()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).as(name).isNotEmpty();
        Map<String, String> changed = rows();
        changed.entrySet().removeAll(before.entrySet());
        assertThat(changed.keySet()).as("%s: tables that changed", name).containsExactly(usedUp);
        assertThat(trail.fresh()).as(name).isEmpty();
    }

    private Map<String, String> rows() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        List<String> tables = jdbc.sql(TABLES).query(String.class).list();
        return tables.stream()
                .filter(table -> !NOISE.contains(table))
                .collect(Collectors.toMap(
                        table -> table,
                        table -> jdbc.sql(ROWS.formatted(table))
                                .query(String.class)
                                .single(),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }
}
