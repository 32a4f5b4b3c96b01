package org.gatehouse.server.administration;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.realm.Risk;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.trail.Trail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The people who have a role that goes, or that means something else from now on. Roles of groups are the groups' own
 * business. Touches no account's row: others lock those before they wait for the realm.
 */
@Component
class ChangedRoles implements ChangedRealmStep {

    private static final String TAKE = """
            WITH gone AS (DELETE FROM account_role WHERE realm_id = ? AND role = ? RETURNING realm_id, account_id)
            SELECT a.id, a.display_name FROM gone g JOIN account a ON a.realm_id = g.realm_id AND a.id = g.account_id
            """;

    private final JdbcClient jdbc;
    private final EffectiveRights rights;
    private final Trail trail;

    ChangedRoles(JdbcClient jdbc, EffectiveRights rights, Trail trail) {
        this.jdbc = jdbc;
        this.rights = rights;
        this.trail = trail;
    }

    /** Deciding on requests is given person by person, with a second person's approval; a file is no way around that. */
    @Override
    public List<String> obstacles(RealmChange change) {
        return change.after().definition().roles().stream()
                .filter(role -> added(change, role).contains(Permission.APPROVALS_DECIDE))
                .filter(role -> rights.countHolders(change.before(), role.name()) > 0)
                .map(role -> "The role '" + role.name() + "' is to get " + Permission.APPROVALS_DECIDE.code()
                        + ", and people have it already. Make a role of its own for that, and give it to them one by"
                        + " one.")
                .toList();
    }

    @Override
    public List<Risk> risks(RealmChange change) {
        return change.before().definition().roles().stream()
                .flatMap(role -> risks(change, role).stream())
                .map(Risk::of)
                .toList();
    }

    private List<String> risks(RealmChange change, RoleDefinition role) {
        boolean stays = change.after().definition().hasRole(role.name());
        Set<Permission> then = change.after().definition().permissionsOf(role.name());
        Set<Permission> lost = missing(role.permissions(), then);
        Set<Permission> won = missing(then, role.permissions());
        int holders = stays && lost.isEmpty() && won.isEmpty() ? 0 : rights.countHolders(change.before(), role.name());
        if (holders == 0) {
            return List.of();
        }
        boolean one = holders == 1;
        String lose = one ? "1 person loses " : holders + " people lose ";
        String get = one ? "1 person gets " : holders + " people get ";
        if (!stays) {
            return List.of(lose + "the role '" + role.name() + "'.");
        }
        List<String> risks = new ArrayList<>();
        if (!lost.isEmpty()) {
            risks.add(lose + codes(lost) + " (role '" + role.name() + "').");
        }
        if (!won.isEmpty()) {
            risks.add(get + codes(won) + " (role '" + role.name() + "').");
        }
        return risks;
    }

    @Override
    public void complete(RealmChange change) {
        Realm realm = change.after();
        change.before().definition().roles().stream()
                .map(RoleDefinition::name)
                .filter(role -> !realm.definition().hasRole(role))
                .forEach(role -> jdbc.sql(TAKE).params(realm.id(), role).query(row -> {
                    trail.record(trail.event(realm, Activity.ROLE_REVOKED, change.client(), null)
                            .actor(change.actor())
                            .target(Party.account(row.getObject("id", UUID.class), row.getString("display_name"), null))
                            .reason("role-removed")
                            .detail("role", role));
                }));
    }

    private static Set<Permission> added(RealmChange change, RoleDefinition role) {
        return missing(role.permissions(), change.before().definition().permissionsOf(role.name()));
    }

    /** What is in the first set and not in the second. */
    private static Set<Permission> missing(Set<Permission> first, Set<Permission> second) {
        Set<Permission> missing = EnumSet.noneOf(Permission.class);
        missing.addAll(first);
        missing.removeAll(second);
        return missing;
    }

    private static String codes(Set<Permission> permissions) {
        return permissions.stream().map(Permission::code).collect(Collectors.joining(", "));
    }
}
