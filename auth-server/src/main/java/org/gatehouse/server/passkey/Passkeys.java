package org.gatehouse.server.passkey;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.factor.FactorRemovals;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The passkeys people have: each change is one transaction with its entry. */
@Component
@Transactional
public class Passkeys {

    private final PasskeyRows rows;
    private final Accounts accounts;
    private final FactorRemovals removals;
    private final Trail trail;

    Passkeys(PasskeyRows rows, Accounts accounts, FactorRemovals removals, Trail trail) {
        this.rows = rows;
        this.accounts = accounts;
        this.removals = removals;
        this.trail = trail;
    }

    /** Whether the realm has passkeys at all: one that does not count as a factor would be of no use. */
    public static boolean areOffered(Realm realm) {
        return realm.definition().signIn().secondFactor().methods().contains(SecondFactor.PASSKEY);
    }

    /** The oldest first. */
    @Transactional(readOnly = true)
    public List<Passkey> of(Realm realm, UUID account) {
        return rows.of(realm, account).stream().map(PasskeyRows.Row::passkey).toList();
    }

    /** One of the person's. */
    @Transactional(readOnly = true)
    public Optional<Passkey> find(Realm realm, UUID account, UUID id) {
        return of(realm, account).stream()
                .filter(passkey -> passkey.id().equals(id))
                .findFirst();
    }

    /**
     * Gives a passkey another name.
     *
     * @param session the sign-in it is done in
     * @return false when the person has no such passkey
     * @throws IllegalArgumentException when the name is empty or longer than {@link Passkey#LONGEST_NAME}
     */
    public boolean rename(Realm realm, Account owner, UUID id, String name, @Nullable String session) {
        if (name.isBlank() || name.length() > Passkey.LONGEST_NAME) {
            throw new IllegalArgumentException("Not a name for a passkey");
        }
        accounts.lock(realm, owner.subject()).ifPresent(SignedIn::requireStanding);
        Optional<Passkey> found = find(realm, owner.subject(), id);
        if (found.isEmpty() || !rows.rename(realm, owner.subject(), id, name)) {
            return false;
        }
        if (!found.get().name().equals(name)) {
            Party party = accounts.party(owner);
            trail.record(trail.event(realm, Activity.CREDENTIAL_CHANGED, null, session)
                    .actor(party)
                    .target(party)
                    .detail("credential", SecondFactor.PASSKEY.code())
                    .change(Change.personal("name", found.get().name(), name)));
        }
        return true;
    }

    /**
     * Removes one's own passkey, unless it is the only way to sign in: nobody shuts their own last door.
     *
     * @return false when it is, and stays
     */
    public boolean removeOwn(Realm realm, UUID owner, UUID id, @Nullable String session) {
        Optional<Account> locked = accounts.lock(realm, owner); // two tabs do not remove one each
        locked.ifPresent(SignedIn::requireStanding);
        boolean stays = locked.filter(account -> isNeeded(realm, account, id)).isPresent()
                && find(realm, owner, id).isPresent();
        if (stays) {
            trail.recordAtOnce(removal(
                            trail.event(realm, Activity.FACTOR_REMOVED, null, session),
                            locked.orElseThrow(),
                            accounts.party(locked.orElseThrow()))
                    .outcome(Outcome.DENIED)
                    .reason("factor-required"));
        } else {
            locked.ifPresent(account -> remove(realm, account, id, accounts.party(account), null, session));
        }
        return !stays;
    }

    /** Whether it is the only way in, or the last second factor where the realm may ask for one. */
    @Transactional(readOnly = true)
    public boolean isNeeded(Realm realm, Account account, UUID id) {
        return isOnlyWayIn(realm, account) || removals.isNeeded(realm, account, id);
    }

    /** Whether the person has no password, and one passkey. */
    @Transactional(readOnly = true)
    public boolean isOnlyWayIn(Realm realm, Account account) {
        return account.passwordHash() == null
                && rows.of(realm, account.subject()).size() == 1;
    }

    /**
     * Removes a passkey.
     *
     * @param actor who does it
     * @return false when the person has no such passkey
     */
    public boolean remove(
            Realm realm, Account owner, UUID id, Party actor, @Nullable String client, @Nullable String session) {
        boolean removed = rows.remove(realm, owner.subject(), id);
        if (removed) {
            trail.record(removal(trail.event(realm, Activity.FACTOR_REMOVED, client, session), owner, actor));
            removals.removed(realm, owner, id, SecondFactor.PASSKEY, actor, client, null);
        }
        return removed;
    }

    private AuditEvent.Builder removal(AuditEvent.Builder event, Account owner, Party actor) {
        return event.actor(actor).target(accounts.party(owner)).detail("factor", SecondFactor.PASSKEY.code());
    }
}
