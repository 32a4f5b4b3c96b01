package org.gatehouse.server.tokens;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization was asked for beyond scopes, and so holds for every token of its family.
 *
 * @param keyThumbprint of the key the tokens are bound to (RFC 9449 section 10, {@code dpop_jkt}); null when to none yet
 * @param resources the tokens are for (RFC 8707); empty means the realm's own
 * @param claims the request's {@code claims} as sent (OIDC Core section 5.5); null when it had none
 */
public record TokenTerms(
        @Nullable String keyThumbprint,
        List<String> resources,
        @Nullable String claims) {

    public static final TokenTerms NONE = new TokenTerms(null, List.of(), null);

    public TokenTerms {
        resources = List.copyOf(resources);
    }

    /** What the parameters of a validated authorization request ask for. */
    static TokenTerms of(Map<String, Object> parameters) {
        return new TokenTerms((String) parameters.get("dpop_jkt"), texts(parameters.get("resource")), (String)
                parameters.get("claims"));
    }

    /** A parameter that may repeat: the framework keeps what was sent once as a text, more often as an array. */
    public static List<String> texts(@Nullable Object parameter) {
        if (parameter instanceof String[] several) {
            return List.of(several);
        }
        return parameter == null || parameter.toString().isEmpty() ? List.of() : List.of(parameter.toString());
    }
}
