package org.gatehouse.server.federation.entraid;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a token of Entra ID says, each claim in the forms it is known to come in; any other form says nothing. */
record EntraClaims(JWTClaimsSet claims) {

    /** As Entra ID writes it. Another way to write the same would make another person of them. */
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    static boolean isGuid(@Nullable String text) {
        return text != null && GUID.matcher(text).matches();
    }

    @Nullable
    String text(String name) {
        return claims.getClaim(name) instanceof String text && !text.isBlank() ? text : null;
    }

    /** An optional claim is a boolean, a number or a text, by the version of whoever writes it. */
    boolean isTrue(String name) {
        Object value = claims.getClaim(name);
        return Boolean.TRUE.equals(value) || is(value, "1") || is(value, "true");
    }

    /** Whether a claim that is a number is exactly this one. */
    boolean isNumber(String name, int number) {
        return is(claims.getClaim(name), Integer.toString(number));
    }

    private static boolean is(@Nullable Object value, String text) {
        return value instanceof String || value instanceof Integer || value instanceof Long
                ? text.equals(value.toString())
                : false;
    }

    /** Empty when there is no such list, which is not the same as an empty one. */
    Optional<Set<String>> list(String name) {
        return claims.getClaim(name) instanceof List<?> list
                ? Optional.of(list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(Collectors.toUnmodifiableSet()))
                : Optional.empty();
    }

    /** Whether the claim is elsewhere (OpenID Connect Core section 5.6.2); where, is not looked at. */
    boolean isDistributed(String name) {
        return claims.getClaim("_claim_names") instanceof Map<?, ?> names && names.containsKey(name);
    }

    @Nullable
    Instant time(String name) {
        Object value = claims.getClaim(name);
        if (value instanceof Date date) {
            return date.toInstant();
        }
        return value instanceof Long seconds && seconds > 0 && seconds < LAST_SECOND
                ? Instant.ofEpochSecond(seconds)
                : null;
    }

    /** The end of the year 9999. */
    private static final long LAST_SECOND = 253_402_300_799L;
}
