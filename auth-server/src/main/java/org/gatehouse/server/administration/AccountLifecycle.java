package org.gatehouse.server.administration;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gatehouse.audit.erasure.Erasure;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.SignInEnds;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.groups.SuspendedMemberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * From active to disabled, deleted and erased, and back where there is a way back. Whatever ends an account's access ends
 * its sessions, tokens and devices in the same transaction.
 */
@Component
@Transactional
public class AccountLifecycle {

    private final Accounts accounts;
    private final AccountAccess access;
    private final Memberships memberships;
    private final SuspendedMemberships suspended;
    private final EffectiveRights rights;
    private final SignInEnds signIns;
    private final ObjectProvider<AccountErasure> erasures;
    private final SoftDeletion deletion;
    private final Trail trail;

    AccountLifecycle(
            Accounts accounts,
            AccountAccess access,
            Memberships memberships,
            SuspendedMemberships suspended,
            EffectiveRights rights,
            SignInEnds signIns,
            ObjectProvider<AccountErasure> erasures,
            SoftDeletion deletion,
            Trail trail) {
        this.accounts = accounts;
        this.access = access;
        this.memberships = memberships;
        this.suspended = suspended;
        this.rights = rights;
        this.signIns = signIns;
        this.erasures = erasures;
        this.deletion = deletion;
        this.trail = trail;
    }

    /** Nobody signs in as this person until they are enabled; false when that is so already. */
    public boolean disable(Actor actor, UUID id) {
        return access.attempt(actor, Activity.USER_DISABLED, id, () -> lockOut(actor, id, null));
    }

    /**
     * The same by a directory, which does not tell groups again: memberships go, and come back when somebody enables the
     * account.
     *
     * @param source the directory's, which may enable again whom it disabled
     */
    public boolean disable(Actor actor, UUID id, String source) {
        return access.attempt(actor, Activity.USER_DISABLED, id, () -> lockOut(actor, id, source));
    }

    private boolean lockOut(Actor actor, UUID id, @Nullable String source) {
        Account account = access.forWriting(actor, id, Permission.USERS_WRITE);
        actor.requireSomebodyElse(id);
        if (account.state() == AccountState.DISABLED) {
            return source == null && account.disabledBy() != null && takeOver(actor, account);
        }
        deletion.keepAnAdministrator(actor.realm(), account);
        accounts.disable(account, source);
        record(actor, Activity.USER_DISABLED, account);
        if (source != null) {
            suspended.take(actor.realm(), account, actor.party(), actor.client());
        }
        endEverything(actor, account, "account-disabled");
        return true;
    }

    /** What a directory had disabled is an administrator's decision from now on. */
    private boolean takeOver(Actor actor, Account account) {
        accounts.disable(account, null);
        record(actor, Activity.USER_DISABLED, account);
        return true;
    }

    /**
     * Shuts out somebody who left the organisation an identity provider answers for; memberships go as when a directory
     * disables somebody. The caller has locked the account and knows that the one who says so may.
     *
     * @param connection the provider's
     * @param source who may enable the account again besides those who administer
     * @return false when the account was not active
     * @throws org.gatehouse.server.rights.ActionRefusedException when no administrator would be left
     */
    public boolean shutOut(
            Realm realm,
            Account account,
            Party actor,
            @Nullable String client,
            String connection,
            String source,
            String reason) {
        if (!account.isActive()) {
            return false;
        }
        deletion.keepAnAdministrator(realm, account);
        accounts.disable(account, source);
        trail.record(trail.event(realm, Activity.USER_DISABLED, client, null)
                .actor(actor)
                .target(accounts.party(account))
                .reason(reason)
                .detail("connection", connection));
        suspended.take(realm, account, actor, client);
        signIns.endEverything(realm, account, actor, reason);
        return true;
    }

    /** What a directory had taken with the account comes back too; false when the account is active already. */
    public boolean enable(Actor actor, UUID id) {
        return access.attempt(actor, Activity.USER_ENABLED, id, () -> letIn(actor, id, null));
    }

    /**
     * The same by a directory.
     *
     * @param source the directory's
     * @throws org.gatehouse.server.rights.ActionRefusedException when not this directory disabled the account: what an
     *     administrator decides, no directory undoes
     */
    public boolean enable(Actor actor, UUID id, String source) {
        return access.attempt(actor, Activity.USER_ENABLED, id, () -> letIn(actor, id, source));
    }

    private boolean letIn(Actor actor, UUID id, @Nullable String source) {
        Account account = access.forWriting(actor, id, Permission.USERS_WRITE);
        actor.requireSomebodyElse(id);
        if (account.state() == AccountState.ACTIVE) {
            return false;
        }
        if (source != null && !source.equals(account.disabledBy())) {
            throw new ActionRefusedException(ActionRefusedException.Reason.DISABLED_BY_ANOTHER);
        }
        accounts.setState(account, AccountState.ACTIVE, null);
        record(actor, Activity.USER_ENABLED, account);
        suspended.giveBack(actor, account);
        return true;
    }

    /** Hides the account and takes all its rights; they are kept for a restoration. */
    public void delete(Actor actor, UUID id, int version) {
        access.attempt(actor, Activity.USER_SOFT_DELETED, id, () -> hide(actor, id, version));
    }

