package org.gatehouse.realm.document;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Finds what a schema says about one place of a document: which keys may stand there, and what they mean. */
final class SchemaPlaces {

    private final JsonNode schema;

    SchemaPlaces(JsonNode schema) {
        this.schema = schema;
    }

    List<String> keysAt(String pointer) {
        List<String> keys = new ArrayList<>();
        target(at(pointer)).path("properties").propertyNames().forEach(keys::add);
        return keys;
    }

    /** What is written beside a reference says more than the shared text it refers to. */
    String descriptionAt(String pointer) {
        JsonNode place = at(pointer);
        return place.path("description")
                .asString(target(place).path("description").asString(""));
    }

    private JsonNode at(String pointer) {
        JsonNode place = schema;
        for (String key : Pointer.keys(pointer)) {
            JsonNode around = target(place);
            JsonNode property = around.path("properties").path(key);
            place = property.isMissingNode() ? around.path("items") : property;
        }
        return place;
    }

    private JsonNode target(JsonNode place) {
        String reference = place.path("$ref").asString("");
        return reference.isEmpty() ? place : schema.at(reference.substring("#".length()));
    }
}
