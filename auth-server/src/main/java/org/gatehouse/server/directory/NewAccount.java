package org.gatehouse.server.directory;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a person when the account is created.
 *
 * @param claims further standard claims (OIDC Core section 5.1), such as {@code given_name}
 * @param attributes of the realm's own
 */
public record NewAccount(
        String userName,
        String displayName,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String phone,
        boolean phoneVerified,
        @Nullable String locale,
        @Nullable String passwordHash,
        Set<String> roles,
        AccountState state,
        Map<String, Object> claims,
        Map<String, @Nullable Object> attributes) {

    /** Without phone and attributes. */
    public NewAccount(
            String userName,
            String displayName,
            @Nullable String email,
            boolean emailVerified,
            @Nullable String locale,
            @Nullable String passwordHash,
            Set<String> roles,
            AccountState state,
            Map<String, Object> claims) {
        this(
                userName,
                displayName,
                email,
                emailVerified,
                null,
                false,
                locale,
                passwordHash,
                roles,
                state,
                claims,
                Map.of());
    }

    /** What an administrator may also set later, as they would. */
    Map<AccountField, @Nullable String> fields() {
        Map<AccountField, @Nullable String> fields = new EnumMap<>(AccountField.class);
        fields.put(AccountField.EMAIL, email);
        fields.put(AccountField.EMAIL_VERIFIED, String.valueOf(email != null && emailVerified));
        fields.put(AccountField.PHONE, phone);
        fields.put(AccountField.PHONE_VERIFIED, String.valueOf(phone != null && phoneVerified));
        fields.put(AccountField.LOCALE, locale);
        return fields;
    }

    @Override
    public String toString() {
        return "NewAccount[hidden]"; // personal data and a password hash have no place in a log
    }
}
