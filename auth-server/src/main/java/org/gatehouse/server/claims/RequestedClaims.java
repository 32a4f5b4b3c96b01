package org.gatehouse.server.claims;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The claims a request asks for one by one.
 *
 * @param userInfo to be answered by the user info endpoint
 * @param idToken to be in the ID token
 */
public record RequestedClaims(Map<String, ClaimRequest> userInfo, Map<String, ClaimRequest> idToken) {

    public static final RequestedClaims NONE = new RequestedClaims(Map.of(), Map.of());

    public RequestedClaims {
        userInfo = Map.copyOf(userInfo);
        idToken = Map.copyOf(idToken);
    }

    /** @throws InvalidClaimsException when it is not such a parameter, or larger than anybody needs */
    public static RequestedClaims parse(@Nullable String parameter) throws InvalidClaimsException {
        return parameter == null || parameter.isEmpty() ? NONE : ClaimsReading.read(parameter);
    }

    /** Of a request that was checked when it came. */
    public static RequestedClaims stored(@Nullable String parameter) {
        try {
            return parse(parameter);
        } catch (InvalidClaimsException ex) {
            throw new IllegalStateException("A request was accepted with claims nobody can read", ex);
        }
    }

    /** The subject that must have signed in, if the request names one (section 5.5.1). */
    public Set<String> subjects() {
        return Stream.of(idToken, userInfo)
                .flatMap(claims -> find(claims, "sub").stream())
                .flatMap(asked -> asked.texts().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What the ID token's {@code acr} must or should be (section 5.5.1.1). */
    public Optional<ClaimRequest> acr() {
        return find(idToken, "acr");
    }

    /** The scopes that would have covered what is asked, of those the client may have. */
    public Set<String> coveringScopes(Set<String> allowed) {
        return Stream.concat(userInfo.keySet().stream(), idToken.keySet().stream())
                .flatMap(claim -> ClaimScopes.find(claim).stream())
                .filter(allowed::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<ClaimRequest> find(Map<String, ClaimRequest> claims, String name) {
        return Optional.ofNullable(claims.get(name));
    }
}
