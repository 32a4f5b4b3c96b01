package org.gatehouse.server.account;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.directory.PersonalData;
import org.jspecify.annotations.Nullable;

/**
 * What a person may say about themselves, as it was typed.
 *
 * @param version of the account when the page was shown
 */
record ProfileForm(
        @Nullable String displayName,
        @Nullable String locale,
        @Nullable String phone,
        int version) {

    static ProfileForm of(Account account, PersonalData personal) {
        return new ProfileForm(account.displayName(), account.locale(), personal.phone(), account.version());
    }

    /** Only what differs: what was valid once and is not changed is not refused today. */
    AccountEdit since(ProfileForm stored) {
        Map<AccountField, @Nullable String> fields = new EnumMap<>(AccountField.class);
        put(
                fields,
                AccountField.DISPLAY_NAME,
                Objects.requireNonNullElse(displayName, "").strip(),
                stored.displayName);
        put(fields, AccountField.LOCALE, typed(locale), stored.locale);
        put(fields, AccountField.PHONE, typed(phone), stored.phone);
        return new AccountEdit(fields, Map.of());
    }

    private static void put(
            Map<AccountField, @Nullable String> fields,
            AccountField field,
            @Nullable String typed,
            @Nullable String stored) {
        if (!Objects.equals(typed, stored)) {
            fields.put(field, typed);
        }
    }

    private static @Nullable String typed(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    @Override
    public String toString() {
        return "ProfileForm[hidden]"; // personal data has no place in a log
    }
}
