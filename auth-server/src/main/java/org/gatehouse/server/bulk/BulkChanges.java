package org.gatehouse.server.bulk;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.administration.AccountLifecycle;
import org.gatehouse.server.administration.AccountSessions;
import org.gatehouse.server.bulk.BulkChange.Changed;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Does it to one of them. Rights, refusals and entries are those of the same thing done to one person alone. */
@Component
public class BulkChanges {

    private final Accounts accounts;
    private final AccountLifecycle lifecycle;
    private final AccountSessions sessions;
    private final Memberships memberships;

    BulkChanges(Accounts accounts, AccountLifecycle lifecycle, AccountSessions sessions, Memberships memberships) {
        this.accounts = accounts;
        this.lifecycle = lifecycle;
        this.sessions = sessions;
        this.memberships = memberships;
    }

    /** Whether it would change nothing. */
    @Transactional(readOnly = true)
    public boolean isSame(Actor actor, BulkAction action, @Nullable UUID group, Account person) {
        return switch (action) {
            case DISABLE -> person.state() == AccountState.DISABLED;
            case ENABLE -> person.state() == AccountState.ACTIVE;
            case SIGN_OUT -> false;
            case JOIN -> isMember(actor, group, person);
            case LEAVE -> !isMember(actor, group, person);
        };
    }

    /**
     * Does it.
     *
     * @param group for what is about one
     * @return what can be undone: empty where nothing changed, and where the opposite would not bring back what was
     */
    @Transactional
    public Optional<Changed> make(Actor actor, BulkAction action, @Nullable UUID group, UUID person) {
        Optional<Account> before = accounts.lock(actor.realm(), person);
        boolean exact = before.filter(account -> isUndone(actor, action, group, account))
                .isPresent();
        boolean changed = change(actor, action, group, person);
        return before.filter(account -> changed && exact).map(account -> new Changed(person, account.version()));
    }

    /**
     * Undoes it, unless the person has changed since.
     *
     * @throws ChangedSinceException when they have
     */
    @Transactional
    public void undo(Actor actor, BulkChange done, UUID person) {
        BulkAction opposite = done.action().opposite().orElseThrow();
        Optional<Account> now = accounts.lock(actor.realm(), person);
        if (now.filter(account -> done.changed().contains(new Changed(person, account.version())))
                .isEmpty()) {
            throw new ChangedSinceException();
        }
        change(actor, opposite, done.group(), person);
    }

    /** Whether the opposite makes of the person what they are now: whom a directory disabled it may enable again. */
    private boolean isUndone(Actor actor, BulkAction action, @Nullable UUID group, Account person) {
        return action.opposite().isPresent()
                && !isSame(actor, action, group, person)
                && (action != BulkAction.ENABLE || person.disabledBy() == null);
    }

    private boolean change(Actor actor, BulkAction action, @Nullable UUID group, UUID person) {
        return switch (action) {
            case DISABLE -> lifecycle.disable(actor, person);
            case ENABLE -> lifecycle.enable(actor, person);
            case SIGN_OUT -> {
                sessions.endAll(actor, person);
                yield true;
            }
            case JOIN -> memberships.add(actor, Objects.requireNonNull(group), person);
            case LEAVE -> memberships.remove(actor, Objects.requireNonNull(group), person);
        };
    }

    private boolean isMember(Actor actor, @Nullable UUID group, Account person) {
        return group != null && memberships.of(actor.realm(), person.subject()).contains(group);
    }
}
