package org.gatehouse.server.administration;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.logout.LogoutNotice;
import org.gatehouse.server.logout.LogoutNotices;
import org.gatehouse.server.rights.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which apps were told lately that somebody's sign-ins are over: for the question "why am I still signed in there". */
@Component
public class AccountLogouts {

    private final AccountAccess access;
    private final LogoutNotices notices;

    AccountLogouts(AccountAccess access, LogoutNotices notices) {
        this.access = access;
        this.notices = notices;
    }

    /**
     * What was told, newest first; looking at it is looking at the account.
     *
     * @param account whose sign-ins these were
     */
    public record Log(Account account, List<LogoutNotice> notices) {}

    /** @throws AccountException when there is no such account, or it is deleted and the actor may not restore it */
    @Transactional
    public Log of(Actor actor, UUID id) {
        Account account = access.view(actor, id);
        return new Log(account, notices.of(actor.realm(), id));
    }
}
