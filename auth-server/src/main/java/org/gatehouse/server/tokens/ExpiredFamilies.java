package org.gatehouse.server.tokens;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.realm.Realms;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes families whose time is up, and tells on behalf of which clients: a sign-in that ends by itself ends all the
 * same. A client that signed the person in again meanwhile is left alone.
 */
@Component
class ExpiredFamilies {

    private static final String REMOVE = """
            WITH gone AS (
                DELETE FROM token_family WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM token_family WHERE expires_at < ? ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED))
                RETURNING realm_id, account_id, client_id, session_ref, redeemed_at, ended_at)
            SELECT r.name, g.account_id, g.client_id, g.session_ref,
                   g.redeemed_at IS NOT NULL AND g.ended_at IS NULL AND NOT EXISTS (
                       SELECT FROM token_family f
                        WHERE f.realm_id = g.realm_id AND f.session_ref = g.session_ref AND f.client_id = g.client_id
                          AND f.ended_at IS NULL AND f.expires_at > ?) AS over
              FROM gone g JOIN realm r ON r.id = g.realm_id
            """;

    private final JdbcClient jdbc;
    private final Realms realms;
    private final SignedOutClients clients;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ExpiredFamilies(
            JdbcClient jdbc, Realms realms, SignedOutClients clients, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.realms = realms;
        this.clients = clients;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Gone(String realm, UUID account, ClientSession session, boolean over) {}

    /** At most so many; returns how many there were. */
    int remove(int most) {
        Integer removed = transactions.execute(status -> {
            List<Gone> gone = delete(most);
            gone.stream().filter(Gone::over).distinct().forEach(this::tell);
            return gone.size();
        });
        return removed == null ? 0 : removed;
    }

    private List<Gone> delete(int most) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql(REMOVE)
                .params(now, most, now)
                .query((row, number) -> new Gone(
                        row.getString("name"),
                        row.getObject("account_id", UUID.class),
                        new ClientSession(row.getString("client_id"), row.getString("session_ref")),
                        row.getBoolean("over")))
                .list();
    }

    private void tell(Gone gone) {
        realms.find(gone.realm()).ifPresent(realm -> clients.told(realm, gone.account(), Set.of(gone.session())));
    }
}
