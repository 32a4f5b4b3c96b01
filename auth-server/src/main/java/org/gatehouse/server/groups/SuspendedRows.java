package org.gatehouse.server.groups;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of groups people were taken out of while they are disabled. */
@Component
class SuspendedRows {

    // what a provider gave it gives again when they come, and only if it still does
    private static final String KEEP = """
            INSERT INTO suspended_membership (realm_id, account_id, group_id)
            SELECT m.realm_id, m.account_id, m.group_id FROM group_member m
             WHERE m.realm_id = ? AND m.account_id = ?
               AND NOT EXISTS (SELECT FROM federated_membership f
                                WHERE f.realm_id = m.realm_id AND f.account_id = m.account_id AND f.group_id = m.group_id)
            ON CONFLICT DO NOTHING
            """;
    private static final String TAKE =
            "DELETE FROM suspended_membership WHERE realm_id = ? AND account_id = ? RETURNING group_id";
    private static final String FORGET =
            "DELETE FROM suspended_membership WHERE realm_id = ? AND account_id = ? AND group_id = ?";

    private final JdbcClient jdbc;

    SuspendedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(Realm realm, UUID account) {
        jdbc.sql(KEEP).params(realm.id(), account).update();
    }

    /** What was kept, which is then kept no more. */
    List<UUID> take(Realm realm, UUID account) {
        return jdbc.sql(TAKE).params(realm.id(), account).query(UUID.class).list().stream()
                .sorted()
                .toList();
    }

    boolean forget(Realm realm, UUID account, UUID group) {
        return jdbc.sql(FORGET).params(realm.id(), account, group).update() > 0;
    }
}
