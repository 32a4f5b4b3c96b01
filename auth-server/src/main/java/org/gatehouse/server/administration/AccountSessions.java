package org.gatehouse.server.administration;

import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.session.OpenSession;
import org.gatehouse.server.session.OpenSessions;
import org.gatehouse.server.tokens.SignInEnding;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where people are signed in, for those who administer them. */
@Component
public class AccountSessions {

    private final OpenSessions sessions;
    private final SignInEnding signIns;
    private final AccountAccess access;

    AccountSessions(OpenSessions sessions, SignInEnding signIns, AccountAccess access) {
        this.sessions = sessions;
        this.signIns = signIns;
        this.access = access;
    }

    /** Whose, and where they are signed in. */
    public record View(Account account, List<OpenSession> open) {}

    /** @throws AccountException when there is no such account */
    @Transactional
    public View of(Actor actor, UUID id) {
        Account account = access.viewUndeleted(actor, id);
        return new View(account, sessions.of(actor.realm(), account.subject()));
    }

    /** Ends a sign-in and what it obtained; false when it had ended before. */
    @Transactional
    public boolean end(Actor actor, UUID id, String reference) {
        return access.attempt(actor, Activity.SESSION_ENDED, id, () -> {
            Account account = access.forWriting(actor, id, Permission.USERS_WRITE);
            return signIns.endOne(actor.realm(), account, reference, actor.party(), "ended-by-administrator");
        });
    }

    /** Signs one of the person's devices out; false when it was before, or they have no such device. */
    @Transactional
    public boolean endDevice(Actor actor, UUID id, UUID device) {
        return access.attempt(actor, Activity.DEVICE_REMOVED, id, () -> {
            Account account = access.forWriting(actor, id, Permission.USERS_WRITE);
            return signIns.endDevice(actor.realm(), account.subject(), device, actor.party(), "ended-by-administrator");
        });
    }

    /** Ends every sign-in of the person: sessions, tokens, devices. */
    @Transactional
    public void endAll(Actor actor, UUID id) {
        access.attempt(actor, Activity.SESSION_ENDED, id, () -> {
            Account account = access.forWriting(actor, id, Permission.USERS_WRITE);
            signIns.endEverything(actor.realm(), account, actor.party(), "ended-by-administrator");
        });
    }
}
