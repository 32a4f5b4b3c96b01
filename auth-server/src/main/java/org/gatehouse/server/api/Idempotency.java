package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a repeated request create one thing: who sends the same {@code Idempotency-Key} with the same request within a day
 * gets what was made the first time. The key is written in the transaction that makes the thing, so two at once are one
 * too.
 */
@Component
class Idempotency implements AccountErasure {

    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String TAKE = """
            INSERT INTO idempotent_request (realm_id, caller, key_hash, request_hash, created_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String DONE =
            "UPDATE idempotent_request SET result = ? WHERE realm_id = ? AND caller = ? AND key_hash = ?";
    private static final String FIND =
            "SELECT request_hash, result FROM idempotent_request WHERE realm_id = ? AND caller = ? AND key_hash = ?";
    private static final String FORGET = """
            DELETE FROM idempotent_request
             WHERE ctid IN (SELECT ctid FROM idempotent_request WHERE created_at < ? LIMIT 20)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Idempotency(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Earlier(byte[] requestHash, @Nullable String result) {}

    /**
     * Makes something once.
     *
     * @param make makes it, in this transaction, and returns its id
     */
    @Transactional
    public UUID once(Actor actor, HttpServletRequest request, JsonBody body, Supplier<UUID> make) {
        String key = request.getHeader(HEADER);
        if (key == null) {
            return make.get();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw ApiException.invalid(HEADER + " must have 1 to " + LONGEST_KEY + " characters.");
        }
        byte[] keyHash = hash(key.getBytes(StandardCharsets.UTF_8));
        byte[] requestHash = hash(
                (request.getMethod() + " " + request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8),
                body.bytes());
        Instant now = clock.instant();
        jdbc.sql(FORGET).param(Timestamp.from(now.minus(KEPT))).update();
        int taken = jdbc.sql(TAKE)
                .params(actor.realm().id(), actor.key(), keyHash, requestHash, Timestamp.from(now))
                .update();
        return taken == 1 ? make(actor, keyHash, make) : earlier(actor, keyHash, requestHash);
    }

    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql("DELETE FROM idempotent_request WHERE realm_id = ? AND caller = ?")
                .params(realm.id(), Actor.key(account))
                .update();
    }

    private UUID make(Actor actor, byte[] keyHash, Supplier<UUID> make) {
        UUID id = make.get();
        jdbc.sql(DONE)
                .params(id.toString(), actor.realm().id(), actor.key(), keyHash)
                .update();
        return id;
    }

    private UUID earlier(Actor actor, byte[] keyHash, byte[] requestHash) {
        Earlier earlier = jdbc.sql(FIND)
                .params(actor.realm().id(), actor.key(), keyHash)
                .query((row, number) -> new Earlier(row.getBytes("request_hash"), row.getString("result")))
                .single();
        if (!MessageDigest.isEqual(earlier.requestHash(), requestHash) || earlier.result() == null) {
            throw ApiException.keyReused();
        }
        return UUID.fromString(earlier.result());
    }

    private static byte[] hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
