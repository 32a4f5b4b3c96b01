package org.gatehouse.server.newpassword;

import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.RequiredAction;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** A password that was handed out, that somebody wants changed, or that is too old is replaced before anything else. */
@Component
@Order(10)
class ChangePasswordAction implements RequiredAction {

    static final String PAGE = "password";

    private final PasswordAges ages;

    ChangePasswordAction(PasswordAges ages) {
        this.ages = ages;
    }

    @Override
    public boolean isDue(Realm realm, Account account) {
        return account.passwordHash() != null && (account.passwordMustChange() || ages.isTooOld(realm, account));
    }

    @Override
    public String page() {
        return PAGE;
    }
}
