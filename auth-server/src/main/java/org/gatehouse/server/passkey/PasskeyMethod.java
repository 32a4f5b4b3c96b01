package org.gatehouse.server.passkey;

import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.SecondFactorMethod;
import org.springframework.stereotype.Component;

/** A passkey as the second factor: PIN or biometrics are not needed then, the password was the other one. */
@Component
class PasskeyMethod implements SecondFactorMethod {

    static final String PAGE = "passkey";

    private final Passkeys passkeys;

    PasskeyMethod(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @Override
    public SecondFactor kind() {
        return SecondFactor.PASSKEY;
    }

    @Override
    public boolean isReady(Realm realm, Account account) {
        return !passkeys.of(realm, account.subject()).isEmpty();
    }

    @Override
    public String page() {
        return PAGE;
    }
}
