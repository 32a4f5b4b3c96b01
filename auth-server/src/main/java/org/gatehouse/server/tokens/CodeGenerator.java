package org.gatehouse.server.tokens;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.stereotype.Component;

/** Makes authorization codes; each one names the family it will become. */
@Component
public class CodeGenerator implements OAuth2TokenGenerator<OAuth2AuthorizationCode> {

    private final TokenFormat format;
    private final Clock clock;

    CodeGenerator(TokenFormat format, Clock clock) {
        this.format = format;
        this.clock = clock;
    }

    @Override
    public @Nullable OAuth2AuthorizationCode generate(OAuth2TokenContext context) {
        if (!OAuth2ParameterNames.CODE.equals(context.getTokenType().getValue())) {
            return null;
        }
        Instant now = clock.instant();
        return new OAuth2AuthorizationCode(
                format.code(UuidCreator.getTimeOrderedEpoch()), now, now.plus(TokenLifetime.CODE));
    }
}
