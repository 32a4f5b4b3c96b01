package org.gatehouse.realm.keycloak.live;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Keycloak has, with what is asked for over it: a change that is sent takes nothing else away. */
final class Overlay {

    /** Of these, what is asked for is all there is. */
    private static final Set<String> WHOLE = Set.of("validations", "permissions");

    private Overlay() {}

    static ObjectNode of(ObjectNode actual, ObjectNode desired) {
        ObjectNode merged = actual.deepCopy();
        desired.forEachEntry((key, value) -> {
            JsonNode before = merged.path(key);
            boolean deeper = value.isObject() && before.isObject() && !WHOLE.contains(key);
            merged.set(key, deeper ? of((ObjectNode) before, (ObjectNode) value) : value);
        });
        return merged;
    }
}
