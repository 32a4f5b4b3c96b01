package org.gatehouse.server.email;

import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.factor.EnrolmentWay;
import org.gatehouse.server.mail.Outbox;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Codes go to an address that is proven; whoever has one that is not proves it on the way in. */
@Component
class MailboxEnrolmentWay implements EnrolmentWay {

    private final Outbox outbox;
    private final Accounts accounts;

    MailboxEnrolmentWay(Outbox outbox, Accounts accounts) {
        this.outbox = outbox;
        this.accounts = accounts;
    }

    @Override
    public SecondFactor kind() {
        return SecondFactor.EMAIL_CODE;
    }

    @Override
    public boolean isOpenTo(Realm realm, Account account) {
        return outbox.isOpen()
                && !account.emailVerified()
                && accounts.personalData(account).email() != null;
    }

    /** Where the realm takes such codes. */
    boolean isOffered(Realm realm, Account account) {
        return realm.definition().signIn().secondFactor().methods().contains(kind()) && isOpenTo(realm, account);
    }

    @Override
    public String page() {
        return ConfirmEmailStep.PAGE;
    }
}
