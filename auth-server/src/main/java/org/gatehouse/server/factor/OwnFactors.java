package org.gatehouse.server.factor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.remembered.RememberedBrowsers;
import org.gatehouse.server.factor.totp.TotpFactor;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.factor.totp.TotpKey;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInOverException;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do with their own factors: each change, its entries and what it ends are one transaction. */
@Component
@Transactional
class OwnFactors {

    private final Accounts accounts;
    private final TotpFactors apps;
    private final RecoveryCodes codes;
    private final RememberedBrowsers browsers;
    private final FactorRemovals removals;
    private final SecurityNotices notices;
    private final Trail trail;

    OwnFactors(
            Accounts accounts,
            TotpFactors apps,
            RecoveryCodes codes,
            RememberedBrowsers browsers,
            FactorRemovals removals,
            SecurityNotices notices,
            Trail trail) {
        this.accounts = accounts;
        this.apps = apps;
        this.codes = codes;
        this.browsers = browsers;
        this.removals = removals;
        this.notices = notices;
        this.trail = trail;
    }

    /** What came of a change. */
    enum Result {
        DONE,
        /** There is no such factor. */
        GONE,
        /** There are as many as there may be, or one with this key. */
        FULL,
        /** The realm demands a factor, and this is the last one. */
        LAST
    }

    /** Adds an authenticator app. @param step of the code that was seen */
    Result addApp(Realm realm, UUID id, TotpKey key, String name, long step) {
        Account account = locked(realm, id);
        if (apps.add(realm, id, key, name, step).isEmpty()) {
            return Result.FULL;
        }
        accounts.changed(account);
        enrolled(realm, account, SecondFactor.TOTP);
        return Result.DONE;
    }

    /**
     * Adds the app of somebody who must have a factor to go on. On the strength of a password alone nobody gets a second
     * one, of whatever kind the first is: that is asked again where it cannot change any more.
     */
    Result addFirstApp(Realm realm, SignInAttempt attempt, TotpKey key, String name, long step) {
        UUID id = attempt.account();
        Account account = locked(realm, id);
        if (!attempt.isStillOf(account)) {
            throw new SignInOverException(null);
        }
        boolean byPasswordAlone = !attempt.vouched() && removals.hasAny(realm, account.subject());
        return byPasswordAlone ? Result.FULL : addApp(realm, id, key, name, step);
    }

    Result renameApp(Realm realm, UUID id, UUID app, String name) {
        Account account = locked(realm, id);
        Optional<TotpFactor> before = apps.find(realm, id, app);
        if (before.isEmpty()) {
            return Result.GONE;
        }
        if (!before.get().name().equals(name)) {
            apps.rename(realm, id, app, name);
            accounts.changed(account);
            trail.record(event(realm, Activity.USER_UPDATED, account)
                    .change(Change.personal("authenticator", before.get().name(), name)));
        }
        return Result.DONE;
    }

    /** The last factor stays while the realm may ask for one: without it the password alone would let in a new one. */
    Result removeApp(Realm realm, UUID id, UUID app) {
        Account account = locked(realm, id);
        if (apps.find(realm, id, app).isEmpty()) {
            return Result.GONE;
        }
        if (removals.isNeeded(realm, account, app)) {
            trail.recordAtOnce(event(realm, Activity.FACTOR_REMOVED, account)
                    .outcome(Outcome.DENIED)
                    .reason("factor-required")
                    .detail("factor", SecondFactor.TOTP.code()));
            return Result.LAST;
        }
        apps.remove(realm, id, app);
        trail.record(event(realm, Activity.FACTOR_REMOVED, account).detail("factor", SecondFactor.TOTP.code()));
        removals.removed(realm, account, app, SecondFactor.TOTP, accounts.party(account), null, null);
        return Result.DONE;
    }

    /**
     * Gives new recovery codes; the earlier ones are void.
     *
     * @param stands whether it is not over what they are given in, seen from the locked account
     * @throws SignInOverException when it is: codes that were saved by whoever is being thrown out would be their way back
     */
    void replaceCodes(Realm realm, UUID id, Predicate<Account> stands, List<String> fresh) {
        Account account = locked(realm, id);
        if (!stands.test(account)) {
            throw new SignInOverException(null);
        }
        codes.replace(realm, id, fresh);
        accounts.changed(account);
        enrolled(realm, account, SecondFactor.RECOVERY_CODE);
    }

    /** Uses a recovery code up on the way in; false when the person has no such code, or it is used. */
    boolean useCode(Realm realm, UUID id, @Nullable String client, String typed) {
        Account account = locked(realm, id);
        if (!codes.use(realm, id, typed)) {
            return false;
        }
        trail.record(trail.event(realm, Activity.RECOVERY_USED, client, null).actor(accounts.party(account)));
        notices.tell(
                realm,
                id,
                SecurityNotices.Kind.RECOVERY_CODE_USED,
                Map.of("left", String.valueOf(codes.left(realm, id))));
        return true;
    }

    /** False when the person has no such browser. */
    boolean forgetBrowser(Realm realm, UUID id, UUID browser) {
        Account account = locked(realm, id);
        return browsers.remove(realm, id, browser, accounts.party(account), "revoked");
    }

    private Account locked(Realm realm, UUID id) {
        Account account =
                accounts.lock(realm, id).orElseThrow(() -> new IllegalStateException("The account was just there"));
        SignedIn.requireStanding(account);
        return account;
    }

    private void enrolled(Realm realm, Account account, SecondFactor factor) {
        trail.record(event(realm, Activity.FACTOR_ENROLLED, account).detail("factor", factor.code()));
        notices.tell(realm, account.subject(), SecurityNotices.Kind.FACTOR_ADDED, Map.of("factor", factor.code()));
    }

    private AuditEvent.Builder event(Realm realm, Activity activity, Account account) {
        Party party = accounts.party(account);
        String session = SignedIn.current().map(SignedInAccount::reference).orElse(null);
        return trail.event(realm, activity, null, session).actor(party).target(party);
    }
}
