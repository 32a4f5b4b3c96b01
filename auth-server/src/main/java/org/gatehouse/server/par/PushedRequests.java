package org.gatehouse.server.par;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of pushed requests: each belongs to one client of one realm, and is answered once. */
@Component
class PushedRequests {

    /** RFC 9126 section 2.2 suggests between 5 and 600 seconds; a redirect takes a few. */
    static final Duration TO_BEGIN = Duration.ofSeconds(60);

    /** How long whoever began may take: signing in, enrolling a factor, reading what is asked. */
    private static final Duration TO_FINISH = Duration.ofHours(1);

    private static final String INSERT = """
            INSERT INTO pushed_request (realm_id, uri_hash, client_id, parameters, begin_before, expires_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    private static final String FIND = """
            SELECT parameters, begin_before FROM pushed_request
             WHERE realm_id = ? AND uri_hash = ? AND client_id = ? AND answered_at IS NULL AND expires_at > ?
            """;

    private static final String ANSWER = """
            UPDATE pushed_request SET answered_at = ?
             WHERE realm_id = ? AND uri_hash = ? AND answered_at IS NULL AND expires_at > ?
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    PushedRequests(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Stores a valid request; gives the reference to it. */
    String push(Realm realm, String clientId, String parameters) {
        String uri = RequestUri.create();
        Instant beginBefore = clock.instant().plus(TO_BEGIN);
        jdbc.sql(INSERT)
                .params(realm.id(), RequestUri.hash(uri), clientId, parameters)
                .params(Timestamp.from(beginBefore), Timestamp.from(beginBefore.plus(TO_FINISH)))
                .update();
        return uri;
    }

    /** What the client pushed; empty when it pushed nothing of this reference, or had it answered. */
    Optional<PushedRequest> find(Realm realm, String clientId, String uri) {
        return jdbc.sql(FIND)
                .params(realm.id(), RequestUri.hash(uri), clientId, now())
                .query((row, number) -> new PushedRequest(
                        row.getString("parameters"),
                        row.getTimestamp("begin_before").toInstant()))
                .optional();
    }

    /** Takes the request for the one answer it gets; false when another was faster. */
    boolean answer(Realm realm, String uri) {
        return jdbc.sql(ANSWER)
                        .params(now(), realm.id(), RequestUri.hash(uri), now())
                        .update()
                == 1;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
