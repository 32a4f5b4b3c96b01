package org.gatehouse.realm.seed;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person to create.
 *
 * @param phone in the international form (E.164); the claim {@code phone_number}, which is not among the claims
 * @param groups paths of groups of the realm: {@code field-team/north}
 * @param attributes custom attributes by name: text, a whole number ({@link Long}), true or false
 * @param totp key of an authenticator app in Base32; null without one
 * @param recoveryCodes as the person would type them
 * @param locale language of pages and mails; null for the realm's own
 * @param claims further standard claims (OIDC Core, section 5.1) by name: text, or for {@code address} a map of texts
 */
public record SeedPerson(
        String userName,
        String password,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String phone,
        boolean phoneVerified,
        @Nullable String displayName,
        List<String> roles,
        List<String> groups,
        Map<String, Object> attributes,
        @Nullable String totp,
        List<String> recoveryCodes,
        SeedState state,
        @Nullable String locale,
        Map<String, Object> claims) {

    public SeedPerson {
        roles = List.copyOf(roles);
        groups = List.copyOf(groups);
        attributes = Map.copyOf(attributes);
        recoveryCodes = List.copyOf(recoveryCodes);
        claims = Map.copyOf(claims);
    }

    /** Without the password: this ends up in logs. */
    @Override
    public String toString() {
        return "SeedPerson[" + userName + "]";
    }
}