    private void hide(Actor actor, UUID id, int version) {
        Account account = access.forWriting(actor, id, version, Permission.USERS_DELETE);
        actor.requireSomebodyElse(id);
        deletion.hide(actor.realm(), account, actor.party(), actor.client(), null);
    }

    /**
     * Brings a deleted account back with the roles and groups it had, as far as they still exist.
     *
     * @throws AccountException when it is not deleted
     */
    public void restore(Actor actor, UUID id) {
        access.attempt(actor, Activity.USER_RESTORED, id, () -> bringBack(actor, id));
    }

    private void bringBack(Actor actor, UUID id) {
        Account account = access.any(actor, id, Permission.USERS_DELETE);
        if (account.state() != AccountState.DELETED) {
            throw new AccountException(AccountException.Reason.WRONG_STATE, "The account is not deleted.");
        }
        SoftDeletion.Restorable had = deletion.restorable(account);
        Set<String> roles = new TreeSet<>(had.roles());
        roles.removeIf(role -> !actor.realm().definition().hasRole(role));
        actor.requireCovering(rights.permissions(actor.realm(), roles));
        had.groups().forEach(group -> actor.requireCovering(rights.permissionsOfGroup(actor.realm(), group)));
        accounts.setState(account, AccountState.ACTIVE, null);
        record(actor, Activity.USER_RESTORED, account);
        accounts.grant(account, roles);
        roles.forEach(role -> record(actor, Activity.ROLE_GRANTED, account, role));
        had.groups().forEach(group -> memberships.rejoin(actor, group, account));
    }

    /**
     * Destroys the account for good: its rows here, and the key without which the trail names nobody.
     *
     * @param version the one the caller has seen, so that nobody is erased by a stale decision
     * @param redact whether the trail's sealed bytes about them go as well, not only the key that opens them
     * @return the erasure, of which there is a certificate
     */
    public UUID erase(Actor actor, UUID id, int version, boolean redact) {
        return access.attempt(actor, Activity.USER_ERASED, id, () -> destroy(actor, id, version, redact));
    }

    /** Whether the trail may not show at present who this person is. */
    @Transactional(readOnly = true)
    public boolean isRestricted(Actor actor, UUID id) {
        actor.require(Permission.USERS_READ);
        Account account = accounts.find(actor.realm(), id).orElseThrow(AccountException::notFound);
        return trail.isRestricted(actor.realm(), account.subject());
    }

    /**
     * Forbids, or allows again, that anybody reads in the trail who this person is and what of theirs was changed (GDPR
     * article 18). Entries about them go on being written; a legal hold about them opens what it covers.
     */
    public void restrict(Actor actor, UUID id, boolean restricted) {
        access.attempt(actor, Activity.USER_UPDATED, id, () -> {
            Account account = access.any(actor, id, Permission.USERS_ERASE);
            if (trail.restrict(actor.realm(), id, restricted)) {
                trail.record(trail.event(actor.realm(), Activity.USER_UPDATED, actor.client(), null)
                        .actor(actor.party())
                        .target(accounts.party(account))
                        .change(Change.of("restricted", String.valueOf(!restricted), String.valueOf(restricted))));
            }
        });
    }

    /** Erases again whom a database restored from before their erasure brought back: nobody asks, nobody is asked. */
    @Transactional
    public void eraseAgain(Realm realm, Erasure erasure) {
        accounts.find(realm, erasure.person())
                .flatMap(found -> accounts.lock(realm, found.subject()))
                .ifPresent(account -> {
                    signIns.endEverything(realm, account, Party.system(), "account-erased");
                    trail.record(trail.event(realm, Activity.USER_ERASED)
                            .actor(Party.system())
                            .target(accounts.party(account))
                            .reason("restored-database"));
                    remove(realm, account);
                });
        trail.forgetAgainAfterwards(erasure);
    }

    private void remove(Realm realm, Account account) {
        erasures.orderedStream().forEach(rows -> rows.erase(realm, account.subject()));
        accounts.remove(account);
    }

    private UUID destroy(Actor actor, UUID id, int version, boolean redact) {
        Account account = access.any(actor, id, Permission.USERS_ERASE);
        AccountAccess.requireVersion(account, version);
        actor.requireSomebodyElse(id);
        actor.requireCovering(
                rights.permissions(actor.realm(), deletion.restorable(account).roles()));
        deletion.keepAnAdministrator(actor.realm(), account);
        endEverything(actor, account, "account-erased");
        record(actor, Activity.USER_ERASED, account);
        remove(actor.realm(), account);
        return trail.forgetAfterwards(actor.realm(), id, redact).id();
    }

    private void endEverything(Actor actor, Account account, String reason) {
        signIns.endEverything(actor.realm(), account, actor.party(), reason);
    }

    private void record(Actor actor, Activity activity, Account account) {
        trail.record(trail.event(actor.realm(), activity, actor.client(), null)
                .actor(actor.party())
                .target(accounts.party(account)));
    }

    private void record(Actor actor, Activity activity, Account account, String role) {
        trail.record(trail.event(actor.realm(), activity, actor.client(), null)
                .actor(actor.party())
                .target(accounts.party(account))
                .detail("role", role));
    }
}
