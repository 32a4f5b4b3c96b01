package org.gatehouse.server.password;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.realm.password.OwnWords;
import org.gatehouse.realm.password.PasswordPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What is known about whoever is to have a password, by the names a realm file gives it: {@code username},
 * {@code email}, {@code displayName}, or an attribute of the realm.
 */
public final class OwnData {

    /** When nothing is known yet. */
    public static final OwnData NONE = new OwnData(Map.of());

    private final Map<String, String> values;

    private OwnData(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** @param attributes those of the realm that are known; what is neither text nor a number is no word */
    public static OwnData of(
            @Nullable String userName,
            @Nullable String email,
            @Nullable String displayName,
            Map<String, ? extends @Nullable Object> attributes) {
        Map<String, String> values = new HashMap<>();
        attributes.forEach((name, value) -> put(values, name, value));
        put(values, "username", userName);
        put(values, "email", email);
        put(values, "displayName", displayName);
        return new OwnData(values);
    }

    /** Of a person without attributes. */
    public static OwnData of(@Nullable String userName, @Nullable String email, @Nullable String displayName) {
        return of(userName, email, displayName, Map.of());
    }

    OwnWords words(PasswordPolicy policy) {
        List<String> asked = policy.notContaining().stream()
                .flatMap(field -> Stream.ofNullable(values.get(field)))
                .toList();
        return OwnWords.of(asked);
    }

    private static void put(Map<String, String> values, String name, @Nullable Object value) {
        if (value instanceof String || value instanceof Number) {
            values.put(name, value.toString());
        }
    }

    @Override
    public String toString() {
        return "OwnData[hidden]"; // somebody's data has no place in a log
    }
}
