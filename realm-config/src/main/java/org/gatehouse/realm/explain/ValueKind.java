package org.gatehouse.realm.explain;

import org.gatehouse.realm.document.SchemaPlace;

/** Says in a word or two what is written at a place. */
final class ValueKind {

    private ValueKind() {}

    static String of(SchemaPlace place) {
        if (place.isA("duration")) {
            return "duration";
        }
        if (place.said("type").isArray()) {
            return "text or " + (place.items().isPresent() ? "list of texts" : "group of keys");
        }
        return switch (place.text("type")) {
            case "array" -> "list of " + plural(place.items().map(ValueKind::of).orElse("anything"));
            case "object" -> "group of keys";
            case "integer" -> "whole number";
            case "boolean" -> "true or false";
            default -> "text";
        };
    }

    private static String plural(String kind) {
        return switch (kind) {
            case "text" -> "texts";
            case "group of keys" -> "groups of keys";
            default -> kind;
        };
    }
}
