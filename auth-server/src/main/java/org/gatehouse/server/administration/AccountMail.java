package org.gatehouse.server.administration;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.mail.SentMail;
import org.gatehouse.server.mail.SentMailLog;
import org.gatehouse.server.rights.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was mailed to somebody lately: for the question "I got no mail". */
@Component
public class AccountMail {

    private final AccountAccess access;
    private final SentMailLog log;

    AccountMail(AccountAccess access, SentMailLog log) {
        this.access = access;
        this.log = log;
    }

    /**
     * The log of three days, newest first; looking at it is looking at the account.
     *
     * @param account whose mail it is
     */
    public record Log(Account account, List<SentMail> mail) {}

    /** @throws AccountException when there is no such account, or it is deleted and the actor may not restore it */
    @Transactional
    public Log of(Actor actor, UUID id) {
        Account account = access.view(actor, id);
        return new Log(account, log.of(actor.realm(), id));
    }
}
