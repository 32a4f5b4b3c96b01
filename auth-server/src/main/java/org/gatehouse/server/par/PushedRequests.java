package org.gatehouse.server.par;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of pushed requests: each belongs to one client of one realm, and is answered once. What nobody begins with is
 * kept for a minute, and only so many of it.
 */
@Component
class PushedRequests {

    /** RFC 9126 section 2.2 suggests between 5 and 600 seconds; a redirect takes a few. */
    static final Duration TO_BEGIN = Duration.ofSeconds(60);

    /** How long whoever began may take: signing in, enrolling a factor, reading what is asked. */
    private static final Duration TO_FINISH = Duration.ofHours(1);

    /** Of one client within {@link #TO_BEGIN}: more sign-ins than one client begins in a minute. */
    static final int MOST_WAITING = 2_000;

    private static final String INSERT = """
            INSERT INTO pushed_request (realm_id, uri_hash, client_id, parameters, begin_before, expires_at)
            SELECT ?, ?, ?, ?, ?, ?
             WHERE (SELECT count(*) FROM (
                       SELECT FROM pushed_request
                        WHERE realm_id = ? AND client_id = ? AND begin_before > ?
                          AND answered_at IS NULL AND expires_at = begin_before
                        LIMIT ?) AS waiting) < ?
            """;

    private static final String BEGIN = """
            UPDATE pushed_request SET expires_at = ? WHERE realm_id = ? AND uri_hash = ? AND expires_at = begin_before
            """;

    private static final String FIND = """
            SELECT parameters, begin_before, expires_at > begin_before AS begun FROM pushed_request
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

    /** Stores a valid request; gives the reference to it. Empty when too many of the client's wait to be begun with. */
    Optional<String> push(Realm realm, String clientId, String parameters) {
        String uri = RequestUri.create();
        Timestamp beginBefore = Timestamp.from(clock.instant().plus(TO_BEGIN));
        int stored = jdbc.sql(INSERT)
                .params(realm.id(), RequestUri.hash(uri), clientId, parameters, beginBefore, beginBefore)
                .params(realm.id(), clientId, now(), MOST_WAITING, MOST_WAITING)
                .update();
        return stored == 1 ? Optional.of(uri) : Optional.empty();
    }

    /** Somebody has come with the reference, in time: from now on there is an hour to finish in. */
    void begin(Realm realm, String uri, PushedRequest pushed) {
        jdbc.sql(BEGIN)
                .params(Timestamp.from(pushed.beginBefore().plus(TO_FINISH)), realm.id(), RequestUri.hash(uri))
                .update();
    }

    /** What the client pushed; empty when it pushed nothing of this reference, or had it answered. */
    Optional<PushedRequest> find(Realm realm, String clientId, String uri) {
        return jdbc.sql(FIND)
                .params(realm.id(), RequestUri.hash(uri), clientId, now())
                .query((row, number) -> new PushedRequest(
                        row.getString("parameters"),
                        row.getTimestamp("begin_before").toInstant(),
                        row.getBoolean("begun")))
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
