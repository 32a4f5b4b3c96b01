package org.gatehouse.server.administration;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.SignInEnds;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.groups.SuspendedMemberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.LastAdministrator;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Hides an account whose row the caller has locked, so that it can be brought back as it was. */
@Component
class SoftDeletion {

    private final Accounts accounts;
    private final Memberships memberships;
    private final SuspendedMemberships suspended;
    private final LastAdministrator lastAdministrator;
    private final SignInEnds signIns;
    private final Trail trail;
    private final JsonMapper json;

    SoftDeletion(
            Accounts accounts,
            Memberships memberships,
            SuspendedMemberships suspended,
            LastAdministrator lastAdministrator,
            SignInEnds signIns,
            Trail trail,
            JsonMapper json) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.suspended = suspended;
        this.lastAdministrator = lastAdministrator;
        this.signIns = signIns;
        this.trail = trail;
        this.json = json;
    }

    /** What a deleted account gets back. */
    record Restorable(Set<String> roles, List<UUID> groups) {}

    /**
     * Takes all rights, ends all sign-ins and hides the account, each with its entry; part of the caller's transaction.
     *
     * @param client through which it is done, where one is known
     * @param session the sign-in in which it is done, where one is known
     * @throws org.gatehouse.server.rights.ActionRefusedException when no administrator would be left
     */
    void hide(Realm realm, Account account, Party actor, @Nullable String client, @Nullable String session) {
        keepAnAdministrator(realm, account);
        Set<String> roles = new TreeSet<>(account.roles());
        List<UUID> groups = groups(realm, account, actor, client);
        accounts.revoke(account, roles);
        roles.forEach(role -> trail.record(entry(realm, Activity.ROLE_REVOKED, account, actor, client, session)
                .detail("role", role)));
        accounts.setState(account, AccountState.DELETED, json.writeValueAsString(new Restorable(roles, groups)));
        trail.record(entry(realm, Activity.USER_SOFT_DELETED, account, actor, client, session));
        signIns.endEverything(realm, account, actor, "account-deleted");
    }

    /** Those a directory had taken them out of too: they would have come back with the account. */
    private List<UUID> groups(Realm realm, Account account, Party actor, @Nullable String client) {
        Set<UUID> groups = new TreeSet<>(memberships.removeAll(realm, account, actor, client));
        groups.addAll(suspended.end(realm, account.subject()));
        return List.copyOf(groups);
    }

    Restorable restorable(Account account) {
        String kept = accounts.restorable(account);
        return kept == null ? new Restorable(Set.of(), List.of()) : json.readValue(kept, Restorable.class);
    }

    void keepAnAdministrator(Realm realm, Account account) {
        if (account.isActive() && account.hasRole(LastAdministrator.ROLE)) {
            lastAdministrator.requireAnother(realm, account.subject());
        }
    }

    private AuditEvent.Builder entry(
            Realm realm,
            Activity activity,
            Account account,
            Party actor,
            @Nullable String client,
            @Nullable String session) {
        return trail.event(realm, activity, client, session).actor(actor).target(accounts.party(account));
    }
}
