package org.gatehouse.keycloak.trail;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.erasure.Erasure;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.privacy.RegionKeyCheck;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.RetentionPolicy;
import org.gatehouse.audit.trail.TrailOptions;
import org.postgresql.ds.PGSimpleDataSource;

/** The trail, as auth-server writes it, and which entries of Keycloak's it has already. */
final class TrailDatabase implements AutoCloseable {

    /** Long enough for a busy database, short enough to be back soon when it is. */
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private static final Duration ANSWER = Duration.ofSeconds(20);

    /** The one that moves, and those the trail needs to look up keys and months. */
    private static final int CONNECTIONS = 4;

    /** How long it is remembered what was moved: longer than any backup of Keycloak's database is old when it comes back. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    /** "Keycloak" in ASCII: one node moves at a time, so that the order is kept. Held by the transaction. */
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(" + 0x4b65_7963_6c6f_616bL + ")";

    private static final String DURABLE = "SET LOCAL synchronous_commit = on";

    private static final String TAKE = """
            INSERT INTO audit.audit_moved (id, moved_at) SELECT unnest(?::uuid[]), ? ON CONFLICT DO NOTHING RETURNING id
            """;
    private static final String FORGET = """
            DELETE FROM audit.audit_moved WHERE id IN
              (SELECT id FROM audit.audit_moved WHERE moved_at < ? LIMIT 500 FOR UPDATE SKIP LOCKED)
            """;

    private final HikariDataSource pool;
    private final JdbcAuditTrail trail;
    private final Forgetting forgetting;
    private final KeyRing ring;
    private final Clock clock;

    private TrailDatabase(HikariDataSource pool, JdbcAuditTrail trail, KeyRing ring, Clock clock) {
        this.pool = pool;
        this.trail = trail;
        this.forgetting = new Forgetting(trail);
        this.ring = ring;
        this.clock = clock;
    }

    /** Does not ask the database yet: it may be away when Keycloak starts. */
    static TrailDatabase open(TrailSettings settings, RetentionPolicy retention, Clock clock) {
        HikariDataSource pool = new HikariDataSource(pool(settings));
        String node =
                "keycloak-" + ProcessHandle.current().pid() + "@" + Long.toString(clock.millis(), Character.MAX_RADIX);
        JdbcAuditTrail trail = JdbcAuditTrail.open(
                pool,
                retention,
                settings.key().ring(),
                clock,
                node,
                TrailOptions.defaults().withOrigin(settings.origin()));
        return new TrailDatabase(pool, trail, settings.key().ring(), clock);
    }

    /** What one node moves while the others wait. */
    interface Turn {
        boolean take(Connection transaction) throws SQLException;
    }

    /**
     * In a transaction of the trail's database, which commits durably before this returns.
     *
     * @return what the turn says; false when it is another node's turn
     */
    boolean inTurn(Turn turn) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean more = isFree(connection) && turn.take(connection);
                connection.commit();
                return more;
            } finally {
                connection.rollback();
            }
        }
    }

    /** Those of the ids that were never taken before; they are now, if the transaction commits. */
    Set<String> take(Connection transaction, List<String> ids) throws SQLException {
        Set<String> taken = new HashSet<>();
        Array array = transaction.createArrayOf(
                "uuid", ids.stream().map(UUID::fromString).toArray());
        try (PreparedStatement insert = transaction.prepareStatement(TAKE)) {
            insert.setArray(1, array);
            insert.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
            ResultSet rows = insert.executeQuery();
            while (rows.next()) {
                taken.add(rows.getString(1));
            }
        }
        return taken;
    }

    /** Whether what was moved as long ago as the event happened would still be known. */
    boolean remembers(AuditEvent event) {
        return event.occurredAt() == null
                || event.occurredAt().isAfter(clock.instant().minus(REMEMBERED));
    }

    /** Why nothing may be sealed with the key that is configured; empty when it may. */
    Optional<String> refusalOfKey(Connection transaction) throws SQLException {
        return switch (RegionKeyCheck.of(transaction, ring)) {
            case RIGHT -> Optional.empty();
            case WRONG -> Optional.of("The trail-key is not the key of this audit trail.");
            case UNKNOWN ->
                Optional.of("Nobody can tell whether the trail-key is right: this audit trail has no entry yet.");
        };
    }

    /** @param events by the id of their row, in their order */
    void append(Connection transaction, Map<String, AuditEvent> events) throws SQLException {
        forgetting.append(transaction, events);
    }

    /** @param erasures some of those that were done; those this database has not seen are made again */
    void forgetAgain(Connection transaction, List<Erasure> erasures) throws SQLException {
        forgetting.again(transaction, erasures);
    }

    void forget(Connection transaction) throws SQLException {
        try (PreparedStatement delete = transaction.prepareStatement(FORGET)) {
            delete.setObject(1, clock.instant().minus(REMEMBERED).atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    @Override
    public void close() {
        trail.close();
        pool.close();
    }

    private static boolean isFree(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(DURABLE);
            ResultSet row = statement.executeQuery(LOCK);
            return row.next() && row.getBoolean(1);
        }
    }

    /** No driver is registered: Keycloak's database may be another PostgreSQL with a driver of its own. */
    private static HikariConfig pool(TrailSettings settings) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(settings.url());
        database.setUser(settings.user());
        database.setPassword(settings.password());
        database.setApplicationName("keycloak-trail");
        database.setConnectTimeout(Math.toIntExact(CONNECT.toSeconds()));
        database.setSocketTimeout(Math.toIntExact(ANSWER.toSeconds()));
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setPoolName("gatehouse-trail");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
