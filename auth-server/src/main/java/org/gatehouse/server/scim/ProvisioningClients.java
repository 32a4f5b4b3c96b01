package org.gatehouse.server.scim;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.ScimScope;
import org.gatehouse.server.federation.ProvisioningSources;
import org.gatehouse.server.federation.ProvisioningSources.Origin;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.tokens.BearerToken;
import org.gatehouse.server.tokens.BearerTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which provisioning client stands behind a token: one of the realm's clients, or one that has a provisioning token. */
@Component
class ProvisioningClients {

    private final BearerTokens accessTokens;
    private final ProvisioningSources sources;
    private final ProvisioningTokenRows provisioningTokens;

    ProvisioningClients(
            BearerTokens accessTokens, ProvisioningSources sources, ProvisioningTokenRows provisioningTokens) {
        this.accessTokens = accessTokens;
        this.sources = sources;
        this.provisioningTokens = provisioningTokens;
    }

    /**
     * @param client null when the token is good, and not for this
     * @param keyThumbprint of the key the token is bound to; null when it is a bearer's
     */
    record Presented(
            @Nullable ProvisioningClient client, @Nullable String keyThumbprint) {}

    Optional<Presented> find(Realm realm, String token) {
        return provisioningTokens
                .find(realm, token)
                .flatMap(found -> ofProvisioningToken(realm, found))
                .map(client -> new Presented(client, null))
                .or(() -> accessTokens
                        .find(realm, token)
                        .map(bearer -> new Presented(ofAccessToken(realm, bearer), bearer.keyThumbprint())));
    }

    /** A connection's is good as long as the connection leads where it led when the token was made. */
    private Optional<ProvisioningClient> ofProvisioningToken(Realm realm, ProvisioningToken token) {
        if (token.issuer() == null) {
            return Optional.of(of(realm, token.source(), null, ScimScope.PERMISSIONS, false));
        }
        return sources.find(realm, token.source())
                .filter(origin -> origin.issuer().equals(token.issuer()))
                .map(origin -> of(realm, token.source(), origin, ScimScope.PERMISSIONS, false));
    }

    /** A client for itself only: in a person's name nobody provisions. */
    private static @Nullable ProvisioningClient ofAccessToken(Realm realm, BearerToken bearer) {
        if (bearer.account() != null || !bearer.scopes().contains(ScimScope.NAME)) {
            return null;
        }
        Set<Permission> permissions = EnumSet.copyOf(ScimScope.PERMISSIONS);
        bearer.scopes().forEach(scope -> Permission.find(scope).ifPresent(permissions::add));
        boolean everybody = ScimScope.PERMISSIONS.stream()
                .allMatch(permission -> bearer.scopes().contains(permission.code()));
        return of(realm, bearer.client(), null, permissions, everybody);
    }

    private static ProvisioningClient of(
            Realm realm, String name, @Nullable Origin origin, Set<Permission> permissions, boolean everybody) {
        Actor actor = new Actor(realm, Party.client(name), null, name, permissions, permissions, null);
        return new ProvisioningClient(actor, name, origin, everybody);
    }
}
