package org.gatehouse.server.administration;

import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.springframework.stereotype.Component;

/** Hands out accounts for changing, locked, to those who may change them. */
@Component
class AccountAccess {

    private final Accounts accounts;
    private final EffectiveRights rights;

    AccountAccess(Accounts accounts, EffectiveRights rights) {
        this.accounts = accounts;
        this.rights = rights;
    }

    /** Somebody who is not deleted and has no right the actor does not have. */
    Account forWriting(Actor actor, UUID id, Permission permission) {
        Account account = any(actor, id, permission);
        if (account.state() == AccountState.DELETED) {
            throw AccountException.notFound();
        }
        return account;
    }

    /** The same, and of exactly this version. */
    Account forWriting(Actor actor, UUID id, int version, Permission permission) {
        Account account = forWriting(actor, id, permission);
        requireVersion(account, version);
        return account;
    }

    /** Deleted ones too. */
    Account any(Actor actor, UUID id, Permission permission) {
        actor.require(permission);
        Account account = accounts.lock(actor.realm(), id).orElseThrow(AccountException::notFound);
        actor.requireCovering(rights.permissions(actor.realm(), id));
        return account;
    }

    static void requireVersion(Account account, int version) {
        if (account.version() != version) {
            throw AccountException.stale();
        }
    }
}
