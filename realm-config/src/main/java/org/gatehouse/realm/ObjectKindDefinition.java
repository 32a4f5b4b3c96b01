package org.gatehouse.realm;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kind of object that relying apps of the realm report about, beside those every realm has.
 *
 * @param id begins with {@code x.}; stored in entries, so never given another meaning
 * @param title by language
 */
public record ObjectKindDefinition(String id, Map<String, String> title) {

    public ObjectKindDefinition {
        title = Collections.unmodifiableMap(new TreeMap<>(title)); // one order, so that documents compare
    }
}
