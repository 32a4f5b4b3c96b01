package org.gatehouse.server.administration;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.SlowedTries;
import org.gatehouse.server.signin.SlowedTries.Slowed;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What keeps somebody out for a while because it was tried too often, for those whom they call about it. */
@Component
public class SlowedSignIns {

    private final SlowedTries tries;
    private final Accounts accounts;
    private final AccountAccess access;
    private final Trail trail;

    SlowedSignIns(SlowedTries tries, Accounts accounts, AccountAccess access, Trail trail) {
        this.tries = tries;
        this.accounts = accounts;
        this.access = access;
        this.trail = trail;
    }

    /** @throws AccountException when there is no such account */
    @Transactional
    public List<Slowed> of(Actor actor, UUID id) {
        Account account = access.viewUndeleted(actor, id);
        return tries.of(actor.realm(), account.subject());
    }

    /**
     * The person may try again at once; nothing happens when they may already. Nobody lifts what slows their own account:
     * whoever sits at an administrator's browser must not guess on.
     *
     * @throws AccountException when there is no such account
     */
    @Transactional
    public void lift(Actor actor, UUID id) {
        access.attempt(actor, Activity.USER_UPDATED, id, () -> {
            Account account = access.forWriting(actor, id, Permission.USERS_WRITE);
            actor.requireSomebodyElse(id);
            List<Slowed> lifted = tries.lift(actor.realm(), id);
            if (!lifted.isEmpty()) {
                trail.record(trail.event(actor.realm(), Activity.USER_UPDATED, actor.client(), null)
                        .actor(actor.party())
                        .target(accounts.party(account))
                        .change(Change.of("slowed", kinds(lifted), "none")));
            }
        });
    }

    private static String kinds(List<Slowed> lifted) {
        return lifted.stream()
                .map(slowed -> slowed.kind().code())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
