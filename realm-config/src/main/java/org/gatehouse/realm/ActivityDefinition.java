package org.gatehouse.realm;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happens in relying apps of the realm and that the catalogue has no activity for.
 *
 * @param id begins with {@code x.}; stored in entries, so never given another meaning
 * @param category one of {@link TrailPolicy#CATEGORIES}; it decides how long the entries are kept
 * @param title by language
 */
public record ActivityDefinition(String id, String category, Map<String, String> title) {

    public ActivityDefinition {
        title = Collections.unmodifiableMap(new TreeMap<>(title)); // one order, so that documents compare
    }
}
