package org.gatehouse.server.clients;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.Pkce;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.realm.client.ClientProfile;
import org.gatehouse.realm.client.GrantType;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Translates a client definition into the framework's terms. */
final class RegisteredClients {

    /** No endpoint knows this method, so nobody outside of this process can be a client that has only it. */
    private static final ClientAuthenticationMethod IN_PROCESS = new ClientAuthenticationMethod("in_process");

    private static final Map<GrantType, AuthorizationGrantType> GRANTS = Map.of(
            GrantType.AUTHORIZATION_CODE, AuthorizationGrantType.AUTHORIZATION_CODE,
            GrantType.REFRESH_TOKEN, AuthorizationGrantType.REFRESH_TOKEN,
            GrantType.CLIENT_CREDENTIALS, AuthorizationGrantType.CLIENT_CREDENTIALS,
            GrantType.DEVICE_CODE, AuthorizationGrantType.DEVICE_CODE,
            GrantType.TOKEN_EXCHANGE, AuthorizationGrantType.TOKEN_EXCHANGE);

    private RegisteredClients() {}

    static RegisteredClient of(ClientDefinition client, TokenLifetimes lifetimes, @Nullable String secretHash) {
        RegisteredClient.Builder builder = RegisteredClient.withId(client.id())
                .clientId(client.id())
                .clientName(client.displayName() == null ? client.id() : client.displayName())
                .scopes(scopes -> scopes.addAll(client.scopes()))
                .redirectUris(uris -> uris.addAll(client.redirectUris()))
                .postLogoutRedirectUris(uris -> uris.addAll(client.postLogoutRedirectUris()))
                .clientSettings(clientSettings(client))
                .tokenSettings(tokenSettings(client, lifetimes));
        if (secretHash != null) {
            builder.clientSecret(secretHash);
        }
        authenticate(builder, client);
        grant(builder, client);
        return builder.build();
    }

    /** A client within this service: it redeems its codes in process, and holds no tokens to refresh. */
    static RegisteredClient builtIn(ClientDefinition client, TokenLifetimes lifetimes) {
        return RegisteredClient.from(of(client, lifetimes, null))
                .clientAuthenticationMethods(methods -> {
                    methods.clear();
                    methods.add(IN_PROCESS);
                })
                .authorizationGrantTypes(grants -> grants.remove(AuthorizationGrantType.REFRESH_TOKEN))
                .build();
    }

    /** A secret may come in the header or the body (RFC 6749 section 2.3.1); a client without one has only PKCE. */
    private static void authenticate(RegisteredClient.Builder builder, ClientDefinition client) {
        if (client.isPublic()) {
            builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        } else if (client.authMethod() == AuthMethod.PRIVATE_KEY_JWT) {
            builder.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        } else if (client.authMethod() == AuthMethod.CLIENT_SECRET_POST) {
            builder.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        } else {
            builder.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        }
    }

    private static void grant(RegisteredClient.Builder builder, ClientDefinition client) {
        if (!client.features().grants().isEmpty()) {
            client.features()
                    .grants()
                    .forEach(grant -> builder.authorizationGrantType(Objects.requireNonNull(GRANTS.get(grant))));
        } else if (client.kind() == ClientKind.SERVICE) {
            builder.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
        } else {
            builder.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN);
        }
    }

    private static ClientSettings clientSettings(ClientDefinition client) {
        ClientSettings.Builder settings = ClientSettings.builder()
                .requireProofKey(client.isPublic() || client.pkce() == Pkce.REQUIRED)
                .requireAuthorizationConsent(client.consent());
        if (client.authMethod() == AuthMethod.PRIVATE_KEY_JWT) {
            // Which it is, is decided elsewhere; any asymmetric one tells the framework that this is no
            // client_secret_jwt.
            settings.tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256);
        }
        return settings.build();
    }

    private static TokenSettings tokenSettings(ClientDefinition client, TokenLifetimes lifetimes) {
        return TokenSettings.builder()
                .accessTokenTimeToLive(access(client.kind(), lifetimes))
                .reuseRefreshTokens(
                        client.features().profile() == ClientProfile.FAPI2) // section 5.3.2.1 of the profile
                .build();
    }

    private static Duration access(ClientKind kind, TokenLifetimes lifetimes) {
        return switch (kind) {
            case WEB -> lifetimes.web().access();
            case MOBILE -> lifetimes.mobile().access();
            case SERVICE -> lifetimes.service().access();
        };
    }
}
