package org.gatehouse.server.tokenexchange;

import java.util.List;
import java.util.Map;
import org.gatehouse.server.authorization.MetadataLists;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.gatehouse.server.realm.Realm;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationProvider;
import org.springframework.stereotype.Component;

/** RFC 8693 at the token endpoint. */
@Component
class TokenExchange implements ProtocolFeature {

    private final ExchangeProvider provider;

    TokenExchange(ExchangeProvider provider) {
        this.provider = provider;
    }

    @Override
    public void offerGrants(List<AuthenticationProvider> providers) {
        providers.removeIf(OAuth2TokenExchangeAuthenticationProvider.class::isInstance);
        providers.add(provider);
    }

    @Override
    public void describe(Realm realm, Map<String, Object> metadata) {
        MetadataLists.add(metadata, "grant_types_supported", AuthorizationGrantType.TOKEN_EXCHANGE.getValue());
    }
}
