package org.gatehouse.realm.keycloak;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Attributes of a user profile as a realm file says them. */
final class AttributesOfRealm {

    private AttributesOfRealm() {}

    static void write(ObjectNode file, Map<ObjectName, ObjectNode> objects) {
        ArrayNode attributes = file.putArray("attributes");
        FileOfRealm.all(objects, ObjectKind.ATTRIBUTE)
                .filter(attribute -> !FileOfRealm.text(attribute, "name").startsWith(KeycloakRealm.MARK))
                .forEach(attribute -> attributes.add(attribute(attribute, objects)));
    }

    private static ObjectNode attribute(ObjectNode attribute, Map<ObjectName, ObjectNode> objects) {
        String name = FileOfRealm.text(attribute, "name");
        JsonNode validations = attribute.path("validations");
        ObjectNode node = attribute.objectNode().put("name", name).put("type", type(validations));
        boolean hidden = attribute
                .path("permissions")
                .path("view")
                .valueStream()
                .noneMatch(who -> who.asString("").equals("user"));
        if (hidden) {
            node.put("sensitive", true);
        }
        writeLabels(node, name, objects);
        People.found(FileOfRealm.text(validations.path("pattern"), "pattern"))
                .ifPresent(pattern -> node.put("pattern", pattern));
        if (validations.path("length").has("max")
                && node.path("type").asString().equals("string")) {
            node.set("maxLength", validations.path("length").path("max"));
        }
        return node;
    }

    private static String type(JsonNode validations) {
        if (validations.has("integer")) {
            return "integer";
        }
        if (validations.has("iso-date")) {
            return "date";
        }
        return validations.has("options") ? "boolean" : "string";
    }

    private static void writeLabels(ObjectNode node, String name, Map<ObjectName, ObjectNode> objects) {
        ObjectNode labels = node.objectNode();
        objects.forEach((object, text) -> {
            if (object.kind() == ObjectKind.TEXT && object.lastName().equals(People.LABEL + name)) {
                labels.set(object.owner(), text.path("text"));
            }
        });
        if (!labels.isEmpty()) {
            node.set("displayName", labels);
        }
    }
}
