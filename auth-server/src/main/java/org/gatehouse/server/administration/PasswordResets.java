package org.gatehouse.server.administration;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.SignInEnds;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What administrators do about other people's passwords. They never choose one: what they hand out is made up here, and
 * opens nothing but the page where the person chooses their own.
 */
@Component
public class PasswordResets {

    /** How long a temporary password may be used. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    /** Without letters and digits that are taken for each other when somebody reads them out. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    /** Four groups of five: 99 bits. */
    private static final int GROUPS = 4;

    private static final int GROUP_LENGTH = 5;

    private final Accounts accounts;
    private final AccountAccess access;
    private final EffectiveRights rights;
    private final PasswordHashing hashing;
    private final SignInEnds signIns;
    private final SecurityNotices notices;
    private final Trail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PasswordResets(
            Accounts accounts,
            AccountAccess access,
            EffectiveRights rights,
            PasswordHashing hashing,
            SignInEnds signIns,
            SecurityNotices notices,
            Trail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.accounts = accounts;
        this.access = access;
        this.rights = rights;
        this.hashing = hashing;
        this.signIns = signIns;
        this.notices = notices;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A password to hand out, to be shown once. */
    public record Temporary(String password, Instant expiresAt) {

        @Override
        public String toString() {
            return "Temporary[hidden]"; // a password has no place in a log
        }
    }

    /**
     * Gives somebody a password for one sign-in and ends everything they have open.
     *
     * @throws ActionRefusedException for whoever decides on requests, too: who could sign in as the second person would
     *     need none
     */
    public Temporary giveTemporary(Actor actor, UUID id) {
        return access.attempt(actor, Activity.CREDENTIAL_RESET, id, () -> {
            actor.require(Permission.USERS_WRITE);
            String password = password();
            String hash = hashing.hash(password); // before the transaction: it takes a while
            return Objects.requireNonNull(transactions.execute(status -> give(actor, id, password, hash)));
        });
    }

    private Temporary give(Actor actor, UUID id, String password, String hash) {
        Account account = forWriting(actor, id);
        if (rights.permissions(actor.realm(), id).contains(Permission.APPROVALS_DECIDE)) {
            throw new ActionRefusedException(ActionRefusedException.Reason.DECIDES_ON_REQUESTS);
        }
        Instant expiresAt = clock.instant().plus(LIFETIME);
        accounts.setTemporaryPassword(actor.realm(), account, hash, expiresAt);
        trail.record(trail.event(actor.realm(), Activity.CREDENTIAL_RESET, actor.client(), null)
                .actor(actor.party())
                .target(accounts.party(account))
                .detail("credential", "password"));
        signIns.endEverything(actor.realm(), account, actor.party(), "temporary-password");
        notices.tell(actor.realm(), id, SecurityNotices.Kind.PASSWORD_HANDED_OUT, Map.of());
        return new Temporary(password, expiresAt);
    }

    /** Somebody has to choose another password before their next sign-in is complete; false when that is so already. */
    public boolean requireChange(Actor actor, UUID id) {
        return access.attempt(
                actor,
                Activity.USER_UPDATED,
                id,
                () -> Boolean.TRUE.equals(transactions.execute(status -> mark(actor, id))));
    }

    private boolean mark(Actor actor, UUID id) {
        Account account = forWriting(actor, id);
        if (account.passwordHash() == null) {
            throw new AccountException(AccountException.Reason.WRONG_STATE, "The account has no password.");
        }
        if (!accounts.requirePasswordChange(account)) {
            return false;
        }
        trail.record(trail.event(actor.realm(), Activity.USER_UPDATED, actor.client(), null)
                .actor(actor.party())
                .target(accounts.party(account))
                .change(Change.of("passwordMustChange", "false", "true")));
        return true;
    }

    private Account forWriting(Actor actor, UUID id) {
        Account account = access.forWriting(actor, id, Permission.USERS_WRITE);
        actor.requireSomebodyElse(id);
        return account;
    }

    private String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            password.append(i > 0 && i % GROUP_LENGTH == 0 ? "-" : "");
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
