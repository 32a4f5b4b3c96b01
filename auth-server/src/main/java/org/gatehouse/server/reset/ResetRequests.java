package org.gatehouse.server.reset;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who asked for a new password, until somebody has looked whether there is such a person. Names are sealed meanwhile. */
@Component
class ResetRequests {

    private static final String INSERT =
            "INSERT INTO password_reset_request (realm_id, id, identifier_sealed, requested_at) VALUES (?, ?, ?, ?)";

    private static final String TAKE = """
            DELETE FROM password_reset_request
             WHERE (realm_id, id) = (SELECT realm_id, id FROM password_reset_request
                                      ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING realm_id, (SELECT name FROM realm WHERE realm.id = realm_id) AS realm, id, identifier_sealed,
                      requested_at
            """;

    /** No cookie has one. */
    private static final char BETWEEN = '\n';

    private final JdbcClient jdbc;
    private final Seal seal;
    private final Clock clock;

    ResetRequests(JdbcClient jdbc, MasterKey masterKey, Clock clock) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "reset/requests");
        this.clock = clock;
    }

    /**
     * A request.
     *
     * @param identifier a user name or an address, as it was typed
     * @param browser what the browser showed of whose it is
     */
    record Request(String realm, String identifier, String browser, Instant at) {

        @Override
        public String toString() {
            return "Request[" + realm + "]"; // who asks is nobody's business
        }
    }

    void add(Realm realm, String identifier, String browser) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        byte[] sealed = seal(realm.id(), id, browser + BETWEEN + identifier);
        jdbc.sql(INSERT)
                .params(realm.id(), id, sealed, Timestamp.from(clock.instant()))
                .update();
    }

    /** The one that waits longest, and it is gone when the transaction commits. */
    Optional<Request> take() {
        return jdbc.sql(TAKE).query((row, number) -> request(row)).optional();
    }

    private Request request(ResultSet row) throws SQLException {
        String opened =
                open(row.getInt("realm_id"), row.getObject("id", UUID.class), row.getBytes("identifier_sealed"));
        int between = opened.indexOf(BETWEEN); // none in what an earlier version stored
        return new Request(
                row.getString("realm"),
                opened.substring(between + 1),
                opened.substring(0, Math.max(between, 0)),
                row.getTimestamp("requested_at").toInstant());
    }

    private byte[] seal(int realm, UUID id, String identifier) {
        return seal.seal(identifier, place(realm, id));
    }

    /** Empty, which is nobody, when it was altered or sealed under another key: it must not keep the others waiting. */
    private String open(int realm, UUID id, byte[] sealed) {
        return seal.findText(sealed, place(realm, id)).orElse("");
    }

    private static byte[] place(int realm, UUID id) {
        return (realm + "/reset/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
