package org.gatehouse.server.rights;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What somebody may do, and why: their own roles, those of their groups and of all groups above these. */
@Component
public class EffectiveRights {

    // Groups are a tree of bounded depth, so this ends; one round trip for all of it.
    private static final String OF_ACCOUNT = """
            WITH RECURSIVE above AS (
                SELECT g.id, g.parent_id, ARRAY[g.name] AS path
                  FROM group_member m
                  JOIN user_group g ON g.realm_id = m.realm_id AND g.id = m.group_id
                 WHERE m.realm_id = :realm AND m.account_id = :account
                UNION ALL
                SELECT p.id, p.parent_id, a.path || p.name
                  FROM above a
                  JOIN user_group p ON p.realm_id = :realm AND p.id = a.parent_id
            )
            SELECT role, ARRAY[]::text[] AS path
              FROM account_role WHERE realm_id = :realm AND account_id = :account
            UNION ALL
            SELECT r.role, a.path
              FROM above a
              JOIN group_role r ON r.realm_id = :realm AND r.group_id = a.id
             ORDER BY 1, 2
            """;

    private static final String OF_GROUP = """
            WITH RECURSIVE above AS (
                SELECT id, parent_id FROM user_group WHERE realm_id = :realm AND id = :group
                UNION ALL
                SELECT p.id, p.parent_id
                  FROM above a
                  JOIN user_group p ON p.realm_id = :realm AND p.id = a.parent_id
            )
            SELECT DISTINCT r.role FROM above a JOIN group_role r ON r.realm_id = :realm AND r.group_id = a.id
            """;

    private static final String BEARING = """
            WITH RECURSIVE bearing AS (
                SELECT group_id AS id FROM group_role WHERE realm_id = :realm AND role = ANY(:roles)
                UNION
                SELECT g.id FROM bearing b JOIN user_group g ON g.realm_id = :realm AND g.parent_id = b.id
            )
            """;

    // Each role and each group gives at most a page, read in the order of its index: what the page costs grows with the
    // groups that bear the role, not with the people in them.
    private static final String HOLDERS = BEARING + """
            , holder AS (
                SELECT one.account_id
                  FROM unnest(:roles) AS wanted(role)
                 CROSS JOIN LATERAL (
                    SELECT r.account_id
                      FROM account_role r JOIN account a ON a.realm_id = :realm AND a.id = r.account_id
                     WHERE r.realm_id = :realm AND r.role = wanted.role AND r.account_id > :after AND a.state = 'ACTIVE'
                     ORDER BY r.account_id LIMIT :limit) one
                UNION
                SELECT one.account_id
                  FROM bearing b
                 CROSS JOIN LATERAL (
                    SELECT m.account_id
                      FROM group_member m JOIN account a ON a.realm_id = :realm AND a.id = m.account_id
                     WHERE m.realm_id = :realm AND m.group_id = b.id AND m.account_id > :after AND a.state = 'ACTIVE'
                     ORDER BY m.account_id LIMIT :limit) one
            )
            SELECT account_id FROM holder ORDER BY account_id LIMIT :limit
            """;
    private static final String COUNT_HOLDERS = BEARING + """
            , holder AS (
                SELECT account_id FROM account_role WHERE realm_id = :realm AND role = ANY(:roles)
                UNION
                SELECT m.account_id FROM bearing b JOIN group_member m ON m.realm_id = :realm AND m.group_id = b.id
            )
            SELECT count(*) FROM holder
            """;

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;

    EffectiveRights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every way in which the account has a role; the same role may come by several. */
    public List<RolePath> of(Realm realm, UUID account) {
        return jdbc.sql(OF_ACCOUNT)
                .param("realm", realm.id())
                .param("account", account)
                .query((row, number) -> new RolePath(row.getString("role"), path(row)))
                .list();
    }

    /** How many people have the role, by themselves or through a group, whatever the state of their account. */
    public int countHolders(Realm realm, String role) {
        return jdbc.sql(COUNT_HOLDERS)
                .param("realm", realm.id())
                .param("roles", new String[] {role})
                .query(Integer.class)
                .single();
    }

    /** What the account's roles allow, whatever its state. */
    public Set<Permission> permissions(Realm realm, UUID account) {
        return permissions(
                realm, of(realm, account).stream().map(RolePath::role).toList());
    }

    /** What membership of the group brings, by its own roles and those of the groups above. */
    public Set<Permission> permissionsOfGroup(Realm realm, UUID group) {
        return permissions(
                realm,
                jdbc.sql(OF_GROUP)
                        .param("realm", realm.id())
                        .param("group", group)
                        .query(String.class)
                        .list());
    }

    public Set<Permission> permissions(Realm realm, Iterable<String> roles) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        roles.forEach(role -> permissions.addAll(realm.definition().permissionsOf(role)));
        return permissions;
    }

    /**
     * The active accounts that may do this, by any path, in the order of their ids.
     *
     * @param after the last id of the page before; null for the first page
     */
    public List<UUID> holders(Realm realm, Permission permission, @Nullable UUID after, int limit) {
        List<String> roles = realm.definition().rolesWith(permission);
        return holders(realm, roles, after, limit);
    }

    /** The active accounts that have any of the roles, by any path, in the order of their ids. */
    public List<UUID> holders(Realm realm, List<String> roles, @Nullable UUID after, int limit) {
        return jdbc.sql(HOLDERS)
                .param("realm", realm.id())
                .param("roles", roles.toArray(String[]::new))
                .param("after", after == null ? FIRST : after)
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    private static List<String> path(ResultSet row) throws SQLException {
        Array array = row.getArray("path");
        return List.of((String[]) array.getArray());
    }
}
