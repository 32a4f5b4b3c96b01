package org.gatehouse.server.administration;

import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.factor.EnrolledFactor;
import org.gatehouse.server.factor.FactorKeeper;
import org.gatehouse.server.factor.FactorRemovals;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.remembered.RememberedBrowsers;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes factors from people who lost them, so that they can set up others. Nobody does so for themselves: their account
 * page asks for a recent sign-in, and an administrator's rights must not get around that.
 */
@Component
@Transactional
public class FactorReset {

    private static final String REASON = "reset-by-administrator";

    private final Accounts accounts;
    private final AccountAccess access;
    private final List<FactorKeeper> keepers;
    private final RecoveryCodes codes;
    private final RememberedBrowsers browsers;
    private final FactorRemovals removals;
    private final Trail trail;

    FactorReset(
            Accounts accounts,
            AccountAccess access,
            List<FactorKeeper> keepers,
            RecoveryCodes codes,
            RememberedBrowsers browsers,
            FactorRemovals removals,
            Trail trail) {
        this.accounts = accounts;
        this.access = access;
        this.keepers = List.copyOf(keepers);
        this.codes = codes;
        this.browsers = browsers;
        this.removals = removals;
        this.trail = trail;
    }

    /** @throws AccountException when there is no such account, or it is deleted */
    public FactorOverview view(Actor actor, UUID id) {
        Realm realm = actor.realm();
        Account account = access.viewUndeleted(actor, id);
        return new FactorOverview(
                account,
                factors(realm, id),
                codes.left(realm, id),
                browsers.of(realm, id).size());
    }

    /**
     * Removes one factor; with the last one go the recovery codes, which stood in for it.
     *
     * @throws AccountException when there is no such factor
     */
    public void remove(Actor actor, UUID id, UUID factor) {
        access.attempt(actor, Activity.FACTOR_REMOVED, id, () -> {
            Account account = forReset(actor, id);
            EnrolledFactor found = factors(actor.realm(), id).stream()
                    .filter(one -> one.id().equals(factor))
                    .findFirst()
                    .orElseThrow(() ->
                            new AccountException(AccountException.Reason.NOT_FOUND, "The account has no such factor."));
            take(actor, account, found);
        });
    }

    /** Removes everything that counts beside the password, on this version of the account. */
    public void reset(Actor actor, UUID id, int version) {
        access.attempt(actor, Activity.FACTOR_REMOVED, id, () -> {
            Account account = forReset(actor, id);
            AccountAccess.requireVersion(account, version);
            factors(actor.realm(), id).forEach(factor -> take(actor, account, factor));
            removals.removeCodes(actor.realm(), account, actor.party(), actor.client(), REASON);
            browsers.end(actor.realm(), id, actor.party(), REASON);
            accounts.changed(account);
        });
    }

    private Account forReset(Actor actor, UUID id) {
        Account account = access.forWriting(actor, id, Permission.USERS_WRITE);
        actor.requireSomebodyElse(id);
        return account;
    }

    private List<EnrolledFactor> factors(Realm realm, UUID id) {
        return keepers.stream().flatMap(keeper -> keeper.of(realm, id).stream()).toList();
    }

    private void take(Actor actor, Account account, EnrolledFactor factor) {
        keepers.forEach(keeper -> keeper.remove(actor.realm(), account.subject(), factor.id()));
        trail.record(trail.event(actor.realm(), Activity.FACTOR_REMOVED, actor.client(), null)
                .actor(actor.party())
                .target(accounts.party(account))
                .reason(REASON)
                .detail("factor", factor.kind().code()));
        removals.removed(actor.realm(), account, factor.id(), factor.kind(), actor.party(), actor.client(), REASON);
    }
}
