package org.gatehouse.server.administration;

import java.util.UUID;
import java.util.function.Supplier;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.rights.EffectiveRights;
import org.springframework.stereotype.Component;

/** Hands out accounts for changing, locked, to those who may change them. */
@Component
public class AccountAccess {

    private final Accounts accounts;
    private final EffectiveRights rights;
    private final Attempts attempts;
    private final AccountViews views;

    AccountAccess(Accounts accounts, EffectiveRights rights, Attempts attempts, AccountViews views) {
        this.accounts = accounts;
        this.rights = rights;
        this.attempts = attempts;
        this.views = views;
    }

    /** Something the actor tries to do with an account. */
    public <T> T attempt(Actor actor, Activity activity, UUID id, Supplier<T> change) {
        return attempts.make(actor, activity, event -> event.target(target(actor, id)), change);
    }

    /** The same, of what returns nothing. */
    public void attempt(Actor actor, Activity activity, UUID id, Runnable change) {
        attempts.run(actor, activity, event -> event.target(target(actor, id)), change);
    }

    /** Something the actor tries to do with a role of an account. */
    <T> T attempt(Actor actor, Activity activity, UUID id, String role, Supplier<T> change) {
        return attempts.make(
                actor,
                activity,
                event -> event.target(target(actor, id)).detail("role", Attempts.role(actor, role)),
                change);
    }

    private Party target(Actor actor, UUID id) {
        return Attempts.target("account", accounts.find(actor.realm(), id).map(accounts::party));
    }

    /** Somebody the actor looks at, which is an entry; the caller's transaction is that of both. */
    Account view(Actor actor, UUID id) {
        Account account = forReading(actor, id);
        views.viewed(actor, account);
        return account;
    }

    /** The same of nobody who is deleted. */
    Account viewUndeleted(Actor actor, UUID id) {
        Account account = forReading(actor, id);
        if (account.state() == AccountState.DELETED) {
            throw AccountException.notFound();
        }
        views.viewed(actor, account);
        return account;
    }

    /** Somebody the actor may look at: who is deleted only shows to those who may restore them. */
    Account forReading(Actor actor, UUID id) {
        actor.require(Permission.USERS_READ);
        return accounts.find(actor.realm(), id)
                .filter(found -> found.state() != AccountState.DELETED
                        || actor.permissions().contains(Permission.USERS_DELETE))
                .orElseThrow(AccountException::notFound);
    }

    /** Somebody who is not deleted and has no right the actor does not have. */
    public Account forWriting(Actor actor, UUID id, Permission permission) {
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
