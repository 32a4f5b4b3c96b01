package org.gatehouse.server.federation;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import org.apache.commons.codec.digest.DigestUtils;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers which logout tokens were used, for all nodes, until they have expired. */
@Component
class UsedLogoutTokens {

    private static final String USE = """
            INSERT INTO upstream_logout (realm_id, connection, id_hash, session_hash, expires_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """; // of two at once, one inserts a row

    private static final String FORGET = """
            DELETE FROM upstream_logout WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM upstream_logout WHERE expires_at < ? ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED))
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    UsedLogoutTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return whether this is its first use */
    boolean use(Realm realm, Connection connection, String id, byte @Nullable [] session, Instant expires) {
        byte[] hash = DigestUtils.sha256(id.getBytes(StandardCharsets.UTF_8));
        return jdbc.sql(USE)
                        .params(realm.id(), connection.alias(), hash)
                        .params(new SqlParameterValue(Types.BINARY, session), Timestamp.from(expires))
                        .update()
                == 1;
    }

    void forget(int most) {
        jdbc.sql(FORGET).params(Timestamp.from(clock.instant()), most).update();
    }
}
