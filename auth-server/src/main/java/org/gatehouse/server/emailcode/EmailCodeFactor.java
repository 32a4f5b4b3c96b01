package org.gatehouse.server.emailcode;

import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.mail.Outbox;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.SecondFactorMethod;
import org.springframework.stereotype.Component;

/** Everybody has this factor whose address is proven, if mail is sent at all; the realm says whether it counts. */
@Component
class EmailCodeFactor implements SecondFactorMethod {

    static final String PAGE = "email-code";

    private final Outbox outbox;
    private final Accounts accounts;

    EmailCodeFactor(Outbox outbox, Accounts accounts) {
        this.outbox = outbox;
        this.accounts = accounts;
    }

    @Override
    public SecondFactor kind() {
        return SecondFactor.EMAIL_CODE;
    }

    @Override
    public boolean isReady(Realm realm, Account account) {
        return outbox.isOpen()
                && account.emailVerified()
                && accounts.personalData(account).email() != null;
    }

    @Override
    public String page() {
        return PAGE;
    }
}
