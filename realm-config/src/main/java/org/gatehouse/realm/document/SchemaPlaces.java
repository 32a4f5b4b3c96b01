package org.gatehouse.realm.document;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds what a schema says about one place of a document: which keys may stand there, and what they mean. */
final class SchemaPlaces {

    private final SchemaPlace whole;

    SchemaPlaces(JsonNode schema) {
        this.whole = SchemaPlace.of(schema);
    }

    SchemaPlace whole() {
        return whole;
    }

    List<String> keysAt(String pointer) {
        return at(pointer).map(SchemaPlace::keys).orElse(List.of());
    }

    String descriptionAt(String pointer) {
        return at(pointer).map(place -> place.text("description")).orElse("");
    }

    private Optional<SchemaPlace> at(String pointer) {
        Optional<SchemaPlace> place = Optional.of(whole);
        for (String key : Pointer.keys(pointer)) {
            place = place.flatMap(around -> around.key(key).or(around::items).or(around::others));
        }
        return place;
    }
}
