package org.gatehouse.server.federation.accounts;

import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.ExternalIds;
import org.gatehouse.server.federation.ProvisioningSources;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.EffectiveRights;
import org.springframework.stereotype.Component;

/**
 * People the provider's own directory has announced (RFC 7644), before they come for the first time: it called an account by
 * the subject they have there. Whoever may announce people may not thereby take accounts over, so this is for accounts that
 * nobody can sign in to otherwise and that have no rights over others.
 */
@Component
class AnnouncedPeople {

    private final ProvisioningSources sources;
    private final ExternalIds externalIds;
    private final Links links;
    private final Accounts accounts;
    private final EffectiveRights rights;

    AnnouncedPeople(
            ProvisioningSources sources,
            ExternalIds externalIds,
            Links links,
            Accounts accounts,
            EffectiveRights rights) {
        this.sources = sources;
        this.externalIds = externalIds;
        this.links = links;
        this.accounts = accounts;
        this.rights = rights;
    }

    Optional<Account> find(Realm realm, Connection connection, UpstreamIdentity identity) {
        if (connection.linking() == Linking.NEVER) {
            return Optional.empty();
        }
        return sources.name(connection, identity.issuer())
                .flatMap(source -> externalIds.holder(realm, source, identity.subject()))
                .flatMap(id -> accounts.find(realm, id))
                .filter(account -> links.hasNoWayIn(realm, account))
                .filter(account -> rights.permissions(realm, account.subject()).isEmpty());
    }
}
