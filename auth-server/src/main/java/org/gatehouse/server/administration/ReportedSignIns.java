package org.gatehouse.server.administration;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.PasswordHold;
import org.gatehouse.server.tokens.SignInEnding;
import org.gatehouse.server.trail.Trail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sign-ins people say were not them. Whoever got in is out at once and the password has to be changed; the case stays open
 * until an administrator has looked into it.
 */
@Component
@Transactional
public class ReportedSignIns implements AccountErasure, PasswordHold {

    /** More than anybody reads at once; those that wait longest come first. */
    private static final int MOST = 200;

    private static final String OPEN = """
            INSERT INTO reported_sign_in (realm_id, account_id, reported_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String SAY_AGAIN = """
            UPDATE reported_sign_in SET reported_at = ? WHERE realm_id = ? AND account_id = ? AND reported_at < ?
            """;
    private static final String CLOSE = "DELETE FROM reported_sign_in WHERE realm_id = ? AND account_id = ?";
    private static final String LIST = """
            SELECT r.account_id, a.user_name, a.display_name, r.reported_at
              FROM reported_sign_in r JOIN account a ON a.realm_id = r.realm_id AND a.id = r.account_id
             WHERE r.realm_id = ? AND a.state <> 'DELETED' ORDER BY r.reported_at, r.account_id LIMIT ?
            """;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final AccountAccess access;
    private final SignInEnding signIns;
    private final Trail trail;
    private final Clock clock;

    ReportedSignIns(
            JdbcClient jdbc, Accounts accounts, AccountAccess access, SignInEnding signIns, Trail trail, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.access = access;
        this.signIns = signIns;
        this.trail = trail;
        this.clock = clock;
    }

    /** A case that is open. */
    public record Case(UUID account, String userName, String displayName, Instant reportedAt) {}

    /** The person says so; everything of theirs but this sign-in ends. Said again while the case is open it ends it again. */
    public void report(Realm realm, SignedInAccount person) {
        Account account = accounts.lock(realm, person.account()).orElseThrow(AccountException::notFound);
        Party party = accounts.party(account);
        boolean opened = jdbc.sql(OPEN)
                        .params(realm.id(), account.subject(), Timestamp.from(clock.instant()))
                        .update()
                > 0;
        boolean again = !opened && sayAgain(realm, account);
        boolean marked = account.passwordHash() != null && accounts.requirePasswordChange(account);
        if (opened || again || marked) {
            AuditEvent.Builder event = trail.event(realm, Activity.USER_UPDATED, null, person.reference())
                    .actor(party)
                    .target(party)
                    .reason("not-me");
            trail.record(changes(event, opened, again, marked));
        }
        signIns.endOthers(realm, person, party, "not-me");
    }

    /** It is about the password of now, when that is another one since. */
    private boolean sayAgain(Realm realm, Account account) {
        Instant changed = account.passwordChangedAt();
        return changed != null
                && jdbc.sql(SAY_AGAIN)
                                .params(
                                        Timestamp.from(clock.instant()),
                                        realm.id(),
                                        account.subject(),
                                        Timestamp.from(changed))
                                .update()
                        > 0;
    }

    /** A password that is newer was chosen by a link, or handed out: whoever was reported does not know it. */
    @Override
    @Transactional(readOnly = true)
    public boolean holds(Realm realm, Account account) {
        Instant changed = account.passwordChangedAt();
        return account.passwordMustChange()
                && reportedAt(realm, account.subject())
                        .filter(reported -> changed == null || !changed.isAfter(reported))
                        .isPresent();
    }

    private static AuditEvent.Builder changes(AuditEvent.Builder event, boolean opened, boolean again, boolean marked) {
        if (opened) {
            event.change(Change.of("reportedSignIn", "none", "open"));
        }
        if (again) {
            event.change(Change.of("reportedSignIn", "open", "open again"));
        }
        return marked ? event.change(Change.of("passwordMustChange", "false", "true")) : event;
    }

    /** When the person reported what nobody has looked into yet. */
    @Transactional(readOnly = true)
    public Optional<Instant> reportedAt(Realm realm, UUID account) {
        return jdbc.sql("SELECT reported_at FROM reported_sign_in WHERE realm_id = ? AND account_id = ?")
                .params(realm.id(), account)
                .query((row, number) -> row.getTimestamp("reported_at").toInstant())
                .optional();
    }

    /** Those that wait longest, at most two hundred. */
    @Transactional(readOnly = true)
    public List<Case> open(Actor actor) {
        actor.require(Permission.USERS_READ);
        return jdbc.sql(LIST)
                .params(actor.realm().id(), MOST)
                .query((row, number) -> new Case(
                        row.getObject("account_id", UUID.class),
                        row.getString("user_name"),
                        row.getString("display_name"),
                        row.getTimestamp("reported_at").toInstant()))
                .list();
    }

    /**
     * Somebody has looked into it; false when there is no such case any more. Nobody closes their own: who sits at a stolen
     * administrator's browser must not be the one who looks into it.
     *
     * @throws AccountException when there is no such account
     */
    public boolean close(Actor actor, UUID id) {
        return access.attempt(actor, Activity.USER_UPDATED, id, () -> {
            Account account = access.forWriting(actor, id, Permission.USERS_WRITE);
            actor.requireSomebodyElse(id);
            boolean closed = jdbc.sql(CLOSE).params(actor.realm().id(), id).update() > 0;
            if (closed) {
                trail.record(trail.event(actor.realm(), Activity.USER_UPDATED, actor.client(), null)
                        .actor(actor.party())
                        .target(accounts.party(account))
                        .change(Change.of("reportedSignIn", "open", "closed")));
            }
            return closed;
        });
    }

    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql(CLOSE).params(realm.id(), account).update();
    }
}
