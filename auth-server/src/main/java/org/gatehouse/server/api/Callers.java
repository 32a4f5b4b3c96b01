package org.gatehouse.server.api;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.tokens.BearerToken;
import org.gatehouse.server.tokens.BearerTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who stands behind an access token. A person may do what both the token's scopes and their own rights allow, as they are
 * now; a program what its scopes allow, which the realm file gave it.
 */
@Component
class Callers {

    private final BearerTokens tokens;
    private final Accounts accounts;
    private final EffectiveRights rights;

    Callers(BearerTokens tokens, Accounts accounts, EffectiveRights rights) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.rights = rights;
    }

    /**
     * @param scopes of the token, whoever's they are
     * @param keyThumbprint of the key the token is bound to; null when it is a bearer's
     */
    record Caller(Actor actor, Set<String> scopes, @Nullable String keyThumbprint) {}

    Optional<Caller> find(String token) {
        Realm realm = CurrentRequest.currentRealm();
        return tokens.find(realm, token)
                .flatMap(bearer ->
                        actor(realm, bearer).map(actor -> new Caller(actor, bearer.scopes(), bearer.keyThumbprint())));
    }

    private Optional<Actor> actor(Realm realm, BearerToken bearer) {
        Set<Permission> scopes = EnumSet.noneOf(Permission.class);
        bearer.scopes().forEach(scope -> Permission.find(scope).ifPresent(scopes::add));
        UUID account = bearer.account();
        if (account == null) {
            Party program = Party.client(bearer.client());
            return Optional.of(new Actor(realm, program, null, bearer.client(), scopes, scopes, null));
        }
        Set<Permission> own = rights.permissions(realm, account);
        scopes.retainAll(own);
        return accounts.find(realm, account)
                .map(person -> new Actor(
                        realm, accounts.party(person), account, bearer.client(), own, scopes, bearer.signedInAt()));
    }
}
