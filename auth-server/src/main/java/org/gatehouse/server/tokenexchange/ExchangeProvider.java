package org.gatehouse.server.tokenexchange;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.subjects.Subjects;
import org.gatehouse.server.tokens.TokenGenerator;
import org.gatehouse.server.trail.Trail;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.stereotype.Component;

/** Answers an exchange: an access token, never more (RFC 8693 section 2.2.1). Nothing has to be kept of it. */
@Component
class ExchangeProvider implements AuthenticationProvider {

    private final ExchangeRules rules;
    private final TokenGenerator tokens;
    private final Accounts accounts;
    private final Subjects subjects;
    private final Trail trail;

    ExchangeProvider(ExchangeRules rules, TokenGenerator tokens, Accounts accounts, Subjects subjects, Trail trail) {
        this.rules = rules;
        this.tokens = tokens;
        this.accounts = accounts;
        this.subjects = subjects;
        this.trail = trail;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2TokenExchangeAuthenticationToken asked = (OAuth2TokenExchangeAuthenticationToken) authentication;
        OAuth2ClientAuthenticationToken principal = client(asked.getPrincipal());
        RegisteredClient client = Objects.requireNonNull(principal.getRegisteredClient());
        Realm realm = CurrentRequest.currentRealm();
        OAuth2Authorization subject = rules.find("subject_token", asked.getSubjectToken(), asked.getSubjectTokenType());
        Exchange exchange = rules.check(realm, client, asked, subject);
        OAuth2AccessToken token = accessToken(principal, asked, subject, exchange);
        record(realm, client.getClientId(), subject, exchange);
        return new OAuth2AccessTokenAuthenticationToken(
                client,
                principal,
                token,
                null,
                Map.of(OAuth2ParameterNames.ISSUED_TOKEN_TYPE, ExchangeRules.ACCESS_TOKEN));
    }

    /** A client that cannot prove who it is acts for nobody. */
    private static OAuth2ClientAuthenticationToken client(Object principal) {
        if (!(principal instanceof OAuth2ClientAuthenticationToken client)
                || !client.isAuthenticated()
                || client.getRegisteredClient() == null) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        if (ClientAuthenticationMethod.NONE.equals(client.getClientAuthenticationMethod())
                || !client.getRegisteredClient()
                        .getAuthorizationGrantTypes()
                        .contains(AuthorizationGrantType.TOKEN_EXCHANGE)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);
        }
        return client;
    }

    private OAuth2AccessToken accessToken(
            OAuth2ClientAuthenticationToken principal,
            OAuth2TokenExchangeAuthenticationToken asked,
            OAuth2Authorization subject,
            Exchange exchange) {
        OAuth2TokenContext context = DefaultOAuth2TokenContext.builder()
                .registeredClient(Objects.requireNonNull(principal.getRegisteredClient()))
                .authorization(subject)
                .principal(principal)
                .authorizationServerContext(AuthorizationServerContextHolder.getContext())
                .authorizedScopes(exchange.scopes())
                .tokenType(OAuth2TokenType.ACCESS_TOKEN)
                .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
                .authorizationGrant(asked)
                .put(Exchange.class, exchange)
                .build();
        OAuth2Token token = Objects.requireNonNull(tokens.generate(context));
        boolean bound = token instanceof Jwt jwt && jwt.hasClaim("cnf"); // RFC 9449 section 5
        return new OAuth2AccessToken(
                bound ? OAuth2AccessToken.TokenType.DPOP : OAuth2AccessToken.TokenType.BEARER,
                token.getTokenValue(),
                token.getIssuedAt(),
                token.getExpiresAt(),
                exchange.scopes());
    }

    /** For whom it is, and who acts: a client, or whoever the actor token is about. */
    private void record(Realm realm, String clientId, OAuth2Authorization subject, Exchange exchange) {
        SignedInAccount person = exchange.person();
        trail.record(trail.event(realm, Activity.TOKEN_ISSUED, clientId, person.reference())
                .actor(Party.account(person.account(), person.displayName(), null))
                .target(actor(realm, exchange))
                .detail("grant", "token_exchange")
                .detail("act", exchange.actor().get("client_id"))
                .detail("family", subject.getId())
                .detail(
                        "scope",
                        exchange.scopes().isEmpty() ? null : String.join(" ", new TreeSet<>(exchange.scopes()))));
    }

    private Party actor(Realm realm, Exchange exchange) {
        String subject = Objects.requireNonNull(exchange.actor().get("sub"));
        String client = Objects.requireNonNull(exchange.actor().get("client_id"));
        return subject.equals(client)
                ? Party.client(client)
                : realm.findClient(client)
                        .flatMap(known -> subjects.find(realm, known, subject))
                        .flatMap(account -> accounts.find(realm, account))
                        .map(accounts::party)
                        .orElseGet(() -> Party.client(client));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenExchangeAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
