package org.gatehouse.server.federation.accounts;

import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.administration.AccountLifecycle;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * People who left the organisation a connection leads to: shut out here too, whatever else they could sign in with. The link
 * stays, so that they are known for who they are when they try, and when an administrator lets them in again.
 */
@Component
@Transactional
public class Departures {

    /** The reason where whoever tells knows no better. */
    public static final String LEFT = "left-provider";

    private final IdentityRows links;
    private final MappedRights rights;
    private final Accounts accounts;
    private final AccountLifecycle lifecycle;

    Departures(IdentityRows links, MappedRights rights, Accounts accounts, AccountLifecycle lifecycle) {
        this.links = links;
        this.rights = rights;
        this.accounts = accounts;
        this.lifecycle = lifecycle;
    }

    /** Whose account an identity is linked to, if it is. */
    @Transactional(readOnly = true)
    public Optional<UUID> account(Realm realm, String connection, String issuer, String subject) {
        return links.find(realm, connection, issuer, subject).map(FederatedIdentity::account);
    }

    /**
     * The person has left: disables the account, ends its sessions, tokens and devices, and takes the roles and groups that
     * came by the connection, each with its entry, in one transaction. Those come back when the person does and the provider
     * says so again; the other groups, when the account is enabled.
     *
     * @param source who may say that they are back, for example the provisioning client
     * @param actor who says so, for example the provisioning client
     * @param client through which, where one is known
     * @param reason a stable code, for example {@link #LEFT}
     * @return false when the account was shut out before, or there is none
     * @throws org.gatehouse.server.rights.ActionRefusedException when no administrator would be left
     */
    public boolean left(
            Realm realm,
            String connection,
            String source,
            UUID account,
            Party actor,
            @Nullable String client,
            String reason) {
        Optional<Account> locked = accounts.lock(realm, account);
        locked.ifPresent(person -> rights.removeAll(realm, connection, person));
        return locked.filter(person -> lifecycle.shutOut(realm, person, actor, client, connection, source, reason))
                .isPresent();
    }

    /** What came by the connection goes, and the person is about to go with their account. The caller has locked that. */
    public void takeRights(Realm realm, String connection, Account account) {
        rights.removeAll(realm, connection, account);
    }
}
