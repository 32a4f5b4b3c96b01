package org.gatehouse.server.tokens;

import com.github.f4b6a3.uuid.UuidCreator;
import java.security.Principal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/** Translates between families and the framework's authorizations. */
@Component
class Authorizations {

    private final RegisteredClientRepository clients;

    Authorizations(RegisteredClientRepository clients) {
        this.clients = clients;
    }

    /** The family a fresh code begins. */
    TokenFamily newFamily(Realm realm, OAuth2Authorization authorization) {
        OAuth2AuthorizationCode code =
                require(authorization.getToken(OAuth2AuthorizationCode.class)).getToken();
        OAuth2AuthorizationRequest request =
                require(authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()));
        SignedInAccount person = person(authorization);
        Map<String, Object> parameters = request.getAdditionalParameters();
        UUID id = TokenFormat.familyInCode(code.getTokenValue());
        return new TokenFamily(
                id,
                request.getClientId(),
                person.account(),
                person.displayName(),
                person.reference(),
                kind(realm, request.getClientId()) == ClientKind.MOBILE ? UuidCreator.getTimeOrderedEpoch() : null,
                person.authTime(),
                person.methods(),
                person.remembered(),
                authorization.getAuthorizedScopes(),
                (String) parameters.get(OidcParameterNames.NONCE),
                request.getRedirectUri() == null ? "" : request.getRedirectUri(),
                (String) parameters.get(PkceParameterNames.CODE_CHALLENGE),
                TokenTerms.of(parameters),
                TokenFormat.hash(code.getTokenValue()),
                require(code.getExpiresAt()),
                null,
                0,
                null,
                null,
                require(code.getExpiresAt()),
                true);
    }

    /** Of the account, when whoever is given the code proved who they are. */
    static int epoch(OAuth2Authorization authorization) {
        return person(authorization).epoch();
    }

    private static SignedInAccount person(OAuth2Authorization authorization) {
        SignedIn principal = require(authorization.getAttribute(Principal.class.getName()));
        return principal.getPrincipal();
    }

    /** The family a device's code begins, once the person behind it has said yes. */
    static TokenFamily newFamily(
            Realm realm,
            UUID id,
            String clientId,
            SignedInAccount person,
            Set<String> scopes,
            byte[] codeHash,
            Instant codeExpiresAt) {
        return new TokenFamily(
                id,
                clientId,
                person.account(),
                person.displayName(),
                person.reference(),
                kind(realm, clientId) == ClientKind.MOBILE ? UuidCreator.getTimeOrderedEpoch() : null,
                person.authTime(),
                person.methods(),
                person.remembered(),
                scopes,
                null,
                "",
                null,
                TokenTerms.NONE,
                codeHash,
                codeExpiresAt,
                null,
                0,
                null,
                null,
                codeExpiresAt,
                true);
    }

    Instant familyEnd(Realm realm, TokenFamily family) {
        return TokenLifetime.familyEnd(
                kind(realm, family.clientId()), realm.definition().tokens(), family.authTime());
    }

    private static ClientKind kind(Realm realm, String clientId) {
        return realm.findClient(clientId).orElseThrow().kind();
    }

    /** Whether only its key, if any, tells the client from whoever else has its refresh token (RFC 9449 section 5). */
    static boolean isOfPublicClient(Realm realm, TokenFamily family) {
        return realm.findClient(family.clientId())
                .filter(ClientDefinition::isPublic)
                .isPresent();
    }

    OAuth2Authorization.Builder ofFamily(Realm realm, TokenFamily family) {
        return ofFamily(realm, family, findClient(family.clientId()).orElseThrow());
    }

    private static OAuth2Authorization.Builder ofFamily(Realm realm, TokenFamily family, RegisteredClient client) {
        return OAuth2Authorization.withRegisteredClient(client)
                .id(family.id().toString())
                .principalName(family.account().toString())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizedScopes(family.scopes())
                .attribute(AuthorizationStore.FAMILY, family)
                .attribute(Principal.class.getName(), principal(realm, family))
                .attribute(OAuth2AuthorizationRequest.class.getName(), request(realm, family));
    }

    /** Empty when the client the token was issued to, which is another than the family's once exchanged, is no more. */
    Optional<OAuth2Authorization> ofAccess(Realm realm, TokenFamily family, Jwt jwt) {
        // The framework hands out user info only beside an ID token; this one carries the subject and is never sent.
        OidcIdToken subject = new OidcIdToken(
                "subject-only",
                jwt.getIssuedAt(),
                jwt.getExpiresAt(),
                Map.of("sub", family.account().toString()));
        return findClient(String.valueOf(jwt.getClaims().get("client_id")))
                .map(client -> withAccess(ofFamily(realm, family, client), jwt)
                        .token(subject)
                        .build());
    }

    Optional<OAuth2Authorization> ofService(Jwt jwt) {
        return findClient(String.valueOf(jwt.getClaims().get("client_id")))
                .map(client -> withAccess(
                                OAuth2Authorization.withRegisteredClient(client)
                                        .principalName(client.getClientId())
                                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                                        .authorizedScopes(scopes(jwt)),
                                jwt)
                        .build());
    }

    private static OAuth2Authorization.Builder withAccess(OAuth2Authorization.Builder builder, Jwt jwt) {
        OAuth2AccessToken token = new OAuth2AccessToken(
                jwt.hasClaim("cnf") ? OAuth2AccessToken.TokenType.DPOP : OAuth2AccessToken.TokenType.BEARER,
                jwt.getTokenValue(),
                jwt.getIssuedAt(),
                jwt.getExpiresAt(),
                scopes(jwt));
        return builder.token(
                token, metadata -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, jwt.getClaims()));
    }

    private static Set<String> scopes(Jwt jwt) {
        String scope = jwt.getClaimAsString("scope");
        return scope == null || scope.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(scope.split(" ")));
    }

    private static SignedIn principal(Realm realm, TokenFamily family) {
        return new SignedIn(person(realm, family));
    }

    /** Whose family it is, as they signed in; that it has not ended is known from the family itself. */
    static SignedInAccount person(Realm realm, TokenFamily family) {
        return new SignedInAccount(
                realm.name(),
                family.account(),
                family.displayName(),
                family.sessionReference(),
                family.authTime(),
                family.authTime(),
                family.expiresAt(),
                family.methods(),
                family.remembered(),
                0);
    }

    private static OAuth2AuthorizationRequest request(Realm realm, TokenFamily family) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(realm.issuer() + "/oauth2/authorize")
                .authorizationRequestUri(realm.issuer() + "/oauth2/authorize") // else put together, which nobody reads
                .clientId(family.clientId())
                .redirectUri(family.redirectUri())
                .scopes(family.scopes())
                .additionalParameters(parameters -> {
                    if (family.codeChallenge() != null) {
                        parameters.put(PkceParameterNames.CODE_CHALLENGE, family.codeChallenge());
                        parameters.put(PkceParameterNames.CODE_CHALLENGE_METHOD, "S256");
                    }
                })
                .build();
    }

    Optional<RegisteredClient> findClient(String clientId) {
        return Optional.ofNullable(clients.findById(clientId));
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The authorization lacks a part every authorization has");
        }
        return value;
    }
}
