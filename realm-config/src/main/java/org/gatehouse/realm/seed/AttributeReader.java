package org.gatehouse.realm.seed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.AttributeType;
import org.gatehouse.realm.document.Part;
import tools.jackson.databind.JsonNode;

/** Reads custom attributes of people and refuses values their realm would not take; for one file. */
final class AttributeReader {

    private final RealmCheck realm;
    private final Set<String> taken = new HashSet<>();

    AttributeReader(RealmCheck realm) {
        this.realm = realm;
    }

    /** @param count how many people will have them, the texts being templates when it is more than one */
    Map<String, Object> read(Part attributes, int count) {
        Map<String, Object> values = new HashMap<>();
        attributes.entries().forEach((name, part) -> {
            Object value = value(part.json());
            values.put(name, value);
            realm.attribute(name, part).filter(known -> part.isFlawless()).ifPresent(attribute -> {
                checkValue(attribute, part, value, count);
                checkUnique(attribute, part, value, count);
            });
        });
        return values;
    }

    /** The first and the last number stand for all between them: they are the shortest and the longest. */
    private static void checkValue(AttributeDefinition attribute, Part part, Object value, int count) {
        Optional<String> refusal = attribute
                .check(count > 0 ? Template.fillAny(value, 1) : value)
                .or(() -> attribute.check(count > 0 ? Template.fillAny(value, count) : value));
        boolean unquoted = attribute.type() == AttributeType.STRING && !(value instanceof String);
        refusal.ifPresent(message -> part.refuse(message, unquoted ? "Write it in quotes." : ""));
    }

    private void checkUnique(AttributeDefinition attribute, Part part, Object value, int count) {
        if (!attribute.unique()) {
            return;
        }
        if (count > 1 && Template.fillAny(value, 1).equals(Template.fillAny(value, 2))) {
            part.refuse("All generated people would have this value, and it is unique.", "Write %d in it.");
        } else if (!taken.add(attribute.name() + "=" + value)) {
            part.refuse("Two people would have this value, and it is unique.", "Choose another.");
        }
    }

    private static Object value(JsonNode json) {
        if (json.isBoolean()) {
            return json.asBoolean();
        }
        return json.isIntegralNumber() ? (Object) json.asLong() : json.asString("");
    }
}
