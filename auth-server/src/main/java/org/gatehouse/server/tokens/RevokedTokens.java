package org.gatehouse.server.tokens;

import java.sql.Timestamp;
import java.time.Instant;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The access tokens revoked before their time (RFC 7009). */
@Component
class RevokedTokens {

    private static final String INSERT =
            "INSERT INTO revoked_token (realm_id, jti, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String FIND = "SELECT 1 FROM revoked_token WHERE realm_id = ? AND jti = ?";

    private final JdbcClient jdbc;
    private final TokenFormat format;
    private final TokenChanges changes;

    RevokedTokens(JdbcClient jdbc, TokenFormat format, TokenChanges changes) {
        this.jdbc = jdbc;
        this.format = format;
        this.changes = changes;
    }

    void add(Realm realm, String jti, Instant expiresAt) {
        jdbc.sql(INSERT).params(realm.id(), jti, Timestamp.from(expiresAt)).update();
        changes.changed(format.subject(jti));
    }

    boolean contains(Realm realm, String jti) {
        return jdbc.sql(FIND)
                .params(realm.id(), jti)
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
