package org.gatehouse.server.factor;

import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.SecondFactorMethod;
import org.springframework.stereotype.Component;

/** The code of an authenticator app as a second factor. */
@Component
class TotpMethod implements SecondFactorMethod {

    static final String PAGE = "totp";

    private final TotpFactors apps;

    TotpMethod(TotpFactors apps) {
        this.apps = apps;
    }

    @Override
    public SecondFactor kind() {
        return SecondFactor.TOTP;
    }

    @Override
    public boolean isReady(Realm realm, Account account) {
        return apps.exists(realm, account.subject());
    }

    @Override
    public String page() {
        return PAGE;
    }
}
