package org.gatehouse.server.tokens;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people are told when a token of theirs was used twice: the one hint that it is in somebody else's hands. Kept until
 * they have read it. The address is encrypted like every personal field, bound to its row.
 */
@Component
public class ReplayNotices {

    /** Whoever has not looked after that long is not helped by it any more. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** A person is told enough by this many; the trail has them all. */
    private static final int MOST = 20;

    private static final String INSERT = """
            INSERT INTO account_notice (realm_id, id, account_id, client_id, address_sealed, occurred_at, expires_at)
            SELECT ?, ?, ?, ?, ?, ?, ?
             WHERE (SELECT count(*) FROM account_notice WHERE realm_id = ? AND account_id = ?) < ?
            """;

    private static final String LIST = """
            SELECT id, client_id, address_sealed, occurred_at FROM account_notice
             WHERE realm_id = ? AND account_id = ? AND expires_at > ?
             ORDER BY occurred_at DESC
            """;

    private static final String DISMISS = "DELETE FROM account_notice WHERE realm_id = ? AND account_id = ? AND id = ?";

    private final JdbcClient jdbc;
    private final Seal seal;
    private final Clock clock;

    ReplayNotices(JdbcClient jdbc, MasterKey masterKey, Clock clock) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "tokens/notices");
        this.clock = clock;
    }

    /**
     * A sign-in that was ended.
     *
     * @param address where the token came from the second time
     */
    public record Notice(UUID id, String clientId, String address, Instant at) {}

    /** Part of the transaction that ends the sign-in; the current request is the one that used the token again. */
    void add(Realm realm, UUID account, String clientId) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant();
        jdbc.sql(INSERT)
                .params(realm.id(), id, account, clientId)
                .param(seal(realm, id, CurrentRequest.get().address()))
                .params(Timestamp.from(now), Timestamp.from(now.plus(KEPT)))
                .params(realm.id(), account, MOST)
                .update();
    }

    /** What the person has not dismissed yet, newest first. */
    public List<Notice> of(Realm realm, UUID account) {
        return jdbc.sql(LIST)
                .params(realm.id(), account, Timestamp.from(clock.instant()))
                .query((row, number) -> notice(realm, row))
                .list();
    }

    /** Only the person's own. */
    public void dismiss(Realm realm, UUID account, UUID id) {
        jdbc.sql(DISMISS).params(realm.id(), account, id).update();
    }

    private Notice notice(Realm realm, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Notice(
                id,
                row.getString("client_id"),
                open(realm, id, row.getBytes("address_sealed")),
                row.getTimestamp("occurred_at").toInstant());
    }

    private byte[] seal(Realm realm, UUID id, String address) {
        return seal.seal(address, row(realm, id));
    }

    private String open(Realm realm, UUID id, byte[] sealed) {
        return seal.openText(sealed, row(realm, id));
    }

    private static byte[] row(Realm realm, UUID id) {
        return (realm.id() + "/notice/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
