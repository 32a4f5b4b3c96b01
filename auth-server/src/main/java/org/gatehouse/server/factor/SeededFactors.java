package org.gatehouse.server.factor;

import java.util.List;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.factor.totp.TotpKey;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Factors of people who come from a seed file, with keys and codes everybody may know. */
@Component
public class SeededFactors {

    private static final String NAME = "Authenticator";

    /** Before any step a clock can be at: no code of the key was used. */
    private static final long NO_STEP = 0;

    private final TotpFactors apps;
    private final RecoveryCodes codes;
    private final Accounts accounts;
    private final Trail trail;

    SeededFactors(TotpFactors apps, RecoveryCodes codes, Accounts accounts, Trail trail) {
        this.apps = apps;
        this.codes = codes;
        this.accounts = accounts;
        this.trail = trail;
    }

    /** Part of the transaction that makes the account. @param totp a key in Base32; null for none */
    public void add(Realm realm, Account account, @Nullable String totp, List<String> recoveryCodes) {
        if (totp != null) {
            apps.add(realm, account.subject(), TotpKey.parse(totp), NAME, NO_STEP);
            record(realm, account, SecondFactor.TOTP);
        }
        if (!recoveryCodes.isEmpty()) {
            codes.replace(realm, account.subject(), recoveryCodes);
            record(realm, account, SecondFactor.RECOVERY_CODE);
        }
    }

    private void record(Realm realm, Account account, SecondFactor factor) {
        trail.record(trail.event(realm, Activity.FACTOR_ENROLLED)
                .actor(Party.system())
                .target(accounts.party(account))
                .detail("factor", factor.code()));
    }
}
