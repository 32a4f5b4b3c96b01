package org.gatehouse.server.groups;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.rights.HandGivenRights;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who is in which group. */
@Component
@Transactional
public class Memberships {

    private static final UUID FIRST = new UUID(0, 0);

    private static final String ADD = """
            INSERT INTO group_member (realm_id, group_id, account_id, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String REMOVE =
            "DELETE FROM group_member WHERE realm_id = ? AND group_id = ? AND account_id = ?";
    private static final String OF_ACCOUNT =
            "SELECT group_id FROM group_member WHERE realm_id = ? AND account_id = ? ORDER BY group_id";
    private static final String MEMBERS = """
            SELECT account_id FROM group_member
             WHERE realm_id = ? AND group_id = ? AND account_id > ? ORDER BY account_id LIMIT ?
            """;

    private final JdbcClient jdbc;
    private final SuspendedRows suspended;
    private final Groups groups;
    private final Accounts accounts;
    private final EffectiveRights rights;
    private final Attempts attempts;
    private final ObjectProvider<HandGivenRights> handGiven;
    private final Trail trail;
    private final Clock clock;

    Memberships(
            JdbcClient jdbc,
            SuspendedRows suspended,
            Groups groups,
            Accounts accounts,
            EffectiveRights rights,
            Attempts attempts,
            ObjectProvider<HandGivenRights> handGiven,
            Trail trail,
            Clock clock) {
        this.jdbc = jdbc;
        this.suspended = suspended;
        this.groups = groups;
        this.accounts = accounts;
        this.rights = rights;
        this.attempts = attempts;
        this.handGiven = handGiven;
        this.trail = trail;
        this.clock = clock;
    }

    /** Puts somebody into a group; false when they are in it. */
    public boolean add(Actor actor, UUID group, UUID account) {
        return attempts.make(
                actor,
                Activity.GROUP_MEMBER_ADDED,
                event -> describe(event, actor, group, account),
                () -> join(actor, group, account));
    }

    private boolean join(Actor actor, UUID group, UUID account) {
        Group into = forWriting(actor, group, account);
        Account person = lock(actor, account);
        if (person.state() == AccountState.DELETED) {
            throw notFound();
        }
        boolean joined = join(actor.realm(), into, person, actor.party(), actor.client());
        boolean takenOver = byHand(actor, group, account);
        if (takenOver && !joined) {
            accounts.changed(person);
            record(actor.realm(), Activity.GROUP_MEMBER_ADDED, into, person, actor.party(), actor.client(), null);
        }
        return joined || takenOver;
    }

    /** Takes somebody out of a group, also out of one they would come back to; false when they are not in it. */
    public boolean remove(Actor actor, UUID group, UUID account) {
        return attempts.make(
                actor,
                Activity.GROUP_MEMBER_REMOVED,
                event -> describe(event, actor, group, account),
                () -> leave(actor, group, account));
    }

    private boolean leave(Actor actor, UUID group, UUID account) {
        Group from = forWriting(actor, group, account);
        Account person = lock(actor, account);
        boolean kept = suspended.forget(actor.realm(), account, group);
        boolean left = leave(actor.realm(), from, person, actor.party(), actor.client());
        if (kept && !left) {
            accounts.changed(person);
            record(actor.realm(), Activity.GROUP_MEMBER_REMOVED, from, person, actor.party(), actor.client(), null);
        }
        byHand(actor, group, account);
        return left || kept;
    }

    /** Whether something else had put them into the group; from now on somebody has. */
    private boolean byHand(Actor actor, UUID group, UUID account) {
        return handGiven.stream()
                        .filter(right -> right.group(actor.realm(), account, group))
                        .count()
                > 0;
    }

    /** Takes somebody out of all their groups; the caller has checked that the actor may. */
    public List<UUID> removeAll(Realm realm, Account person, Party actor, @Nullable String client) {
        List<UUID> all = of(realm, person.subject());
        all.forEach(group -> leave(realm, groups.get(realm, group), person, actor, client));
        return all;
    }

    /** Puts somebody into a group because the provider they come from says so; the caller has locked the account. */
    public boolean addBy(String connection, Realm realm, Group group, Account person) {
        return join(realm, group, person, Party.system(), null, connection);
    }

    /** Takes them out because it says so no more. */
    public boolean removeBy(String connection, Realm realm, Group group, Account person) {
        return leave(realm, group, person, Party.system(), null, connection);
    }

    /** Puts people of a seed file into a group. */
    public void seed(Realm realm, Group group, Account person) {
        join(realm, group, person, Party.system(), null);
    }

    /** Puts somebody back who was restored; a group that is gone is left out. The caller has checked the rights. */
    public void rejoin(Actor actor, UUID group, Account person) {
        groups.find(actor.realm(), group)
                .ifPresent(into -> join(actor.realm(), into, person, actor.party(), actor.client()));
    }

    /** The groups somebody is in directly. */
    @Transactional(readOnly = true)
    public List<UUID> of(Realm realm, UUID account) {
        return jdbc.sql(OF_ACCOUNT)
                .params(realm.id(), account)
                .query(UUID.class)
                .list();
    }

    /** The people in a group directly, in the order of their ids. */
    @Transactional(readOnly = true)
    public List<UUID> members(Realm realm, UUID group, @Nullable UUID after, int limit) {
        return jdbc.sql(MEMBERS)
                .params(realm.id(), group, after == null ? FIRST : after, limit)
                .query(UUID.class)
                .list();
    }

    private void describe(AuditEvent.Builder event, Actor actor, UUID group, UUID account) {
        event.target(
                Attempts.target("account", accounts.find(actor.realm(), account).map(accounts::party)));
        groups.find(actor.realm(), group)
                .ifPresent(into -> event.detail("group", into.fullName()).detail("groupId", group.toString()));
    }

    private Group forWriting(Actor actor, UUID group, UUID account) {
        actor.require(Permission.GROUPS_WRITE);
        actor.requireSomebodyElse(account);
        Group found = groups.get(actor.realm(), group);
        actor.requireCovering(rights.permissionsOfGroup(actor.realm(), group));
        return found;
    }

    private Account lock(Actor actor, UUID id) {
        Account account = accounts.lock(actor.realm(), id).orElseThrow(Memberships::notFound);
        actor.requireCovering(rights.permissions(actor.realm(), id));
        return account;
    }

    private boolean join(Realm realm, Group group, Account person, Party actor, @Nullable String client) {
        return join(realm, group, person, actor, client, null);
    }

    private boolean join(
            Realm realm,
            Group group,
            Account person,
            Party actor,
            @Nullable String client,
            @Nullable String connection) {
        int added = jdbc.sql(ADD)
                .params(realm.id(), group.id(), person.subject(), Timestamp.from(clock.instant()))
                .update();
        if (added == 0) {
            return false;
        }
        accounts.changed(person);
        record(realm, Activity.GROUP_MEMBER_ADDED, group, person, actor, client, connection);
        return true;
    }

    private boolean leave(Realm realm, Group group, Account person, Party actor, @Nullable String client) {
        return leave(realm, group, person, actor, client, null);
    }

    private boolean leave(
            Realm realm,
            Group group,
            Account person,
            Party actor,
            @Nullable String client,
            @Nullable String connection) {
        int removed = jdbc.sql(REMOVE)
                .params(realm.id(), group.id(), person.subject())
                .update();
        if (removed == 0) {
            return false;
        }
        accounts.changed(person);
        record(realm, Activity.GROUP_MEMBER_REMOVED, group, person, actor, client, connection);
        return true;
    }

    private void record(
            Realm realm,
            Activity activity,
            Group group,
            Account person,
            Party actor,
            @Nullable String client,
            @Nullable String connection) {
        trail.record(trail.event(realm, activity, client, null)
                .actor(actor)
                .target(accounts.party(person))
                .detail("group", group.fullName())
                .detail("groupId", group.id().toString())
                .detail("connection", connection));
    }

    private static GroupException notFound() {
        return new GroupException(GroupException.Reason.NOT_FOUND, "There is no such account.");
    }
}
