package org.gatehouse.keycloak.trail;

import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.erasure.Erasure;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Whom the trail forgot because Keycloak deleted them, in Keycloak's own database: a trail that was restored from before
 * is made to forget them again. Sealed: it tells nobody who that was.
 */
final class ErasedPeople {

    private static final String KNOWN = """
            SELECT COUNT(*) FROM GATEHOUSE_TRAIL_ERASED WHERE ID = ?1""";
    private static final String INSERT = """
            INSERT INTO GATEHOUSE_TRAIL_ERASED (ID, ERASURE, ERASED_AT) VALUES (?1, ?2, ?3)""";
    private static final String AFTER = """
            SELECT ID, ERASURE, ERASED_AT FROM GATEHOUSE_TRAIL_ERASED
            WHERE ERASED_AT > ?1 OR (ERASED_AT = ?1 AND ID > ?2) ORDER BY ERASED_AT, ID""";

    private final TrailKey key;

    ErasedPeople(TrailKey key) {
        this.key = key;
    }

    /**
     * Where one was in their order.
     *
     * @param erasedAt milliseconds since 1970
     */
    record Position(long erasedAt, String id) {

        static final Position START = new Position(-1, "");
    }

    /** @param end the position of the last, or where one was when there is none */
    record Page(List<Erasure> erasures, Position end) {}

    /** Once each: whoever died in between does it again. */
    void add(KeycloakSession session, List<Erasure> erasures) {
        for (Erasure erasure : erasures) {
            String id = erasure.id().toString();
            EntityManager entities = entities(session);
            Object known = entities.createNativeQuery(KNOWN).setParameter(1, id).getSingleResult();
            if (((Number) known).intValue() == 0) {
                entities.createNativeQuery(INSERT)
                        .setParameter(1, id)
                        .setParameter(2, key.seal(write(erasure), id))
                        .setParameter(3, erasure.at().toEpochMilli())
                        .executeUpdate();
            }
        }
    }

    /** The next in the order of time. */
    Page after(KeycloakSession session, Position after, int most) {
        List<?> rows = entities(session)
                .createNativeQuery(AFTER)
                .setParameter(1, after.erasedAt())
                .setParameter(2, after.id())
                .setMaxResults(most)
                .getResultList();
        List<Erasure> erasures = rows.stream().map(row -> read((Object[]) row)).toList();
        return new Page(erasures, rows.isEmpty() ? after : position((Object[]) rows.get(rows.size() - 1)));
    }

    private static Position position(Object[] row) {
        return new Position(((Number) row[2]).longValue(), String.valueOf(row[0]));
    }

    private static byte[] write(Erasure erasure) {
        return String.join(
                        " ",
                        erasure.realm(),
                        erasure.person().toString(),
                        erasure.at().toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    private Erasure read(Object[] row) {
        String id = String.valueOf(row[0]);
        String[] fields = new String(key.open(String.valueOf(row[1]), id), StandardCharsets.UTF_8).split(" ");
        return new Erasure(UUID.fromString(id), fields[0], UUID.fromString(fields[1]), Instant.parse(fields[2]), false);
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
