package org.gatehouse.server.federation.accounts;

import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Whose people those are who never came by a connection. */
@Component
public class PeopleOfConnections {

    private final Accounts accounts;
    private final IdentityRows links;

    PeopleOfConnections(Accounts accounts, IdentityRows links) {
        this.accounts = accounts;
        this.links = links;
    }

    /**
     * Whether the connection answers for somebody without asking them: their address is proven, theirs alone and of one of
     * the connection's domains, and no provider vouches for them yet. An address of nobody's domain leads to a question at
     * most, and there is nobody here to be asked.
     */
    public boolean answersFor(Realm realm, Connection connection, Account account) {
        String email = accounts.personalData(account).email();
        return email != null
                && Connections.owns(connection, email)
                && accounts.ownerOf(realm, email)
                        .filter(owner -> owner.subject().equals(account.subject()))
                        .isPresent()
                && links.of(realm, account.subject()).isEmpty();
    }
}
