package org.gatehouse.server.clientassertion;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.commons.codec.digest.DigestUtils;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers which assertions were used, for all nodes, until they have expired (RFC 7523 section 3, item 7). */
@Component
class UsedAssertions {

    private static final String USE = """
            INSERT INTO client_assertion (realm_id, client_id, id_hash, expires_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """; // of two at once, one inserts a row

    private final JdbcClient jdbc;

    UsedAssertions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return whether this is its first use */
    boolean use(Realm realm, String clientId, String id, Instant expires) {
        byte[] hash = DigestUtils.sha256(id.getBytes(StandardCharsets.UTF_8));
        return jdbc.sql(USE)
                        .params(realm.id(), clientId, hash, Timestamp.from(expires))
                        .update()
                == 1;
    }
}
