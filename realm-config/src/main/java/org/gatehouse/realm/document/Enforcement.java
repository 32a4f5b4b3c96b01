package org.gatehouse.realm.document;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a document asks for that its schema marks as {@link SchemaPlace#NOT_ENFORCED}: known, described, checked,
 * and refused. Each key is reported once, whatever is in it.
 */
final class Enforcement {

    private final Document document;

    private Enforcement(Document document) {
        this.document = document;
    }

    static void report(Document document, SchemaPlace schema) {
        new Enforcement(document).walk(Pointer.ROOT, document.root(), Optional.of(schema));
    }

    private void walk(String pointer, JsonNode value, Optional<SchemaPlace> place) {
        if (place.isEmpty()) {
            return;
        }
        if (value.isObject()) {
            value.forEachEntry((key, child) ->
                    entry(Pointer.child(pointer, key), child, place.get().key(key)));
        } else if (value.isArray()) {
            for (int index = 0; index < value.size(); index++) {
                walk(Pointer.item(pointer, index), value.get(index), place.get().items());
            }
        } else if (place.get().notEnforcedChoices().contains(value.asString())) {
            document.refuseValue(pointer, message(value.asString()), "");
        }
    }

    private void entry(String pointer, JsonNode value, Optional<SchemaPlace> place) {
        if (place.filter(SchemaPlace::isNotEnforced).isPresent()) {
            document.refuseKey(pointer, message(Pointer.lastKey(pointer)), "");
        } else {
            walk(pointer, value, place);
        }
    }

    private static String message(String what) {
        return "`" + what + "` is not enforced by this version yet, so it is refused rather than ignored.";
    }
}
