package org.gatehouse.server.passkey;

import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountAccess;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.rights.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What administrators do with the passkeys of others. */
@Component
@Transactional
public class PasskeyAdministration {

    private final Passkeys passkeys;
    private final AccountAdministration accounts;
    private final AccountAccess access;

    PasskeyAdministration(Passkeys passkeys, AccountAdministration accounts, AccountAccess access) {
        this.passkeys = passkeys;
        this.accounts = accounts;
        this.access = access;
    }

    /**
     * The passkeys of an account; looking is an entry, as it is with the account itself.
     *
     * @throws org.gatehouse.server.administration.AccountException when there is no such account
     */
    public List<Passkey> of(Actor actor, UUID account) {
        accounts.view(actor, account);
        return passkeys.of(actor.realm(), account);
    }

    /**
     * Removes a passkey; one that is gone already is none to complain about.
     *
     * @throws org.gatehouse.server.administration.AccountException when there is no such account
     * @throws org.gatehouse.server.rights.ActionRefusedException when the person may do more than the actor
     */
    public void remove(Actor actor, UUID account, UUID passkey) {
        access.attempt(actor, Activity.FACTOR_REMOVED, account, () -> {
            Account owner = access.forWriting(actor, account, Permission.USERS_WRITE);
            passkeys.remove(actor.realm(), owner, passkey, actor.party(), actor.client(), null);
        });
    }
}
