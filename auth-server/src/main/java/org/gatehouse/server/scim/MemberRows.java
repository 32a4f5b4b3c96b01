package org.gatehouse.server.scim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is in which group, for many people or groups in one statement. */
@Component
class MemberRows {

    private static final String GROUPS = """
            SELECT m.account_id, g.id, g.name
              FROM group_member m JOIN user_group g ON g.realm_id = m.realm_id AND g.id = m.group_id
             WHERE m.realm_id = ? AND m.account_id = ANY(?)
             ORDER BY m.account_id, g.id
            """;
    private static final String MEMBERS = """
            SELECT group_id, account_id FROM group_member
             WHERE realm_id = ? AND group_id = ANY(?)
             ORDER BY group_id, account_id LIMIT ?
            """;

    /** Members in one answer; who has larger groups leaves them out, as Entra ID does. */
    static final int MOST = 10_000;

    private final JdbcClient jdbc;

    MemberRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<UUID, List<UserResource.InGroup>> groupsOf(Realm realm, List<UUID> accounts) {
        Map<UUID, List<UserResource.InGroup>> groups = new HashMap<>();
        if (!accounts.isEmpty()) {
            jdbc.sql(GROUPS).params(realm.id(), accounts.toArray(UUID[]::new)).query(row -> {
                groups.computeIfAbsent(row.getObject("account_id", UUID.class), id -> new ArrayList<>())
                        .add(new UserResource.InGroup(row.getString("id"), row.getString("name")));
            });
        }
        return groups;
    }

    /** @throws Refusal when there are more than fit into an answer */
    Map<UUID, List<UUID>> membersOf(Realm realm, List<UUID> groups) {
        Map<UUID, List<UUID>> members = new HashMap<>();
        int[] rows = new int[1];
        if (!groups.isEmpty()) {
            jdbc.sql(MEMBERS)
                    .params(realm.id(), groups.toArray(UUID[]::new), MOST + 1)
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
