package org.gatehouse.server.federation.accounts;

import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountAccess;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.rights.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What administrators do with the links of others. */
@Component
@Transactional
public class LinkAdministration {

    private final Links links;
    private final Accounts accounts;
    private final AccountAdministration administration;
    private final AccountAccess access;

    LinkAdministration(Links links, Accounts accounts, AccountAdministration administration, AccountAccess access) {
        this.links = links;
        this.accounts = accounts;
        this.administration = administration;
        this.access = access;
    }

    /**
     * The identities linked to an account; looking is an entry, as it is with the account itself.
     *
     * @throws org.gatehouse.server.administration.AccountException when there is no such account
     */
    public List<FederatedIdentity> of(Actor actor, UUID account) {
        administration.view(actor, account);
        return links.of(actor.realm(), account);
    }

    /**
     * Cuts a link, even the person's last way in; one that is gone already is none to complain about. Nobody does so for
     * themselves: their account page asks for a recent sign-in, and rights over others must not get around that.
     *
     * @throws org.gatehouse.server.administration.AccountException when there is no such account
     * @throws org.gatehouse.server.rights.ActionRefusedException when the person may do more than the actor
     */
    public void remove(Actor actor, UUID account, UUID link) {
        access.attempt(actor, Activity.FEDERATION_UNLINKED, account, () -> {
            Account owner = access.forWriting(actor, account, Permission.USERS_WRITE);
            actor.requireSomebodyElse(account);
            links.find(actor.realm(), account, link).ifPresent(found -> {
                links.cut(actor.realm(), owner, found, actor.party(), accounts.party(owner), actor.client(), null);
                accounts.changed(owner);
            });
        });
    }
}
