package org.gatehouse.server.administration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.email.EmailVerification;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Justification;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Creates, shows and edits accounts. */
@Component
@Transactional
public class AccountAdministration {

    private final Accounts accounts;
    private final AccountAccess access;
    private final AccountViews views;
    private final Memberships memberships;
    private final Groups groups;
    private final EmailVerification emails;
    private final Trail trail;

    AccountAdministration(
            Accounts accounts,
            AccountAccess access,
            AccountViews views,
            Memberships memberships,
            Groups groups,
            EmailVerification emails,
            Trail trail) {
        this.accounts = accounts;
        this.access = access;
        this.views = views;
        this.memberships = memberships;
        this.groups = groups;
        this.emails = emails;
        this.trail = trail;
    }

    /**
     * Shows an account; that is an entry.
     *
     * @throws AccountException when there is none, or it is deleted and the actor may not restore it
     */
    public AccountRecord view(Actor actor, UUID id) {
        Account account = access.forReading(actor, id);
        views.viewed(actor, account);
        return record(actor.realm(), account, Set.of());
    }

    /**
     * Shows an account with some of what is masked, which needs the right to change it; that is an entry each time.
     *
     * @param attributes sensitive ones
     * @param why one line of up to {@value Justification#LONGEST} characters, for the entry
     * @throws AccountException as {@link #view}; {@link AccountException.Reason#WHY} without a reason
     */
    public AccountRecord reveal(Actor actor, UUID id, Set<String> attributes, @Nullable String why) {
        Account account = access.forReading(actor, id);
        Set<String> sensitive = sensitive(actor.realm(), attributes);
        actor.require(Permission.USERS_WRITE);
        String reason = Justification.of(why)
                .orElseThrow(() -> new AccountException(
                        AccountException.Reason.WHY,
                        "Say why with 'why', in one line of at most " + Justification.LONGEST + " characters."));
        views.revealed(actor, account, sensitive, reason);
        return record(actor.realm(), account, sensitive);
    }

    /** What an account looks like after a change; no entry of its own. */
    @Transactional(readOnly = true)
    public AccountRecord afterChange(Actor actor, UUID id) {
        Account account = accounts.find(actor.realm(), id).orElseThrow(AccountException::notFound);
        return record(actor.realm(), account, Set.of());
    }

    /**
     * Creates an account without roles; those are given one by one.
     *
     * @throws org.gatehouse.server.directory.InvalidAccountException with everything that is wrong
     * @throws org.gatehouse.server.directory.UserNameTakenException when somebody has the user name, deleted people too
     */
    public Account create(Actor actor, AccountEdit edit, @Nullable String passwordHash) {
        actor.require(Permission.USERS_WRITE);
        Realm realm = actor.realm();
        accounts.requireValid(realm, edit);
        Account account = accounts.create(realm, newAccount(edit, passwordHash), actor.party());
        emails.changedByAdministrator(realm, account, null);
        return account;
    }

    /**
     * Changes fields and attributes.
     *
     * @throws AccountException {@link AccountException.Reason#STALE} when the account has another version
     */
    public Account edit(Actor actor, UUID id, int version, AccountEdit edit) {
        return access.attempt(actor, Activity.USER_UPDATED, id, () -> write(actor, id, version, edit));
    }

    private Account write(Actor actor, UUID id, int version, AccountEdit edit) {
        Account account = access.forWriting(actor, id, version, Permission.USERS_WRITE);
        String proven = account.emailVerified() ? accounts.personalData(account).email() : null;
        List<Change> changes = accounts.edit(actor.realm(), account, edit);
        if (changes.stream().anyMatch(change -> change.field().equals(AccountField.EMAIL.code()))) {
            emails.changedByAdministrator(actor.realm(), account, proven);
        }
        if (!changes.isEmpty()) {
            trail.record(trail.event(actor.realm(), Activity.USER_UPDATED, actor.client(), null)
                    .actor(actor.party())
                    .target(accounts.party(account))
                    .changes(changes));
        }
        return account;
    }

    private AccountRecord record(Realm realm, Account account, Set<String> revealed) {
        return new AccountRecord(
                account,
                accounts.personalData(account),
                accounts.attributes(realm, account, revealed),
                memberships.of(realm, account.subject()).stream()
                        .map(group -> groups.get(realm, group))
                        .toList());
    }

    private static Set<String> sensitive(Realm realm, Set<String> names) {
        boolean known = names.stream()
                .allMatch(name -> realm.definition()
                        .findAttribute(name)
                        .filter(AttributeDefinition::sensitive)
                        .isPresent());
        if (!known) {
            throw new AccountException(
                    AccountException.Reason.INVALID, "The realm has no sensitive attribute of that name.");
        }
        return Set.copyOf(names);
    }

    private static NewAccount newAccount(AccountEdit edit, @Nullable String passwordHash) {
        return new NewAccount(
                Objects.requireNonNull(edit.fields().get(AccountField.USER_NAME)),
                Objects.requireNonNull(edit.fields().get(AccountField.DISPLAY_NAME)),
                edit.fields().get(AccountField.EMAIL),
                Boolean.parseBoolean(edit.fields().get(AccountField.EMAIL_VERIFIED)),
                edit.fields().get(AccountField.PHONE),
                Boolean.parseBoolean(edit.fields().get(AccountField.PHONE_VERIFIED)),
                edit.fields().get(AccountField.LOCALE),
                passwordHash,
                Set.of(),
                AccountState.ACTIVE,
                Map.of(),
                edit.attributes());
    }
}
