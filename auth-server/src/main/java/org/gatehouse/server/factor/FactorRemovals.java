package org.gatehouse.server.factor;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.remembered.RememberedBrowsers;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What goes with a factor that somebody removes, whatever its kind. Always within the caller's transaction. */
@Component
public class FactorRemovals {

    private final List<FactorKeeper> keepers;
    private final FactorPolicy policy;
    private final RecoveryCodes codes;
    private final RememberedBrowsers browsers;
    private final SecurityNotices notices;
    private final Accounts accounts;
    private final Trail trail;

    FactorRemovals(
            List<FactorKeeper> keepers,
            FactorPolicy policy,
            RecoveryCodes codes,
            RememberedBrowsers browsers,
            SecurityNotices notices,
            Accounts accounts,
            Trail trail) {
        this.keepers = List.copyOf(keepers);
        this.policy = policy;
        this.codes = codes;
        this.browsers = browsers;
        this.notices = notices;
        this.accounts = accounts;
        this.trail = trail;
    }

    /** Whether this is the person's last factor, and the realm may ask them for one: then it stays. */
    public boolean isNeeded(Realm realm, Account account, UUID factor) {
        boolean last = keepers.stream()
                .flatMap(keeper -> keeper.of(realm, account.subject()).stream())
                .filter(other -> policy.allows(realm, other.kind()))
                .allMatch(other -> other.id().equals(factor));
        return last && policy.mayDemand(realm, account);
    }

    /** Whether the person has any factor, of whatever kind. */
    public boolean hasAny(Realm realm, UUID account) {
        return keepers.stream().anyMatch(keeper -> !keeper.of(realm, account).isEmpty());
    }

    /**
     * A factor is gone, and its entry written: browsers remembered with it are forgotten, recovery codes that stand in for
     * nothing any more are removed with an entry of their own, and the person is told.
     *
     * @param client through which it was removed; null on the person's own pages
     * @param reason a stable code for the entries; null when the person just did it
     */
    public void removed(
            Realm realm,
            Account account,
            UUID factor,
            SecondFactor kind,
            Party actor,
            @Nullable String client,
            @Nullable String reason) {
        UUID id = account.subject();
        browsers.removeWith(realm, id, factor.toString(), actor, reason == null ? "factor-removed" : reason);
        notices.tell(realm, id, SecurityNotices.Kind.FACTOR_REMOVED, Map.of("factor", kind.code()));
        if (!hasAny(realm, id)) {
            removeCodes(realm, account, actor, client, reason);
        }
        accounts.find(realm, id).ifPresent(accounts::changed); // the caller's may be from before its transaction
    }

    /** Removes the recovery codes, with the entry; nothing happens where there are none. */
    public void removeCodes(
            Realm realm, Account account, Party actor, @Nullable String client, @Nullable String reason) {
        if (codes.remove(realm, account.subject())) {
            var event = trail.event(realm, Activity.FACTOR_REMOVED, client, null)
                    .actor(actor)
                    .target(accounts.party(account))
                    .detail("factor", SecondFactor.RECOVERY_CODE.code());
            trail.record(reason == null ? event : event.reason(reason));
        }
    }
}
