package org.gatehouse.server.groups;

import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes people out of their groups when a directory disables them, so that nothing is theirs by any path, and puts them back
 * when they are enabled, whoever does that: a directory that disables somebody for a while does not tell their groups again.
 * Whoever takes somebody out of a group meanwhile takes them out of what is kept. The caller has locked the account.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SuspendedMemberships {

    private final SuspendedRows rows;
    private final Memberships memberships;
    private final EffectiveRights rights;

    SuspendedMemberships(SuspendedRows rows, Memberships memberships, EffectiveRights rights) {
        this.rows = rows;
        this.memberships = memberships;
        this.rights = rights;
    }

    public void take(Realm realm, Account account, Party actor, @Nullable String client) {
        rows.keep(realm, account.subject());
        memberships.removeAll(realm, account, actor, client);
    }

    /** A group that gives more by now than the actor may give is left out. */
    public void giveBack(Actor actor, Account account) {
        Realm realm = actor.realm();
        rows.take(realm, account.subject()).stream()
                .filter(group -> actor.rights().containsAll(rights.permissionsOfGroup(realm, group)))
                .forEach(group -> memberships.rejoin(actor, group, account));
    }

    /** What was kept of somebody who is deleted; it is kept here no more. */
    public List<UUID> end(Realm realm, UUID account) {
        return rows.take(realm, account);
    }
}
