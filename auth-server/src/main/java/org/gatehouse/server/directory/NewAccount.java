package org.gatehouse.server.directory;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a person when the account is created.
 *
 * @param claims further standard claims (OIDC Core section 5.1), such as {@code given_name}
 */
public record NewAccount(
        String userName,
        String displayName,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String locale,
        @Nullable String passwordHash,
        Set<String> roles,
        AccountState state,
        Map<String, Object> claims) {}
