package org.gatehouse.server.factor;

import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.SecondFactorMethod;
import org.springframework.stereotype.Component;

/** A recovery code in place of a second factor that is not at hand. */
@Component
class RecoveryCodeMethod implements SecondFactorMethod {

    static final String PAGE = "recovery-code";

    private final RecoveryCodes codes;

    RecoveryCodeMethod(RecoveryCodes codes) {
        this.codes = codes;
    }

    @Override
    public SecondFactor kind() {
        return SecondFactor.RECOVERY_CODE;
    }

    @Override
    public boolean isReady(Realm realm, Account account) {
        return codes.left(realm, account.subject()) > 0;
    }

    @Override
    public String page() {
        return PAGE;
    }
}
