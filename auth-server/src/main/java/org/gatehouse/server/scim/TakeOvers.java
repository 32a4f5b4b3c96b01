package org.gatehouse.server.scim;

import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountCondition;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.ProvisioningSources.Origin;
import org.gatehouse.server.federation.accounts.PeopleOfConnections;
import org.gatehouse.server.rights.EffectiveRights;
import org.springframework.stereotype.Component;

/**
 * Accounts that were there before the directory: it may take one over whose address its connection answers for, as long as
 * that is proven, and nobody else provisions it or vouches for its owner. It finds such an account by its user name or
 * address, exactly, and by nothing else; the first change makes it the directory's.
 */
@Component
class TakeOvers {

    private final Accounts accounts;
    private final PeopleOfConnections people;
    private final EffectiveRights rights;
    private final Reach reach;

    TakeOvers(Accounts accounts, PeopleOfConnections people, EffectiveRights rights, Reach reach) {
        this.accounts = accounts;
        this.people = people;
        this.rights = rights;
        this.reach = reach;
    }

    /** The one the client asks for, if it may take them over. */
    Optional<Account> matching(ProvisioningClient client, AccountCondition condition) {
        return client.origin() == null
                ? Optional.empty()
                : named(client, condition).filter(found -> may(client, found));
    }

    private Optional<Account> named(ProvisioningClient client, AccountCondition condition) {
        if (condition instanceof AccountCondition.UserNameIs is) {
            return accounts.findByUserName(client.realm(), is.userName());
        }
        return condition instanceof AccountCondition.EmailIs is
                ? accounts.withEmail(client.realm(), is.email()).stream().findFirst()
                : Optional.empty();
    }

    boolean may(ProvisioningClient client, UUID id) {
        return accounts.find(client.realm(), id)
                .filter(found -> may(client, found))
                .isPresent();
    }

    /** Rights over others are not a directory's to take over, whatever the client may do with people it keeps. */
    private boolean may(ProvisioningClient client, Account account) {
        Origin origin = client.origin();
        return origin != null
                && account.state() != AccountState.DELETED
                && reach.keeper(client.realm(), account.subject()).isEmpty()
                && people.answersFor(client.realm(), origin.connection(), account)
                && rights.permissions(client.realm(), account.subject()).isEmpty();
    }
}
