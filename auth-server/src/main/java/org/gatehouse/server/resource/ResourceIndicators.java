package org.gatehouse.server.resource;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.tokens.AccessTokenClaims;
import org.gatehouse.server.tokens.TokenTerms;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.stereotype.Component;

/** Resource indicators (RFC 8707) at the authorization, the pushed request and the token endpoint. */
@Component
class ResourceIndicators implements ProtocolFeature, AccessTokenClaims {

    private static final String PARAMETER = "resource";
    private static final String INVALID_TARGET = "invalid_target";

    /** More than anybody needs at once; each becomes part of every token. */
    private static final int MOST = 10;

    /** RFC 8707 section 2.1. */
    @Override
    public void check(OAuth2AuthorizationCodeRequestAuthenticationContext request) {
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = request.getAuthentication();
        List<String> resources =
                TokenTerms.texts(asked.getAdditionalParameters().get(PARAMETER));
        Set<String> allowed = allowed(
                CurrentRequest.currentRealm(), request.getRegisteredClient().getClientId());
        if (!isAmong(allowed, resources)) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    error("The client may not ask for this resource."), asked);
        }
    }

    /** RFC 8707 section 2.2: what the token request names is a part of what was granted, and all of it when it names none. */
    @Override
    public void add(Realm realm, OAuth2TokenContext context, TokenTerms terms, JwtClaimsSet.Builder claims) {
        if (AuthorizationGrantType.TOKEN_EXCHANGE.equals(context.getAuthorizationGrantType())) {
            return; // what it is for is asked anew, by another client
        }
        Set<String> allowed = allowed(realm, context.getRegisteredClient().getClientId());
        List<String> requested = requested(context);
        List<String> audience = context.getAuthorization() == null ? requested : audience(terms, allowed, requested);
        if (!isAmong(allowed, audience)) {
            throw new OAuth2AuthenticationException(error("The client may not ask for this resource."));
        }
        if (!audience.isEmpty()) {
            claims.audience(List.copyOf(new LinkedHashSet<>(audience)));
        }
    }

    private static List<String> audience(TokenTerms granted, Set<String> allowed, List<String> requested) {
        if (requested.isEmpty() && !granted.resources().isEmpty()) {
            // what the client may no longer ask for has gone from what it was granted
            List<String> left =
                    granted.resources().stream().filter(allowed::contains).toList();
            return left.isEmpty() ? granted.resources() : left;
        }
        if (!granted.resources().containsAll(requested)) {
            throw new OAuth2AuthenticationException(error("This resource was not granted."));
        }
        return requested;
    }

    private static List<String> requested(OAuth2TokenContext context) {
        return context.getAuthorizationGrant() instanceof OAuth2AuthorizationGrantAuthenticationToken grant
                ? TokenTerms.texts(grant.getAdditionalParameters().get(PARAMETER))
                : List.of();
    }

    private static boolean isAmong(Set<String> allowed, List<String> resources) {
        return resources.size() <= MOST && allowed.containsAll(resources);
    }

    private static Set<String> allowed(Realm realm, String clientId) {
        return realm.findClient(clientId)
                .map(ClientDefinition::features)
                .map(features -> Set.copyOf(features.resources()))
                .orElse(Set.of());
    }

    private static OAuth2Error error(String why) {
        return new OAuth2Error(INVALID_TARGET, why, null);
    }
}
