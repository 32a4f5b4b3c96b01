package org.gatehouse.server.administration;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.Approval;
import org.gatehouse.server.approval.Approvals;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.HandGivenRights;
import org.gatehouse.server.rights.LastAdministrator;
import org.gatehouse.server.trail.Trail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives and takes roles of single accounts. Giving one that decides on requests, {@code admin} first of all,
 * needs a second person.
 */
@Component
@Transactional
public class RoleGrants {

    private final Accounts accounts;
    private final AccountAccess access;
    private final Approvals approvals;
    private final LastAdministrator lastAdministrator;
    private final ObjectProvider<HandGivenRights> handGiven;
    private final Trail trail;

    RoleGrants(
            Accounts accounts,
            AccountAccess access,
            Approvals approvals,
            LastAdministrator lastAdministrator,
            ObjectProvider<HandGivenRights> handGiven,
            Trail trail) {
        this.accounts = accounts;
        this.access = access;
        this.approvals = approvals;
        this.lastAdministrator = lastAdministrator;
        this.handGiven = handGiven;
        this.trail = trail;
    }

    /**
     * Gives a role, or asks for a second person's approval where that is needed and there is one.
     *
     * @return the request that now waits; empty when the account has the role
     */
    public Optional<Approval> grant(Actor actor, UUID id, String role) {
        return access.attempt(actor, Activity.ROLE_GRANTED, id, role, () -> giveOrAsk(actor, id, role));
    }

    private Optional<Approval> giveOrAsk(Actor actor, UUID id, String role) {
        Account account = forRole(actor, id, role);
        if (account.hasRole(role)) {
            takeOver(actor, account, role);
            return Optional.empty();
        }
        if (needsSecondPerson(actor, role) && approvals.hasSecondPerson(actor)) {
            return Optional.of(approvals.request(actor, GiveRole.KIND, Map.of("account", id.toString(), "role", role)));
        }
        give(actor, account, role);
        return Optional.empty();
    }

    /** Takes a role; false when the account does not have it. */
    public boolean revoke(Actor actor, UUID id, String role) {
        return access.attempt(actor, Activity.ROLE_REVOKED, id, role, () -> take(actor, id, role));
    }

    private boolean take(Actor actor, UUID id, String role) {
        Account account = access.forWriting(actor, id, Permission.ROLES_GRANT);
        if (!account.hasRole(role)) {
            return false;
        }
        if (role.equals(LastAdministrator.ROLE)) {
            lastAdministrator.requireAnother(actor.realm(), id);
        }
        accounts.revoke(account, Set.of(role));
        byHand(actor, account, role);
        record(actor, Activity.ROLE_REVOKED, account, role);
        return true;
    }

    /** What was approved. */
    void giveApproved(Actor approver, UUID id, String role) {
        Account account = forRole(approver, id, role);
        if (!account.hasRole(role)) {
            give(approver, account, role);
        }
    }

    /** Whoever can decide on requests could undo the protection, so the role's name does not matter. */
    private static boolean needsSecondPerson(Actor actor, String role) {
        return actor.realm().definition().permissionsOf(role).contains(Permission.APPROVALS_DECIDE);
    }

    /** Something else had given the role; from now on somebody has. */
    private void takeOver(Actor actor, Account account, String role) {
        if (byHand(actor, account, role)) {
            accounts.changed(account);
            record(actor, Activity.ROLE_GRANTED, account, role);
        }
    }

    private boolean byHand(Actor actor, Account account, String role) {
        return handGiven.stream()
                        .filter(right -> right.role(actor.realm(), account.subject(), role))
                        .count()
                > 0;
    }

    private void give(Actor actor, Account account, String role) {
        accounts.grant(account, Set.of(role));
        byHand(actor, account, role);
        record(actor, Activity.ROLE_GRANTED, account, role);
    }

    private Account forRole(Actor actor, UUID id, String role) {
        Account account = access.forWriting(actor, id, Permission.ROLES_GRANT);
        actor.requireSomebodyElse(id);
        if (!actor.realm().definition().hasRole(role)) {
            throw new AccountException(AccountException.Reason.INVALID, "The realm has no role of that name.");
        }
        actor.requireCovering(actor.realm().definition().permissionsOf(role));
        return account;
    }

    private void record(Actor actor, Activity activity, Account account, String role) {
        trail.record(trail.event(actor.realm(), activity, actor.client(), null)
                .actor(actor.party())
                .target(accounts.party(account))
                .detail("role", role));
    }
}
