package org.gatehouse.server.scim;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes people out of their groups when they are disabled, so that nothing is theirs by any path, and puts them back when
 * they are enabled: a directory that disables somebody for a while does not tell their groups again.
 */
@Component
class SuspendedMemberships {

    private static final String KEEP = """
            INSERT INTO suspended_membership (realm_id, account_id, group_id)
            SELECT realm_id, account_id, group_id FROM group_member WHERE realm_id = ? AND account_id = ?
            """;
    private static final String FIND =
            "SELECT group_id FROM suspended_membership WHERE realm_id = ? AND account_id = ? ORDER BY group_id";
    private static final String FORGET = "DELETE FROM suspended_membership WHERE realm_id = ? AND account_id = ?";
    private static final String FORGET_ONE = FORGET + " AND group_id = ?";

    private final JdbcClient jdbc;
    private final Memberships memberships;
    private final EffectiveRights rights;

    SuspendedMemberships(JdbcClient jdbc, Memberships memberships, EffectiveRights rights) {
        this.jdbc = jdbc;
        this.memberships = memberships;
        this.rights = rights;
    }

    /** @param account locked, and within the actor's rights */
    void take(Actor actor, Account account) {
        Realm realm = actor.realm();
        forget(realm, account.subject());
        jdbc.sql(KEEP).params(realm.id(), account.subject()).update();
        memberships.removeAll(realm, account, actor.party(), actor.client());
    }

    /** A group that gives more by now than the actor may give is left out. */
    void giveBack(Actor actor, Account account) {
        Realm realm = actor.realm();
        List<UUID> groups = jdbc.sql(FIND)
                .params(realm.id(), account.subject())
                .query(UUID.class)
                .list();
        forget(realm, account.subject());
        groups.stream()
                .filter(group -> actor.rights().containsAll(rights.permissionsOfGroup(realm, group)))
                .forEach(group -> memberships.rejoin(actor, group, account));
    }

    void forget(Realm realm, UUID account) {
        jdbc.sql(FORGET).params(realm.id(), account).update();
    }

    /** The directory has said meanwhile that they are no longer in it. */
    void forget(Realm realm, UUID account, UUID group) {
        jdbc.sql(FORGET_ONE).params(realm.id(), account, group).update();
    }
}
