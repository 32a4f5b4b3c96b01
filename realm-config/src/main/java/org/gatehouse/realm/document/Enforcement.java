package org.gatehouse.realm.document;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        new Enforcement(document).walk(Path.ROOT, document.root(), schema);
    }

    private void walk(Path path, JsonNode value, SchemaPlace place) {
        if (value.isObject()) {
            value.forEachEntry((key, child) -> entry(path, key, child, place.key(key)));
        } else if (value.isArray()) {
            place.items().ifPresent(item -> {
                for (int index = 0; index < value.size(); index++) {
                    walk(path.to(String.valueOf(index)), value.get(index), item);
                }
            });
        } else if (place.hasNotEnforcedChoices() && place.notEnforcedChoices().contains(value.asString())) {
            document.refuseValue(path.pointer(), message(value.asString()), "");
        }
    }

    private void entry(Path around, String key, JsonNode value, Optional<SchemaPlace> place) {
        if (place.isEmpty()) {
            return;
        }
        if (place.get().isNotEnforced()) {
            document.refuseKey(around.to(key).pointer(), message(key), "");
        } else {
            walk(around.to(key), value, place.get());
        }
    }

    private static String message(String what) {
        return "`" + what + "` is not enforced by this version yet, so it is refused rather than ignored.";
    }

    /** Becomes a pointer only where there is something to report: a file has thousands of places. */
    private record Path(@Nullable Path around, String key) {

        static final Path ROOT = new Path(null, "");

        Path to(String step) {
            return new Path(this, step);
        }

        String pointer() {
            return around == null ? Pointer.ROOT : Pointer.child(around.pointer(), key);
        }
    }
}
