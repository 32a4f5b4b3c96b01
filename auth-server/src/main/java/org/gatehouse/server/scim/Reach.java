package org.gatehouse.server.scim;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whom and what a provisioning client has to do with: people it made or took over, people of its connection whom nobody else
 * keeps, groups it made. Everybody else is to it as if not there.
 */
@Component
class Reach {

    private static final String KEPT = """
            SELECT DISTINCT r.account_id FROM provisioning_reach r
             WHERE r.realm_id = ? AND r.account_id = ANY(?) AND (r.source = ? OR (r.connection = ? AND r.issuer = ?))
             ORDER BY r.account_id
            """;
    private static final String KEEPER = "SELECT source FROM provisioned_account WHERE realm_id = ? AND account_id = ?";
    private static final String KEEP = """
            INSERT INTO provisioned_account (realm_id, account_id, source) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String GROUPS = "SELECT group_id FROM provisioned_group WHERE realm_id = ? AND source = ?";
    private static final String HAS_GROUP =
            "SELECT EXISTS (SELECT FROM provisioned_group WHERE realm_id = ? AND source = ? AND group_id = ?)";
    private static final String KEEP_GROUP = """
            INSERT INTO provisioned_group (realm_id, group_id, source) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private final JdbcClient jdbc;

    Reach(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean has(ProvisioningClient client, UUID account) {
        return !of(client, List.of(account)).isEmpty();
    }

    /** Those of them there are for the client, in the order of their ids. */
    List<UUID> of(ProvisioningClient client, Collection<UUID> accounts) {
        if (client.everybody() || accounts.isEmpty()) {
            return List.copyOf(accounts);
        }
        return jdbc.sql(KEPT)
                .params(
                        client.realm().id(),
                        accounts.toArray(UUID[]::new),
                        client.source(),
                        client.connection(),
                        client.issuer())
                .query(UUID.class)
                .list();
    }

    /** The client that keeps somebody; empty when nobody does. */
    Optional<String> keeper(Realm realm, UUID account) {
        return jdbc.sql(KEEPER).params(realm.id(), account).query(String.class).optional();
    }

    /** From now on the client keeps somebody nobody keeps; false when somebody does. */
    boolean keep(ProvisioningClient client, Account account) {
        return jdbc.sql(KEEP)
                        .params(client.realm().id(), account.subject(), client.source())
                        .update()
                > 0;
    }

    boolean hasGroup(ProvisioningClient client, UUID group) {
        return client.everybody()
                || jdbc.sql(HAS_GROUP)
                        .params(client.realm().id(), client.source(), group)
                        .query(Boolean.class)
                        .single();
    }

    /** The groups it made. */
    Set<UUID> groups(ProvisioningClient client) {
        return Set.copyOf(jdbc.sql(GROUPS)
                .params(client.realm().id(), client.source())
                .query(UUID.class)
                .list());
    }

    void keepGroup(ProvisioningClient client, UUID group) {
        jdbc.sql(KEEP_GROUP).params(client.realm().id(), group, client.source()).update();
    }
}
