package org.gatehouse.server.tokenexchange;

import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.Sufficiency;
import org.gatehouse.server.tokens.AuthorizationStore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/** What an exchange must satisfy (RFC 8693 sections 2.1 and 2.2.2). */
@Component
class ExchangeRules {

    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private static final String INVALID_TARGET = "invalid_target";

    /** More services than one token should open. */
    private static final int MOST_AUDIENCES = 5;

    private final AuthorizationStore authorizations;
    private final Sufficiency sufficiency;

    ExchangeRules(AuthorizationStore authorizations, Sufficiency sufficiency) {
        this.authorizations = authorizations;
        this.sufficiency = sufficiency;
    }

    /** The live authorization of a subject or actor token; an ID token, or one of another realm, is none. */
    OAuth2Authorization find(String what, String token, @Nullable String type) {
        if (!ACCESS_TOKEN.equals(type)) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, what + "_type must be " + ACCESS_TOKEN + ".");
        }
        OAuth2Authorization found = authorizations.findByToken(token, OAuth2TokenType.ACCESS_TOKEN);
        if (found == null) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, what + " is no live access token of this realm.");
        }
        return found;
    }

    Exchange check(
            Realm realm,
            RegisteredClient client,
            OAuth2TokenExchangeAuthenticationToken asked,
            OAuth2Authorization subject) {
        if (!ACCESS_TOKEN.equals(asked.getRequestedTokenType())) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "requested_token_type must be " + ACCESS_TOKEN + ".");
        }
        Map<String, Object> claims = claims(subject);
        Map<String, String> actor = actor(realm, client, asked);
        Map<String, Object> act = act(claims, actor);
        List<String> audience = audience(realm, client, asked);
        SignedInAccount person = person(subject);
        checkPolicy(realm, person, client, audience);
        OAuth2AccessToken token =
                Objects.requireNonNull(subject.getAccessToken()).getToken();
        return new Exchange(
                person,
                actor,
                act,
                audience,
                scopes(client, asked.getScopes(), token.getScopes()),
                Objects.requireNonNull(token.getExpiresAt()));
    }

    /** Without an actor token it is the client itself that acts. */
    private Map<String, String> actor(
            Realm realm, RegisteredClient client, OAuth2TokenExchangeAuthenticationToken asked) {
        Map<String, String> actor = new LinkedHashMap<>();
        actor.put("iss", realm.issuer());
        if (asked.getActorToken() == null || asked.getActorToken().isEmpty()) {
            actor.put("sub", client.getClientId());
            actor.put("client_id", client.getClientId());
        } else {
            Map<String, Object> claims = claims(find("actor_token", asked.getActorToken(), asked.getActorTokenType()));
            actor.put("sub", String.valueOf(claims.get("sub")));
            actor.put("client_id", String.valueOf(claims.get("client_id")));
        }
        return actor;
    }

    private static Map<String, Object> act(Map<String, Object> subject, Map<String, String> actor) {
        if (!ActorChain.mayAct(subject, actor)) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "The subject token names somebody else who may act.");
        }
        Map<String, Object> act = ActorChain.of(subject, actor);
        if (ActorChain.length(act) > ActorChain.LONGEST) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "Too many have acted one for another.");
        }
        return act;
    }

    /** Clients of the realm by their ids, and resources (RFC 8707) the client may have tokens for. */
    private static List<String> audience(
            Realm realm, RegisteredClient client, OAuth2TokenExchangeAuthenticationToken asked) {
        List<String> audience = Stream.concat(asked.getAudiences().stream(), asked.getResources().stream())
                .toList();
        boolean known = audience.size() <= MOST_AUDIENCES
                && asked.getAudiences().stream()
                        .allMatch(id -> realm.definition().findClient(id).isPresent())
                && resources(realm, client).containsAll(asked.getResources());
        if (!known) {
            throw refused(INVALID_TARGET, "Clients of this realm, or resources the client may have tokens for.");
        }
        return audience;
    }

    private static List<String> resources(Realm realm, RegisteredClient client) {
        return realm.findClient(client.getClientId())
                .map(known -> known.features().resources())
                .orElse(List.of());
    }

    /** A token about nobody has nobody to act for; a service gets its own by client_credentials. */
    private static SignedInAccount person(OAuth2Authorization subject) {
        Authentication principal = subject.getAttribute(Principal.class.getName());
        return SignedIn.of(principal)
                .orElseThrow(() -> refused(OAuth2ErrorCodes.INVALID_REQUEST, "The subject token is about nobody."));
    }

    /** Nobody gets past a second factor that one of these clients demands by coming through another. */
    private void checkPolicy(Realm realm, SignedInAccount person, RegisteredClient client, List<String> audience) {
        boolean enough = Stream.concat(Stream.of(client.getClientId()), audience.stream())
                .allMatch(name -> sufficiency.isEnough(realm, person, name, Assurance.SINGLE_FACTOR));
        if (!enough) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "The sign-in is not enough for this client or audience.");
        }
    }

    /** At most what the subject token has and the client may have; less when less is asked. */
    private static Set<String> scopes(RegisteredClient client, @Nullable Set<String> asked, Set<String> subject) {
        Set<String> most = new LinkedHashSet<>(subject);
        most.retainAll(client.getScopes());
        if (asked == null || asked.isEmpty()) {
            return most;
        }
        if (!most.containsAll(asked)) {
            throw refused(OAuth2ErrorCodes.INVALID_SCOPE, "More than the subject token and the client may have.");
        }
        return asked;
    }

    private static Map<String, Object> claims(OAuth2Authorization authorization) {
        OAuth2Authorization.Token<OAuth2AccessToken> token = authorization.getAccessToken();
        Map<String, Object> claims = token == null ? null : token.getClaims();
        return claims == null ? Map.of() : claims;
    }

    private static OAuth2AuthenticationException refused(String code, String why) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, why, null));
    }
}
