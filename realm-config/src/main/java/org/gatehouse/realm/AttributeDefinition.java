package org.gatehouse.realm;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.realm.pattern.SafePattern;
import org.jspecify.annotations.Nullable;

/**
 * A custom attribute of the realm's accounts.
 *
 * @param unique whether no two accounts of the realm have the same value
 * @param sensitive whether values are encrypted, masked where they are shown, and looking at one is traced
 * @param displayName what people read, by language; empty shows the name
 * @param pattern what must be found in a text; null accepts any
 * @param maxLength of a text, in characters (code points)
 */
public record AttributeDefinition(
        String name,
        AttributeType type,
        boolean unique,
        boolean sensitive,
        Map<String, String> displayName,
        @Nullable SafePattern pattern,
        int maxLength) {

    public static final int DEFAULT_MAX_LENGTH = 256;

    public static final int LARGEST_MAX_LENGTH = 2048;

    /** How many attributes a realm may have. */
    public static final int MOST = 64;

    public AttributeDefinition {
        displayName = Collections.unmodifiableMap(new TreeMap<>(displayName)); // one order, so that documents compare
    }

    /** What people who read this language (a BCP 47 language subtag) call it; English, then the name, where nothing is said. */
    public String label(String language) {
        String own = displayName.get(language);
        return own != null ? own : displayName.getOrDefault("en", name);
    }

    /**
     * Why an account cannot have the value, as a sentence that does not repeat it; empty when it can.
     *
     * @param value as JSON gives it: text, number, true or false
     */
    public Optional<String> check(Object value) {
        return AttributeValues.refusal(this, value);
    }
}
