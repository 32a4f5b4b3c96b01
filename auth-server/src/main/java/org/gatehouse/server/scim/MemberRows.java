package org.gatehouse.server.scim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is in which group, of those a client has to do with, for many people or groups in one statement. */
@Component
class MemberRows {

    private static final String GROUPS = """
            SELECT m.account_id, g.id, g.name
              FROM group_member m JOIN user_group g ON g.realm_id = m.realm_id AND g.id = m.group_id
             WHERE m.realm_id = ? AND m.account_id = ANY(?)
               AND (? OR EXISTS (SELECT FROM provisioned_group p
                                  WHERE p.realm_id = g.realm_id AND p.group_id = g.id AND p.source = ?))
             ORDER BY m.account_id, g.id
            """;
    private static final String MEMBERS = """
            SELECT m.group_id, m.account_id FROM group_member m
             WHERE m.realm_id = ? AND m.group_id = ANY(?)
               AND (? OR EXISTS (SELECT FROM provisioning_reach r
                                  WHERE r.realm_id = m.realm_id AND r.account_id = m.account_id
                                    AND (r.source = ? OR (r.connection = ? AND r.issuer = ?))))
             ORDER BY m.group_id, m.account_id LIMIT ?
            """;

    /** Members in one answer; who has larger groups leaves them out, as Entra ID does. */
    static final int MOST = 10_000;

    private final JdbcClient jdbc;

    MemberRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<UUID, List<UserResource.InGroup>> groupsOf(ProvisioningClient client, List<UUID> accounts) {
        Map<UUID, List<UserResource.InGroup>> groups = new HashMap<>();
        if (!accounts.isEmpty()) {
            jdbc.sql(GROUPS)
                    .params(client.realm().id(), accounts.toArray(UUID[]::new), client.everybody(), client.source())
                    .query(row -> {
                        groups.computeIfAbsent(row.getObject("account_id", UUID.class), id -> new ArrayList<>())
                                .add(new UserResource.InGroup(row.getString("id"), row.getString("name")));
                    });
        }
        return groups;
    }

    /** @throws Refusal when there are more than fit into an answer */
    Map<UUID, List<UUID>> membersOf(ProvisioningClient client, List<UUID> groups) {
        Map<UUID, List<UUID>> members = new HashMap<>();
        int[] rows = new int[1];
        if (!groups.isEmpty()) {
            jdbc.sql(MEMBERS)
                    .params(
                            client.realm().id(),
                            groups.toArray(UUID[]::new),
                            client.everybody(),
                            client.source(),
                            client.connection(),
                            client.issuer(),
                            MOST + 1)
                    .query(row -> {
                        rows[0]++;
                        members.computeIfAbsent(row.getObject("group_id", UUID.class), id -> new ArrayList<>())
                                .add(row.getObject("account_id", UUID.class));
                    });
        }
        if (rows[0] > MOST) {
            throw Refusal.invalid(
                    Refusal.TOO_MANY, "There are more members than fit here; ask with excludedAttributes=members.");
        }
        return members;
    }
}
