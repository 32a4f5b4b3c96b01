package org.gatehouse.server.claims;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which scope stands for which standard claim (OpenID Connect Core section 5.4). */
public final class ClaimScopes {

    private static final Map<String, List<String>> CLAIMS = Map.of(
            "profile",
            List.of(
                    "name",
                    "family_name",
                    "given_name",
                    "middle_name",
                    "nickname",
                    "preferred_username",
                    "profile",
                    "picture",
                    "website",
                    "gender",
                    "birthdate",
                    "zoneinfo",
                    "locale",
                    "updated_at"),
            "email",
            List.of("email", "email_verified"),
            "phone",
            List.of("phone_number", "phone_number_verified"),
            "address",
            List.of("address"));

    private static final Map<String, String> SCOPE_OF = CLAIMS.entrySet().stream()
            .flatMap(scope -> scope.getValue().stream().map(claim -> Map.entry(claim, scope.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private ClaimScopes() {}

    /** Empty for what is no standard claim about a person. */
    public static Optional<String> find(String claim) {
        return Optional.ofNullable(SCOPE_OF.get(claim));
    }

    /** The claims of a scope; none when it stands for none. */
    public static Stream<String> of(String scope) {
        return CLAIMS.getOrDefault(scope, List.of()).stream();
    }
}
