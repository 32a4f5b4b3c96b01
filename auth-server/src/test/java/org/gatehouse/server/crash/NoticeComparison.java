package org.gatehouse.server.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.awaitility.core.ConditionTimeoutException;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.testing.Jwts;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lays what the listening app was told beside the sign-ins that ended: each is told at least once, after however many
 * crashes (Back-Channel Logout 1.0 section 2.5 leaves it to the client to know one it was told before).
 */
final class NoticeComparison {

    /** The client that has an address for it. */
    static final String LISTENING = "web";

    /** As long as a process that died has what it took, and a little more. */
    private static final Duration LONGEST = Duration.ofSeconds(150);

    private static final String WAITING = """
            SELECT n.session FROM logout_notice n JOIN realm r ON r.id = n.realm_id
             WHERE r.name = 'acme' AND n.client_id = ? AND n.state = 'waiting'
            """;

    private NoticeComparison() {}

    static List<Finding> of(Ledger ledger, DataSource database) {
        Set<String> missing = new TreeSet<>(ledger.told());
        awaitTurns(JdbcClient.create(database), missing);
        missing.removeAll(told());
        return missing.stream()
                .map(session ->
                        new Finding(Kind.ACKNOWLEDGED_BUT_LOST, "Nobody told the app of the end of sign-in " + session))
                .toList();
    }

    /** What is not even waiting was lost, and is not waited for. */
    private static void awaitTurns(JdbcClient tables, Set<String> sessions) {
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(LONGEST)
                    .until(() -> tables.sql(WAITING).param(LISTENING).query(String.class).list().stream()
                            .noneMatch(sessions::contains));
        } catch (ConditionTimeoutException ex) {
            // whoever was told meanwhile was told
        }
    }

    private static Set<String> told() {
        return Installation.APPS.tokens("acme", LISTENING).stream()
                .filter(token -> token.startsWith("ey"))
                .map(token -> String.valueOf(Jwts.claims(token).getClaim("sid")))
                .collect(Collectors.toSet());
    }
}
