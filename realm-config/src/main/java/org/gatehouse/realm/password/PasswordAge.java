package org.gatehouse.realm.password;

import java.time.Period;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * After what time a password must be changed.
 *
 * @param everybody null means never
 * @param byRole for holders of the role; of several, the shortest
 */
public record PasswordAge(@Nullable Period everybody, Map<String, Period> byRole) {

    public static final Period SHORTEST = Period.ofDays(30);

    public static final Period LONGEST = Period.ofYears(2);

    public static final PasswordAge NEVER = new PasswordAge(null, Map.of());

    public PasswordAge {
        byRole = Collections.unmodifiableMap(new TreeMap<>(byRole)); // one order, so that documents compare
    }
}
