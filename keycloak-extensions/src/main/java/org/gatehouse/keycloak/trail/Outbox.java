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
            SELECT ID, EVENT FROM GATEHOUSE_TRAIL_OUTBOX WHERE DEAD_AT IS NULL ORDER BY SEQ""";
    private static final String WAITING = """
            SELECT COUNT(*), MIN(CREATED_AT) FROM GATEHOUSE_TRAIL_OUTBOX WHERE DEAD_AT IS NULL""";
    private static final String DEAD = """
            SELECT COUNT(*) FROM GATEHOUSE_TRAIL_OUTBOX WHERE DEAD_AT IS NOT NULL""";
    private static final String SET_ASIDE = """
            UPDATE GATEHOUSE_TRAIL_OUTBOX SET DEAD_AT = ?1 WHERE ID = ?2""";
    private static final String DELETE = """
            DELETE FROM GATEHOUSE_TRAIL_OUTBOX WHERE ID IN (%s)""";

    private final TrailKey key;

    Outbox(TrailKey key) {
        this.key = key;
    }

    /** @param id nobody else's, ever: the trail takes each once */
    record Row(String id, String sealed) {}

    /** @param oldest when the one that waits longest was written; meaningless when none does */
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

    Waiting waiting(KeycloakSession session) {
        Object[] row = (Object[]) entities(session).createNativeQuery(WAITING).getSingleResult();
        long oldest = row[1] == null ? 0 : ((Number) row[1]).longValue();
        return new Waiting(((Number) row[0]).longValue(), Instant.ofEpochMilli(oldest));
    }

    List<Row> oldest(KeycloakSession session, int most) {
        List<?> rows =
                entities(session).createNativeQuery(OLDEST).setMaxResults(most).getResultList();
        return rows.stream().map(row -> row((Object[]) row)).toList();
    }

    AuditEvent open(Row row) {
        return EventJson.read(key.open(row.sealed(), row.id()));
    }

    void delete(KeycloakSession session, Collection<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        String delete = DELETE.formatted("?,".repeat(ids.size() - 1) + "?");
        entities(session).runWithConnection((Connection connection) -> {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                int at = 0;
                for (String id : ids) {
                    statement.setString(++at, id);
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
    long setAside(KeycloakSession session, String id, Instant now) {
        entities(session)
                .createNativeQuery(SET_ASIDE)
                .setParameter(1, now.toEpochMilli())
                .setParameter(2, id)
                .executeUpdate();
        return ((Number) entities(session).createNativeQuery(DEAD).getSingleResult()).longValue();
    }

    private static Row row(Object[] columns) {
        return new Row(String.valueOf(columns[0]), text(columns[1]));
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
