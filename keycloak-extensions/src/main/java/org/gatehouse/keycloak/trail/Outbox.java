package org.gatehouse.keycloak.trail;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.Reader;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.event.AuditEvent;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * What Keycloak has committed and the trail does not have yet, in a table beside Keycloak's own.
 *
 * <p>Numbers are given when a transaction writes, just before it commits: whatever began after another had committed
 * has the greater one, and no look that finds the second misses the first.
 */
final class Outbox {

    private static final String INSERT = """
            INSERT INTO GATEHOUSE_TRAIL_OUTBOX (ID, CREATED_AT, EVENT) VALUES (?, ?, ?)""";
    private static final String OLDEST = """
            SELECT SEQ, ID, EVENT FROM GATEHOUSE_TRAIL_OUTBOX WHERE DEAD_AT IS NULL ORDER BY SEQ""";
    private static final String FIRST = """
            SELECT SEQ, CREATED_AT FROM GATEHOUSE_TRAIL_OUTBOX WHERE DEAD_AT IS NULL ORDER BY SEQ""";
    private static final String LAST = """
            SELECT MAX(SEQ) FROM GATEHOUSE_TRAIL_OUTBOX""";
    private static final String COUNT = """
            SELECT COUNT(*) FROM GATEHOUSE_TRAIL_OUTBOX WHERE DEAD_AT IS NULL""";
    private static final String DEAD = """
            SELECT COUNT(*) FROM GATEHOUSE_TRAIL_OUTBOX WHERE DEAD_AT IS NOT NULL""";
    private static final String SET_ASIDE = """
            UPDATE GATEHOUSE_TRAIL_OUTBOX SET DEAD_AT = ?1 WHERE SEQ = ?2""";
    private static final String DELETE = """
            DELETE FROM GATEHOUSE_TRAIL_OUTBOX WHERE SEQ IN (%s)""";

    private final TrailKey key;
    private final int many;

    /** @param many from how many on they are counted, not only known to be fewer */
    Outbox(TrailKey key, int many) {
        this.key = key;
        this.many = many;
    }

    /**
     * @param number its place here
     * @param id nobody else's, ever: the trail takes each once
     */
    record Row(long number, String id, String sealed) {}

    /**
     * @param count how many wait; a greater number when they are fewer than what counts as many
     * @param oldest when the one that waits longest was written; meaningless when none does
     */
    record Waiting(long count, Instant oldest) {}

    /**
     * Within the session's transaction, after all it has written until now. Every sign-in and token comes by: SQL by way of
     * Hibernate would be parsed, planned and bound anew each time, for more than what it costs to run it.
     */
    void write(KeycloakSession session, List<AuditEvent> events, Instant now) {
        EntityManager entities = entities(session);
        entities.flush();
        entities.runWithConnection((Connection connection) -> insert(connection, events, now));
    }

    private void insert(Connection connection, List<AuditEvent> events, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (AuditEvent event : events) {
                String id = UUID.randomUUID().toString();
                insert.setString(1, id);
                insert.setLong(2, now.toEpochMilli());
                insert.setString(3, key.seal(EventJson.write(event), id));
                insert.executeUpdate();
            }
        }
    }

    /**
     * Looks at both ends, and counts only when more numbers than it takes to be many were given since the oldest, some of
     * them undone: to read all rows each time would cost more the more were moved since they were last cleared.
     */
    Waiting waiting(KeycloakSession session) {
        List<?> first =
                entities(session).createNativeQuery(FIRST).setMaxResults(1).getResultList();
        if (first.isEmpty()) {
            return new Waiting(0, Instant.EPOCH);
        }
        Object[] row = (Object[]) first.get(0);
        long span = number(entities(session).createNativeQuery(LAST).getSingleResult()) - number(row[0]) + 1;
        long count = span < many
                ? span
                : number(entities(session).createNativeQuery(COUNT).getSingleResult());
        return new Waiting(count, Instant.ofEpochMilli(number(row[1])));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    List<Row> oldest(KeycloakSession session, int most) {
        List<?> rows =
                entities(session).createNativeQuery(OLDEST).setMaxResults(most).getResultList();
        return rows.stream().map(row -> row((Object[]) row)).toList();
    }

    AuditEvent open(Row row) {
        return EventJson.read(key.open(row.sealed(), row.id()));
    }

    void delete(KeycloakSession session, Collection<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String delete = DELETE.formatted("?,".repeat(rows.size() - 1) + "?");
        entities(session).runWithConnection((Connection connection) -> {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                int at = 0;
                for (Row row : rows) {
                    statement.setLong(++at, row.number());
                }
                statement.executeUpdate();
            }
        });
    }

    /**
     * Leaves the row where it is and never moves it: an administrator looks why.
     *
     * @return how many such rows there are by now
     */
    long setAside(KeycloakSession session, Row row, Instant now) {
        entities(session)
                .createNativeQuery(SET_ASIDE)
                .setParameter(1, now.toEpochMilli())
                .setParameter(2, row.number())
                .executeUpdate();
        return number(entities(session).createNativeQuery(DEAD).getSingleResult());
    }

    private static Row row(Object[] columns) {
        return new Row(number(columns[0]), String.valueOf(columns[1]), text(columns[2]));
    }

    /** Databases differ in what a long text is. */
    private static String text(Object column) {
        if (!(column instanceof Clob clob)) {
            return String.valueOf(column);
        }
        try (Reader reader = clob.getCharacterStream()) {
            StringBuilder text = new StringBuilder();
            char[] part = new char[4096];
            for (int read = reader.read(part); read >= 0; read = reader.read(part)) {
                text.append(part, 0, read);
            }
            return text.toString();
        } catch (SQLException | IOException ex) {
            throw new IllegalStateException("An entry in the outbox cannot be read", ex);
        }
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
