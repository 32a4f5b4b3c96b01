package org.gatehouse.server.authorization;

import java.time.Instant;
import java.util.List;
import org.gatehouse.server.clients.ClientSecrets;
import org.gatehouse.server.clients.RealmClients;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.tokens.CodeGenerator;
import org.gatehouse.server.tokens.TokenGenerator;
import org.gatehouse.server.tokens.UserInfo;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OidcConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/**
 * Puts our rules, tokens, answers and refusals into the framework's endpoints. Deliberately no {@code Customizer}: a bean
 * of that type is applied to every security chain, and the framework would answer below any path.
 */
@Component
class ProtocolConfigurer {

    private final ClientSecrets secrets;
    private final PublicClients publicClients;
    private final CodeGenerator codes;
    private final TokenGenerator tokens;
    private final Consents consents;
    private final UserInfo userInfo;
    private final AuthorizationResponses responses;
    private final Refusals refusals;
    private final AuthorizationRequestRules rules;
    private final Metadata metadata;
    private final RequestedPersons persons;
    private final AuthorizationRequestReading reading;
    private final List<ProtocolFeature> features;

    ProtocolConfigurer(
            ClientSecrets secrets,
            RealmClients clients,
            CodeGenerator codes,
            TokenGenerator tokens,
            Consents consents,
            UserInfo userInfo,
            AuthorizationResponses responses,
            Refusals refusals,
            AuthorizationRequestRules rules,
            Metadata metadata,
            RequestedPersons persons,
            List<ProtocolFeature> features) {
        this.secrets = secrets;
        this.publicClients = new PublicClients(clients);
        this.codes = codes;
        this.tokens = tokens;
        this.consents = consents;
        this.userInfo = userInfo;
        this.responses = responses;
        this.refusals = refusals;
        this.rules = rules;
        this.metadata = metadata;
        this.persons = persons;
        this.reading = new AuthorizationRequestReading(clients);
        this.features = features;
    }

    void configure(OAuth2AuthorizationServerConfigurer server) {
        server.tokenGenerator(tokens)
                .clientAuthentication(this::clientAuthentication)
                .authorizationServerMetadataEndpoint(
                        endpoint -> endpoint.authorizationServerMetadataCustomizer(metadata::oauth))
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestConverters(converters -> {
                            converters.clear();
                            converters.add(reading);
                        })
                        .authorizationResponseHandler(responses::code)
                        .errorResponseHandler(responses::error)
                        .authenticationProviders(providers -> providers.forEach(this::setRules)))
                .tokenEndpoint(endpoint -> endpoint.accessTokenResponseHandler(TokenResponses.handler())
                        .authenticationProviders(
                                providers -> features.forEach(feature -> feature.offerGrants(providers)))
                        .errorResponseHandler(refusals::token))
                .tokenIntrospectionEndpoint(endpoint -> endpoint.errorResponseHandler(refusals::token))
                .tokenRevocationEndpoint(endpoint -> endpoint.errorResponseHandler(refusals::token))
                .oidc(this::openId);
        features.forEach(feature -> feature.configure(server));
    }

    private void openId(OidcConfigurer oidc) {
        oidc.providerConfigurationEndpoint(endpoint -> endpoint.providerConfigurationCustomizer(metadata::openId))
                .userInfoEndpoint(endpoint -> endpoint.userInfoMapper(userInfo).errorResponseHandler(refusals::bearer));
    }

    private void setRules(AuthenticationProvider provider) {
        if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider requests) {
            requests.setAuthenticationValidator(rules);
            requests.setAuthorizationCodeGenerator(codes);
            requests.setAuthorizationConsentRequired(this::lacksConsent);
        }
    }

    /** Never after {@link InteractionFilter} has passed the request; should it not have seen it, there is no code. */
    private boolean lacksConsent(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        return SignedIn.of((Authentication) request.getPrincipal())
                .filter(person -> consents.covers(
                        CurrentRequest.currentRealm(),
                        person.account(),
                        request.getClientId(),
                        persons.scopes(request),
                        Instant.MIN))
                .isEmpty();
    }

    private void clientAuthentication(OAuth2ClientAuthenticationConfigurer client) {
        client.authenticationConverters(this::offer)
                .authenticationProviders(this::prove)
                .errorResponseHandler(refusals::clientAuthentication);
    }

    private void offer(List<AuthenticationConverter> converters) {
        converters.clear();
        converters.add(new ClientSecretBasicAuthenticationConverter());
        converters.add(new ClientSecretPostAuthenticationConverter());
        converters.add(publicClients);
        features.forEach(feature -> feature.offerClientAuthentication(converters));
    }

    private void prove(List<AuthenticationProvider> providers) {
        providers.add(0, publicClients);
        providers.forEach(provider -> {
            if (provider instanceof ClientSecretAuthenticationProvider secret) {
                secret.setPasswordEncoder(secrets);
            }
        });
        features.forEach(feature -> feature.proveClientAuthentication(providers));
    }
}
