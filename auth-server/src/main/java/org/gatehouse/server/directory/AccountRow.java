package org.gatehouse.server.directory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as one of many: all that may be read of it without an entry for the one person.
 *
 * @param roles its own, in the order of their names
 * @param attributes those of the realm that are not sensitive, as text
 */
public record AccountRow(
        UUID id,
        String userName,
        String displayName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String locale,
        AccountState state,
        List<String> roles,
        Map<String, String> attributes,
        Instant createdAt,
        Instant updatedAt) {

    public AccountRow {
        roles = List.copyOf(roles);
        attributes = Map.copyOf(attributes);
    }

    AccountRow with(Map<String, String> values) {
        return new AccountRow(
                id, userName, displayName, email, phone, locale, state, roles, values, createdAt, updatedAt);
    }
}
