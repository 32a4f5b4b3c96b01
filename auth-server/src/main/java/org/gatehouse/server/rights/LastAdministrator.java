package org.gatehouse.server.rights;

import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps a realm from losing its last administrator. Whoever is about to take one away calls this inside the transaction
 * that does: it queues them up, so that two at once do not each see the other's.
 */
@Component
public class LastAdministrator {

    /** The built-in role that can do everything in a realm. Held by accounts only: a group cannot have it. */
    public static final String ROLE = "admin";

    // Not FOR UPDATE: rows that refer to the realm may go on being written.
    private static final String QUEUE = "SELECT id FROM realm WHERE id = ? FOR NO KEY UPDATE";
    private static final String ANOTHER = """
            SELECT EXISTS (
                SELECT FROM account_role r
                  JOIN account a ON a.realm_id = r.realm_id AND a.id = r.account_id
                 WHERE r.realm_id = ? AND r.role = 'admin' AND a.id <> ? AND a.state = 'ACTIVE')
            """;

    private final JdbcClient jdbc;

    LastAdministrator(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws ActionRefusedException when no other active administrator would remain */
    public void requireAnother(Realm realm, UUID leaving) {
        jdbc.sql(QUEUE).param(realm.id()).query(Integer.class).single();
        boolean another = jdbc.sql(ANOTHER)
                .params(realm.id(), leaving)
                .query(Boolean.class)
                .single();
        if (!another) {
            throw new ActionRefusedException(ActionRefusedException.Reason.LAST_ADMINISTRATOR);
        }
    }
}
