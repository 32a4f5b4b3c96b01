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
            INSERT INTO GATEHOUSE_TRAIL_ERASED (ID, ERASURE) VALUES (?1, ?2)""";
    private static final String AFTER = """
            SELECT ID, ERASURE FROM GATEHOUSE_TRAIL_ERASED WHERE ID > ?1 ORDER BY ID""";

    private final TrailKey key;

    ErasedPeople(TrailKey key) {
        this.key = key;
    }

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
                        .executeUpdate();
            }
        }
    }

    /** The next in the order of their ids, of which {@code after} is one; all of them follow the empty text. */
    List<Erasure> after(KeycloakSession session, String after, int most) {
        List<?> rows = entities(session)
                .createNativeQuery(AFTER)
                .setParameter(1, after)
                .setMaxResults(most)
                .getResultList();
        return rows.stream().map(row -> read((Object[]) row)).toList();
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
