package org.gatehouse.server.tokenexchange;

import java.time.Instant;
import java.util.Objects;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.tokens.AccessTokenClaims;
import org.gatehouse.server.tokens.TokenTerms;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.stereotype.Component;

/** Says in an exchanged token who acts, for whom it is, and that it ends no later than the one it came of. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // the last word on audience and end
class ExchangedClaims implements AccessTokenClaims {

    @Override
    public void add(Realm realm, OAuth2TokenContext context, TokenTerms terms, JwtClaimsSet.Builder claims) {
        Exchange exchange = context.get(Exchange.class);
        if (exchange == null) {
            return;
        }
        claims.claim(ActorChain.ACT, exchange.act());
        if (!exchange.audience().isEmpty()) {
            claims.audience(exchange.audience());
        }
        claims.claims(all -> {
            Instant end = (Instant) Objects.requireNonNull(all.get("exp"));
            all.put("exp", end.isBefore(exchange.endsAt()) ? end : exchange.endsAt());
        });
    }
}
