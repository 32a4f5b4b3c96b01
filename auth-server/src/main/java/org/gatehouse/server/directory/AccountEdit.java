package org.gatehouse.server.directory;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to change on an account. A field that is not a key stays as it is; a null value removes what is there.
 *
 * @param fields text, or {@code "true"} and {@code "false"} for flags
 * @param attributes of the realm's own: text, whole numbers or booleans
 */
public record AccountEdit(Map<AccountField, @Nullable String> fields, Map<String, @Nullable Object> attributes) {

    public AccountEdit {
        Map<AccountField, @Nullable String> copy = new EnumMap<>(AccountField.class);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    public static AccountEdit of(AccountField field, @Nullable String value) {
        Map<AccountField, @Nullable String> fields = new EnumMap<>(AccountField.class);
        fields.put(field, value);
        return new AccountEdit(fields, Map.of());
    }
}
