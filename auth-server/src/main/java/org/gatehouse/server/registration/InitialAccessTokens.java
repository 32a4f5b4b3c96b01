package org.gatehouse.server.registration;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores initial access tokens, of which it knows the hash. Those that have expired are removed with other tokens. */
@Component
class InitialAccessTokens {

    private static final String INSERT = """
            INSERT INTO initial_access_token (realm_id, id, hash, note, uses_left, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String FIND = """
            SELECT id FROM initial_access_token
             WHERE realm_id = ? AND hash = ? AND uses_left > 0 AND expires_at > ?
            """;
    private static final String USE = """
            UPDATE initial_access_token SET uses_left = uses_left - 1
             WHERE realm_id = ? AND id = ? AND uses_left > 0 AND expires_at > ?
            """;
    private static final String PAGE = """
            SELECT id, note, uses_left, created_at, expires_at FROM initial_access_token
             WHERE realm_id = ? AND id > ? ORDER BY id LIMIT ?
            """;

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Clock clock;

    InitialAccessTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    MadeToken create(Realm realm, String note, int uses, Instant expiresAt) {
        InitialAccessToken token =
                new InitialAccessToken(UuidCreator.getTimeOrderedEpoch(), note, uses, clock.instant(), expiresAt);
        String value = RegistrationTokens.generate();
        jdbc.sql(INSERT)
                .params(
                        realm.id(),
                        token.id(),
                        RegistrationTokens.hash(value),
                        note,
                        uses,
                        Timestamp.from(token.createdAt()),
                        Timestamp.from(expiresAt))
                .update();
        return new MadeToken(token, value);
    }

    /** The token's id, while it is good. */
    Optional<UUID> find(Realm realm, String value) {
        return jdbc.sql(FIND)
                .params(realm.id(), RegistrationTokens.hash(value), now())
                .query(UUID.class)
                .optional();
    }

    /** Takes one use of it; false when there is none left, for example because another request was faster. */
    boolean use(Realm realm, UUID id) {
        return jdbc.sql(USE).params(realm.id(), id, now()).update() == 1;
    }

    List<InitialAccessToken> page(Realm realm, @Nullable UUID after, int limit) {
        return jdbc.sql(PAGE)
                .params(realm.id(), after == null ? FIRST : after, limit)
                .query(InitialAccessTokens::token)
                .list();
    }

    int count(Realm realm) {
        return jdbc.sql("SELECT count(*) FROM initial_access_token WHERE realm_id = ?")
                .param(realm.id())
                .query(Integer.class)
                .single();
    }

    boolean delete(Realm realm, UUID id) {
        return jdbc.sql("DELETE FROM initial_access_token WHERE realm_id = ? AND id = ?")
                        .params(realm.id(), id)
                        .update()
                == 1;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static InitialAccessToken token(ResultSet row, int number) throws SQLException {
        return new InitialAccessToken(
                row.getObject("id", UUID.class),
                row.getString("note"),
                row.getInt("uses_left"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
