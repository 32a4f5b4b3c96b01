package org.gatehouse.server.email;

import java.util.Map;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.NewBrowserNotice;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails people when somebody signed in as them with a browser that never did. */
@Component
class NewBrowserMail implements NewBrowserNotice {

    /** What a browser says of itself may be a page long; its beginning tells what it is. */
    private static final int LONGEST = 200;

    private final SecurityNotices notices;
    private final TransactionTemplate transactions;

    NewBrowserMail(SecurityNotices notices, TransactionTemplate transactions) {
        this.notices = notices;
        this.transactions = transactions;
    }

    @Override
    public void tell(Realm realm, Account account) {
        transactions.executeWithoutResult(
                status -> notices.tell(realm, account.subject(), SecurityNotices.Kind.NEW_DEVICE, device()));
    }

    private static Map<String, String> device() {
        String agent = CurrentRequest.get().userAgent();
        return agent == null || agent.isBlank()
                ? Map.of()
                : Map.of("device", agent.substring(0, Math.min(LONGEST, agent.length())));
    }
}
