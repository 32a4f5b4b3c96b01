package org.gatehouse.server.federation.accounts;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.UpstreamGroups;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The roles and groups that follow from what a provider says, each time it says it. What it says no more is taken; what was
 * given by hand is not the provider's to take. Who calls has locked the account.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MappedRights {

    private final RightSources sources;
    private final Accounts accounts;
    private final Groups groups;
    private final Memberships memberships;
    private final RightsThatFollow follows;
    private final Trail trail;

    MappedRights(
            RightSources sources,
            Accounts accounts,
            Groups groups,
            Memberships memberships,
            RightsThatFollow follows,
            Trail trail) {
        this.sources = sources;
        this.accounts = accounts;
        this.groups = groups;
        this.memberships = memberships;
        this.follows = follows;
        this.trail = trail;
    }

    void apply(Realm realm, Connection connection, Account account, UpstreamIdentity identity) {
        Set<String> roles = follows.roles(realm, connection, identity);
        String alias = connection.alias();
        Set<String> had = sources.roles(realm, account.subject(), alias);
        had.stream().filter(role -> !roles.contains(role)).forEach(role -> take(realm, alias, account, role));
        roles.forEach(role -> give(realm, alias, account, role, had.contains(role)));
        if (identity.profile().guest() || identity.profile().groups().source() != UpstreamGroups.Source.KEPT) {
            applyGroups(realm, connection, account, identity);
        }
    }

    /** Everything that came by the connection goes: nobody comes by it any more. */
    void removeAll(Realm realm, String connection, Account account) {
        sources.roles(realm, account.subject(), connection).forEach(role -> take(realm, connection, account, role));
        sources.groups(realm, account.subject(), connection).forEach(group -> leave(realm, connection, account, group));
    }

    private void applyGroups(Realm realm, Connection connection, Account account, UpstreamIdentity identity) {
        List<Group> now = follows.groups(realm, connection, identity);
        Set<UUID> ids = now.stream().map(Group::id).collect(Collectors.toSet());
        List<UUID> had = sources.groups(realm, account.subject(), connection.alias());
        had.stream()
                .filter(group -> !ids.contains(group))
                .forEach(group -> leave(realm, connection.alias(), account, group));
        now.forEach(group -> join(realm, connection.alias(), account, group, had.contains(group.id())));
    }

    /** @param known whether the connection gave it before; it gives it again to whom it was taken from meanwhile */
    private void give(Realm realm, String connection, Account account, String role, boolean known) {
        UUID id = account.subject();
        boolean byHand = !known && account.hasRole(role) && !sources.has(realm, id, role);
        if (byHand) {
            return;
        }
        sources.add(realm, id, connection, role);
        if (accounts.grant(account, Set.of(role))) {
            record(realm, Activity.ROLE_GRANTED, connection, account, role);
        }
    }

    private void take(Realm realm, String connection, Account account, String role) {
        sources.remove(realm, account.subject(), connection, role);
        if (!sources.has(realm, account.subject(), role) && accounts.revoke(account, Set.of(role))) {
            record(realm, Activity.ROLE_REVOKED, connection, account, role);
        }
    }

    private void join(Realm realm, String connection, Account account, Group group, boolean known) {
        UUID id = account.subject();
        boolean byHand =
                !known && memberships.of(realm, id).contains(group.id()) && !sources.has(realm, id, group.id());
        if (byHand) {
            return;
        }
        sources.add(realm, id, connection, group.id());
        memberships.addBy(connection, realm, group, account);
    }

    private void leave(Realm realm, String connection, Account account, UUID group) {
        sources.remove(realm, account.subject(), connection, group);
        if (!sources.has(realm, account.subject(), group)) {
            groups.find(realm, group).ifPresent(from -> memberships.removeBy(connection, realm, from, account));
        }
    }

    private void record(Realm realm, Activity activity, String connection, Account account, String role) {
        trail.record(trail.event(realm, activity)
                .actor(Party.system())
                .target(accounts.party(account))
                .detail("role", role)
                .detail("connection", connection));
    }
}
