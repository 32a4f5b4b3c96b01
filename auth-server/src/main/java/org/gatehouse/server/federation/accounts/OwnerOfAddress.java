package org.gatehouse.server.federation.accounts;

import java.util.Locale;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.EmailAddresses;
import org.gatehouse.server.directory.ShutOutAddresses;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.EffectiveRights;
import org.springframework.stereotype.Component;

/**
 * Whether an account that has the address of somebody who comes could be theirs. Both sides must have proven the address:
 * one that only one of them vouches for is how accounts are taken over ("nOAuth").
 */
@Component
class OwnerOfAddress {

    private final Accounts accounts;
    private final IdentityRows links;
    private final EffectiveRights rights;
    private final ShutOutAddresses shutOut;

    OwnerOfAddress(Accounts accounts, IdentityRows links, EffectiveRights rights, ShutOutAddresses shutOut) {
        this.accounts = accounts;
        this.shutOut = shutOut;
        this.links = links;
        this.rights = rights;
    }

    /** An account that may be theirs, whatever its state. */
    Optional<Account> find(Realm realm, Connection connection, UpstreamIdentity identity) {
        String email = identity.profile().email();
        if (email == null || !identity.profile().emailVerified()) {
            return Optional.empty();
        }
        return accounts.ownerOf(realm, email)
                .filter(holder -> EmailAddresses.isSame(
                        email, accounts.personalData(holder).email()))
                .filter(holder -> !links.isLinked(realm, holder.subject(), connection.alias(), identity.issuer()));
    }

    /**
     * Whether the address is that of somebody who may not sign in here, proven to us or not. Whom a directory of somebody
     * else's has only written down and shut out is not one of the connection's people: it would keep them out by a word.
     */
    boolean isShutOut(Realm realm, Connection connection, UpstreamIdentity identity) {
        String email = identity.profile().email();
        return email != null
                && identity.profile().emailVerified()
                && shutOut.has(realm, email, Connections.owns(connection, email));
    }

    /**
     * Whether it is linked without being asked for. The provider must answer for the address's domain; and whoever has
     * rights over others is not somebody else's to vouch for.
     */
    boolean isEnough(Realm realm, Connection connection, UpstreamIdentity identity, Account account) {
        return connection.linking() == Linking.VERIFIED_EMAIL
                && !identity.profile().guest()
                && links.of(realm, account.subject())
                        .isEmpty() // whoever else it is linked to may have proven the address
                && connection.domains().contains(domain(identity))
                && rights.permissions(realm, account.subject()).isEmpty();
    }

    private static String domain(UpstreamIdentity identity) {
        String email =
                identity.profile().email() == null ? "" : identity.profile().email();
        return email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
