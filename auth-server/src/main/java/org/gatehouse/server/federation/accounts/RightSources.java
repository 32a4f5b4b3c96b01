package org.gatehouse.server.federation.accounts;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.HandGivenRights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of what people have because a connection gave it. What somebody gives by hand stands there no more. */
@Component
class RightSources implements HandGivenRights {

    private static final String ROLES =
            "SELECT role FROM federated_role WHERE realm_id = ? AND account_id = ? AND connection = ?";
    private static final String ADD_ROLE = """
            INSERT INTO federated_role (realm_id, account_id, connection, role) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String REMOVE_ROLE = """
            DELETE FROM federated_role WHERE realm_id = ? AND account_id = ? AND connection = ? AND role = ?
            """;
    private static final String HAS_ROLE =
            "SELECT EXISTS (SELECT FROM federated_role WHERE realm_id = ? AND account_id = ? AND role = ?)";
    private static final String ROLE_BY_HAND =
            "DELETE FROM federated_role WHERE realm_id = ? AND account_id = ? AND role = ?";

    private static final String GROUPS = """
            SELECT group_id FROM federated_membership WHERE realm_id = ? AND account_id = ? AND connection = ?
             ORDER BY group_id
            """;
    private static final String ADD_GROUP = """
            INSERT INTO federated_membership (realm_id, account_id, connection, group_id) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String REMOVE_GROUP = """
            DELETE FROM federated_membership WHERE realm_id = ? AND account_id = ? AND connection = ? AND group_id = ?
            """;
    private static final String HAS_GROUP =
            "SELECT EXISTS (SELECT FROM federated_membership WHERE realm_id = ? AND account_id = ? AND group_id = ?)";
    private static final String GROUP_BY_HAND =
            "DELETE FROM federated_membership WHERE realm_id = ? AND account_id = ? AND group_id = ?";

    private final JdbcClient jdbc;

    RightSources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<String> roles(Realm realm, UUID account, String connection) {
        return new TreeSet<>(jdbc.sql(ROLES)
                .params(realm.id(), account, connection)
                .query(String.class)
                .list());
    }

    List<UUID> groups(Realm realm, UUID account, String connection) {
        return jdbc.sql(GROUPS)
                .params(realm.id(), account, connection)
                .query(UUID.class)
                .list();
    }

    void add(Realm realm, UUID account, String connection, String role) {
        jdbc.sql(ADD_ROLE).params(realm.id(), account, connection, role).update();
    }

    void add(Realm realm, UUID account, String connection, UUID group) {
        jdbc.sql(ADD_GROUP).params(realm.id(), account, connection, group).update();
    }

    void remove(Realm realm, UUID account, String connection, String role) {
        jdbc.sql(REMOVE_ROLE).params(realm.id(), account, connection, role).update();
    }

    void remove(Realm realm, UUID account, String connection, UUID group) {
        jdbc.sql(REMOVE_GROUP).params(realm.id(), account, connection, group).update();
    }

    /** Whether any connection gave it. */
    boolean has(Realm realm, UUID account, String role) {
        return jdbc.sql(HAS_ROLE)
                .params(realm.id(), account, role)
                .query(Boolean.class)
                .single();
    }

    boolean has(Realm realm, UUID account, UUID group) {
        return jdbc.sql(HAS_GROUP)
                .params(realm.id(), account, group)
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean role(Realm realm, UUID account, String role) {
        return jdbc.sql(ROLE_BY_HAND).params(realm.id(), account, role).update() > 0;
    }

    @Override
    public boolean group(Realm realm, UUID account, UUID group) {
        return jdbc.sql(GROUP_BY_HAND).params(realm.id(), account, group).update() > 0;
    }
}
