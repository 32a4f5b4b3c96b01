package org.gatehouse.server.federation.accounts;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.Kinds;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.realm.Risk;
import org.gatehouse.server.trail.Trail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Connections that go, or lead to another provider or to fewer tenants: what they gave to people falls, since nobody says it
 * any more, and the sign-ins that came by them end. Their links stay and open nothing, so that a connection that comes back knows its people. Touches no account's
 * row: others lock those before they wait for the realm.
 */
@Component
class ChangedProviders implements ChangedRealmStep {

    private static final String REASON = "connection-changed";

    private static final String ISSUERS =
            "SELECT DISTINCT issuer FROM federated_identity WHERE realm_id = ? AND connection = ? ORDER BY issuer";

    private static final String COUNT = """
            SELECT count(DISTINCT account_id) FROM federated_identity
             WHERE realm_id = ? AND connection = ? AND NOT issuer = ANY(?)
            """;

    // of everybody who does not come by the connection from a provider it still leads to; what others gave too stays
    private static final String TAKE_ROLES = """
            WITH gone AS (
                DELETE FROM federated_role r WHERE r.realm_id = ? AND r.connection = ?
                   AND NOT EXISTS (SELECT FROM federated_identity f
                                    WHERE f.realm_id = r.realm_id AND f.account_id = r.account_id
                                      AND f.connection = r.connection AND f.issuer = ANY(?))
                RETURNING r.realm_id, r.account_id, r.connection, r.role),
            taken AS (
                DELETE FROM account_role a USING gone g
                 WHERE a.realm_id = g.realm_id AND a.account_id = g.account_id AND a.role = g.role
                   AND NOT EXISTS (SELECT FROM federated_role o
                                    WHERE o.realm_id = g.realm_id AND o.account_id = g.account_id AND o.role = g.role
                                      AND o.connection <> g.connection)
                RETURNING a.realm_id, a.account_id, a.role)
            SELECT a.id, a.display_name, t.role FROM taken t JOIN account a ON a.realm_id = t.realm_id AND a.id = t.account_id
             ORDER BY a.id, t.role
            """;
    private static final String TAKE_GROUPS = """
            WITH gone AS (
                DELETE FROM federated_membership r WHERE r.realm_id = ? AND r.connection = ?
                   AND NOT EXISTS (SELECT FROM federated_identity f
                                    WHERE f.realm_id = r.realm_id AND f.account_id = r.account_id
                                      AND f.connection = r.connection AND f.issuer = ANY(?))
                RETURNING r.realm_id, r.account_id, r.connection, r.group_id),
            taken AS (
                DELETE FROM group_member m USING gone g
                 WHERE m.realm_id = g.realm_id AND m.account_id = g.account_id AND m.group_id = g.group_id
                   AND NOT EXISTS (SELECT FROM federated_membership o
                                    WHERE o.realm_id = g.realm_id AND o.account_id = g.account_id
                                      AND o.group_id = g.group_id AND o.connection <> g.connection)
                RETURNING m.realm_id, m.account_id, m.group_id)
            SELECT a.id, a.display_name, t.group_id FROM taken t
              JOIN account a ON a.realm_id = t.realm_id AND a.id = t.account_id
             ORDER BY a.id, t.group_id
            """;

    // what they came by is believed no more; whoever is on the way does not arrive. They are ended a minute later
    private static final String END_SIGN_INS = """
            UPDATE upstream_session u SET ended_at = ?, end_reason = ?
             WHERE u.realm_id = ? AND u.connection = ? AND u.ended_at IS NULL
               AND (NOT EXISTS (SELECT FROM federated_identity f
                                 WHERE f.realm_id = u.realm_id AND f.account_id = u.account_id
                                   AND f.connection = u.connection AND f.issuer = ANY(?))
                    OR EXISTS (SELECT FROM federated_sign_in s
                                 JOIN federated_identity f ON f.realm_id = s.realm_id AND f.id = s.link_id
                                WHERE s.realm_id = u.realm_id AND s.reference = u.reference
                                  AND f.connection = u.connection AND NOT f.issuer = ANY(?)))
            """;

    private final JdbcClient jdbc;
    private final Kinds kinds;
    private final Groups groups;
    private final Trail trail;
    private final Clock clock;

    ChangedProviders(JdbcClient jdbc, Kinds kinds, Groups groups, Trail trail, Clock clock) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.groups = groups;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public List<Risk> risks(RealmChange change) {
        return Connections.of(change.before()).stream()
                .filter(connection -> leadsElsewhere(change, connection))
                .flatMap(connection -> risk(change, connection).stream())
                .toList();
    }

    private Optional<Risk> risk(RealmChange change, Connection connection) {
        int people = jdbc.sql(COUNT)
                .params(change.before().id(), connection.alias(), still(change, connection))
                .query(Integer.class)
                .single();
        if (people == 0) {
            return Optional.empty();
        }
        String who = people == 1 ? "1 person does" : people + " people do";
        return Optional.of(new Risk(
                who + " not come by connection '" + connection.alias() + "' any more, and lose what it gave.",
                people == 1 ? "connection-left.one" : "connection-left.many",
                List.of(String.valueOf(people), connection.alias())));
    }

    @Override
    public void complete(RealmChange change) {
        Connections.of(change.before()).stream()
                .filter(connection -> leadsElsewhere(change, connection))
                .forEach(connection -> {
                    takeRoles(change, connection);
                    takeGroups(change, connection);
                    endSignIns(change, connection);
                });
    }

    private void endSignIns(RealmChange change, Connection connection) {
        String[] still = still(change, connection);
        jdbc.sql(END_SIGN_INS)
                .params(Timestamp.from(clock.instant()), REASON)
                .params(change.after().id(), connection.alias(), still, still)
                .update();
    }

    private void takeRoles(RealmChange change, Connection connection) {
        jdbc.sql(TAKE_ROLES)
                .params(change.after().id(), connection.alias(), still(change, connection))
                .query(row -> {
                    trail.record(entry(change, Activity.ROLE_REVOKED, connection)
                            .target(Party.account(row.getObject("id", UUID.class), row.getString("display_name"), null))
                            .detail("role", row.getString("role")));
                });
    }

    private void takeGroups(RealmChange change, Connection connection) {
        jdbc.sql(TAKE_GROUPS)
                .params(change.after().id(), connection.alias(), still(change, connection))
                .query(row -> {
                    UUID group = row.getObject("group_id", UUID.class);
                    trail.record(entry(change, Activity.GROUP_MEMBER_REMOVED, connection)
                            .target(Party.account(row.getObject("id", UUID.class), row.getString("display_name"), null))
                            .detail("group", groups.get(change.after(), group).fullName())
                            .detail("groupId", group.toString()));
                });
    }

    private AuditEvent.Builder entry(RealmChange change, Activity activity, Connection connection) {
        return trail.event(change.after(), activity, change.client(), null)
                .actor(change.actor())
                .reason(REASON)
                .detail("connection", connection.alias());
    }

    private static boolean leadsElsewhere(RealmChange change, Connection connection) {
        return Connections.find(change.after(), connection.alias())
                .filter(after -> after.provider().equals(connection.provider()))
                .isEmpty();
    }

    /** The issuers of people who came by it that it still lets in. */
    private String[] still(RealmChange change, Connection connection) {
        Optional<Connection> after = Connections.find(change.after(), connection.alias());
        return jdbc.sql(ISSUERS).params(change.before().id(), connection.alias()).query(String.class).list().stream()
                .filter(issuer ->
                        after.filter(led -> kinds.of(led).lets(led, issuer)).isPresent())
                .toArray(String[]::new);
    }
}
