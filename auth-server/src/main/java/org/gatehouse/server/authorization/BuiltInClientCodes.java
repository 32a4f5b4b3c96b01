package org.gatehouse.server.authorization;

import static org.springframework.security.oauth2.core.AuthorizationGrantType.AUTHORIZATION_CODE;
import static org.springframework.security.oauth2.core.ClientAuthenticationMethod.NONE;

import java.util.Map;
import java.util.Objects;
import org.gatehouse.server.clients.RealmClients;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.tokens.AuthorizationStore;
import org.gatehouse.server.tokens.TokenGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.PublicClientAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.stereotype.Component;

/**
 * The token endpoint for clients that are part of this service: the same checks, state and entries, without a request of
 * the service to itself, which proxies and certificates would have to let through. Access tokens stay here.
 */
@Component
public class BuiltInClientCodes {

    private final PublicClientAuthenticationProvider proofs;
    private final OAuth2AuthorizationCodeAuthenticationProvider codes;
    private final Refusals refusals;

    BuiltInClientCodes(
            RealmClients clients, AuthorizationStore authorizations, TokenGenerator tokens, Refusals refusals) {
        this.proofs = new PublicClientAuthenticationProvider(new InProcess(clients), authorizations);
        this.codes = new OAuth2AuthorizationCodeAuthenticationProvider(authorizations, tokens);
        this.refusals = refusals;
    }

    /**
     * Redeems a code; gives the ID token.
     *
     * @throws OAuth2AuthenticationException when it is refused; that is in the trail then
     */
    public String redeem(Realm realm, String clientId, String redirectUri, String code, String verifier) {
        AuthorizationServerContextHolder.setContext(new InProcessServer(realm.issuer()));
        try {
            Authentication client = proofs.authenticate(proof(clientId, code, verifier));
            Authentication grant = new OAuth2AuthorizationCodeAuthenticationToken(
                    code, Objects.requireNonNull(client), redirectUri, Map.of());
            return idToken(codes.authenticate(grant));
        } catch (OAuth2AuthenticationException ex) {
            refusals.builtInClient(clientId, ex.getError());
            throw ex;
        } finally {
            AuthorizationServerContextHolder.resetContext();
        }
    }

    private static OAuth2ClientAuthenticationToken proof(String clientId, String code, String verifier) {
        return new OAuth2ClientAuthenticationToken(
                clientId,
                NONE,
                null,
                Map.of(
                        OAuth2ParameterNames.GRANT_TYPE, AUTHORIZATION_CODE.getValue(),
                        OAuth2ParameterNames.CODE, code,
                        PkceParameterNames.CODE_VERIFIER, verifier));
    }

    private static String idToken(@Nullable Authentication answer) {
        OAuth2AccessTokenAuthenticationToken tokens =
                (OAuth2AccessTokenAuthenticationToken) Objects.requireNonNull(answer);
        return Objects.requireNonNull(tokens.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN))
                .toString();
    }

    /** In this process a built-in client is one that proves itself by its verifier; at the endpoints it is none. */
    private record InProcess(RealmClients clients) implements RegisteredClientRepository {

        @Override
        public void save(RegisteredClient client) {
            clients.save(client);
        }

        @Override
        public @Nullable RegisteredClient findById(String id) {
            return findByClientId(id);
        }

        @Override
        public @Nullable RegisteredClient findByClientId(String clientId) {
            RegisteredClient client = clients.findByClientId(clientId);
            return client == null
                    ? null
                    : RegisteredClient.from(client)
                            .clientAuthenticationMethods(methods -> methods.add(NONE))
                            .build();
        }
    }
}
