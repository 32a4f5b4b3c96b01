package org.gatehouse.server.administration;

import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A person deletes their own account. An administrator can restore it until they erase it for good. */
@Component
@Transactional
public class OwnDeletion {

    private final Accounts accounts;
    private final SoftDeletion deletion;
    private final Trail trail;

    OwnDeletion(Accounts accounts, SoftDeletion deletion, Trail trail) {
        this.accounts = accounts;
        this.deletion = deletion;
        this.trail = trail;
    }

    /**
     * Ends everything the person has here at once. Needs no permission: it is theirs to ask (GDPR article 17).
     *
     * @param version the one the person has seen
     * @throws AccountException when the account has another version by now, or is deleted already
     * @throws ActionRefusedException when they are the last administrator; that they tried is an entry then
     */
    public void delete(Realm realm, SignedInAccount person, int version) {
        Account account = accounts.lock(realm, person.account())
                .filter(found -> found.state() == AccountState.ACTIVE)
                .orElseThrow(AccountException::notFound);
        AccountAccess.requireVersion(account, version);
        Party self = accounts.party(account);
        try {
            deletion.hide(realm, account, self, null, person.reference());
        } catch (ActionRefusedException ex) {
            trail.recordAtOnce(trail.event(realm, Activity.USER_SOFT_DELETED, null, person.reference())
                    .actor(self)
                    .target(self)
                    .outcome(Outcome.DENIED)
                    .reason(ex.reason().code()));
            throw ex;
        }
    }
}
