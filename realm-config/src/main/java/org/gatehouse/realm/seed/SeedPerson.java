package org.gatehouse.realm.seed;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person to create.
 *
 * @param locale language of pages and mails; null for the realm's own
 * @param claims further standard claims (OIDC Core, section 5.1) by name: text, true or false, or for {@code address} a
 *     map of texts
 */
public record SeedPerson(
        String userName,
        String password,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String displayName,
        List<String> roles,
        SeedState state,
        @Nullable String locale,
        Map<String, Object> claims) {

    public SeedPerson {
        roles = List.copyOf(roles);
        claims = Map.copyOf(claims);
    }

    /** Without the password: this ends up in logs. */
    @Override
    public String toString() {
        return "SeedPerson[" + userName + "]";
    }
}
