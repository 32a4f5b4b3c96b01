package org.gatehouse.server.groups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of groups and their roles. */
@Component
class GroupTable {

    private static final String TREE = """
            WITH RECURSIVE tree AS (
                SELECT g.*, ARRAY[g.name] AS path, ARRAY[g.name_key] AS place
                  FROM user_group g WHERE g.realm_id = :realm AND g.parent_id IS NULL
                UNION ALL
                SELECT g.*, t.path || g.name, t.place || g.name_key
                  FROM tree t JOIN user_group g ON g.realm_id = :realm AND g.parent_id = t.id
            )
            SELECT t.*, ARRAY(SELECT role FROM group_role r
                               WHERE r.realm_id = t.realm_id AND r.group_id = t.id ORDER BY role) AS roles
              FROM tree t
            """;
    private static final String ALL = TREE + " ORDER BY t.place LIMIT :limit";

    private static final String ONE = """
            WITH RECURSIVE above AS (
                SELECT g.id, g.parent_id, ARRAY[g.name] AS path
                  FROM user_group g WHERE g.realm_id = :realm AND g.id = :id
                UNION ALL
                SELECT p.id, p.parent_id, p.name || a.path
                  FROM above a JOIN user_group p ON p.realm_id = :realm AND p.id = a.parent_id
            )
            SELECT g.*, (SELECT path FROM above WHERE parent_id IS NULL) AS path,
                   ARRAY(SELECT role FROM group_role r
                          WHERE r.realm_id = g.realm_id AND r.group_id = g.id ORDER BY role) AS roles
              FROM user_group g WHERE g.realm_id = :realm AND g.id = :id
            """;

    private static final String BELOW = """
            WITH RECURSIVE below AS (
                SELECT id, 1 AS depth FROM user_group WHERE realm_id = :realm AND id = :id
                UNION ALL
                SELECT g.id, b.depth + 1
                  FROM below b JOIN user_group g ON g.realm_id = :realm AND g.parent_id = b.id
            )
            """;

    private final JdbcClient jdbc;

    GroupTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One change of the tree at a time: two moves at once could make a circle. */
    void queue(Realm realm) {
        jdbc.sql("SELECT id FROM realm WHERE id = ? FOR NO KEY UPDATE")
                .param(realm.id())
                .query(Integer.class)
                .single();
    }

    List<Group> all(Realm realm, int limit) {
        return jdbc.sql(ALL)
                .param("realm", realm.id())
                .param("limit", limit)
                .query((row, number) -> group(row))
                .list();
    }

    Optional<Group> find(Realm realm, UUID id) {
        return jdbc.sql(ONE)
                .param("realm", realm.id())
                .param("id", id)
                .query((row, number) -> group(row))
                .optional();
    }

    void insert(Realm realm, UUID id, @Nullable UUID parent, String name, String key, String description, Instant now) {
        unlessTaken(
                name,
                () -> jdbc.sql("""
                        INSERT INTO user_group (realm_id, id, parent_id, name, name_key, description, created_at, version)
                        VALUES (?, ?, ?, ?, ?, ?, ?, 0)
                        """)
                        .param(realm.id())
                        .param(id)
                        .param(parent)
                        .param(name)
                        .param(key)
                        .param(description)
                        .param(Timestamp.from(now))
                        .update());
    }

    void update(Realm realm, UUID id, @Nullable UUID parent, String name, String key, String description) {
        unlessTaken(
                name,
                () -> jdbc.sql("""
                        UPDATE user_group SET parent_id = ?, name = ?, name_key = ?, description = ?, version = version + 1
                         WHERE realm_id = ? AND id = ?
                        """)
                        .param(parent)
                        .param(name)
                        .param(key)
                        .param(description)
                        .param(realm.id())
                        .param(id)
                        .update());
    }

    void delete(Realm realm, UUID id) {
        jdbc.sql("DELETE FROM user_group WHERE realm_id = ? AND id = ?")
                .params(realm.id(), id)
                .update();
    }

    /** Whether people or groups are in it. */
    boolean isInUse(Realm realm, UUID id) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM user_group WHERE realm_id = :realm AND parent_id = :id)
                            OR EXISTS (SELECT FROM group_member WHERE realm_id = :realm AND group_id = :id)
                        """)
                .param("realm", realm.id())
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Levels of groups from this one down; 1 without groups below. */
    int height(Realm realm, UUID id) {
        return jdbc.sql(BELOW + "SELECT max(depth) FROM below")
                .param("realm", realm.id())
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    boolean isSameOrBelow(Realm realm, UUID id, UUID candidate) {
        return jdbc.sql(BELOW + "SELECT EXISTS (SELECT FROM below WHERE id = :candidate)")
                .param("realm", realm.id())
                .param("id", id)
                .param("candidate", candidate)
                .query(Boolean.class)
                .single();
    }

    boolean isMemberWithin(Realm realm, UUID id, UUID account) {
        return jdbc.sql(BELOW + """
                        SELECT EXISTS (SELECT FROM below b JOIN group_member m
                                           ON m.realm_id = :realm AND m.group_id = b.id AND m.account_id = :account)
                        """)
                .param("realm", realm.id())
                .param("id", id)
                .param("account", account)
                .query(Boolean.class)
                .single();
    }

    /** People in the group or in one below it. */
    int countMembersWithin(Realm realm, UUID id) {
        return jdbc.sql(BELOW + """
                        SELECT count(DISTINCT m.account_id)
                          FROM below b JOIN group_member m ON m.realm_id = :realm AND m.group_id = b.id
                        """)
                .param("realm", realm.id())
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** Takes everybody out of the group itself; tells whom. */
    List<Party> removeMembers(Realm realm, UUID id) {
        return jdbc.sql("""
                        WITH gone AS (DELETE FROM group_member WHERE realm_id = ? AND group_id = ?
                                      RETURNING realm_id, account_id)
                        SELECT a.id, a.display_name
                          FROM gone g JOIN account a ON a.realm_id = g.realm_id AND a.id = g.account_id
                        """)
                .params(realm.id(), id)
                .query((row, number) ->
                        Party.account(row.getObject("id", UUID.class), row.getString("display_name"), null))
                .list();
    }

    boolean addRole(Realm realm, UUID id, String role) {
        return jdbc.sql("INSERT INTO group_role (realm_id, group_id, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                        .params(realm.id(), id, role)
                        .update()
                == 1;
    }

    boolean removeRole(Realm realm, UUID id, String role) {
        return jdbc.sql("DELETE FROM group_role WHERE realm_id = ? AND group_id = ? AND role = ?")
                        .params(realm.id(), id, role)
                        .update()
                == 1;
    }

    void rise(Realm realm, UUID id) {
        jdbc.sql("UPDATE user_group SET version = version + 1 WHERE realm_id = ? AND id = ?")
                .params(realm.id(), id)
                .update();
    }

    private static void unlessTaken(String name, Runnable write) {
        try {
            write.run();
        } catch (DuplicateKeyException ex) {
            throw new GroupException(GroupException.Reason.TAKEN, "There is a group '" + name + "' in the same place.");
        }
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getObject("id", UUID.class),
                row.getObject("parent_id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                texts(row, "path"),
                texts(row, "roles"),
                row.getInt("version"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
