package org.gatehouse.realm.file;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.document.SchemaPlace;
import tools.jackson.databind.JsonNode;

/** Writes the reference of the realm file from its schema, so that the two cannot tell different stories. */
final class ReferenceText {

    private static final String HEAD = """
            # The realm file

            One YAML file says everything about a realm that is configuration. It is checked as a whole: every finding is
            reported at once with its line and column, an unknown key is refused with the nearest known one, and a key
            this version does not enforce is refused rather than ignored: below, such keys are marked
            **not enforced yet**. They are checked and laid out all the same. Secrets are never written in it, only where they
            are kept (`env:NAME`, `file:PATH`). [How to write one](../how-to/write-a-realm-file.md) shows the commands that
            check, lay out and explain a file. Editors complete and check it from its JSON Schema, which
            `./gatehouse realm schema` prints; what follows is `./gatehouse realm explain KEY` for every key.

            This page is generated from that schema. To write it anew:
            `mvn -pl realm-config test -Dtest=RealmFileReferenceTest -Dreference.write=true`

            """;

    private final JsonNode schema;
    private final Set<JsonNode> written = Collections.newSetFromMap(new IdentityHashMap<>());
    private final StringBuilder text = new StringBuilder(HEAD);

    private ReferenceText(JsonNode schema) {
        this.schema = schema;
    }

    static String of(JsonNode schema) {
        ReferenceText reference = new ReferenceText(schema);
        reference.writeTable("The file", schema, "", true);
        return reference.text.toString().stripTrailing() + "\n";
    }

    /** One table for each group of keys, the groups inside it after it. */
    private void writeTable(String title, JsonNode group, String path, boolean enforced) {
        text.append("## ").append(title).append("\n\n");
        text.append(path.isEmpty() ? "" : "`" + path + "`: " + described(group) + "\n\n");
        text.append(enforced ? "" : "**Not enforced yet: a service refuses a file that has it.**\n\n");
        text.append("| key | value | meaning |\n|---|---|---|\n");
        List<String> required =
                group.path("required").valueStream().map(JsonNode::asString).toList();
        group.path("properties").forEachEntry((key, property) -> writeRow(key, property, required.contains(key)));
        text.append("\n");
        group.path("properties").forEachEntry((key, property) -> writeGroupsIn(path, key, property, enforced));
    }

    private void writeRow(String key, JsonNode property, boolean required) {
        text.append("| `").append(key).append("`").append(required ? " (required)" : "");
        text.append(" | ").append(kind(property)).append(" | ").append(mark(property));
        text.append(described(property).replace("|", "\\|"))
                .append(standard(property))
                .append(" |\n");
    }

    private void writeGroupsIn(String path, String key, JsonNode property, boolean enforced) {
        JsonNode target = target(property);
        JsonNode items = target(target.path("items"));
        boolean list = items.has("properties");
        JsonNode group = list ? items : target;
        if (group.has("properties") && written.add(group)) { // groups are within groups
            String place = (path.isEmpty() ? "" : path + ".") + key + (list ? "[]" : "");
            writeTable(
                    list ? group.path("title").asString() : titled(property),
                    group,
                    place,
                    enforced && mark(property).isEmpty());
        }
    }

    private String kind(JsonNode property) {
        JsonNode target = target(property);
        if (target.has("enum")) {
            return String.join(
                    ", ",
                    target.path("enum")
                            .valueStream()
                            .map(value -> "`" + value.asString() + "`")
                            .toList());
        }
        if (target.path("type").isArray()) {
            return "text, or a " + (target.has("items") ? "list of texts" : "group");
        }
        return switch (target.path("type").asString("")) {
            case "array" -> "list of " + kind(target.path("items"));
            case "object" -> "group";
            case "integer" -> "whole number";
            case "boolean" -> "`true`, `false`";
            default -> property.path("$ref").asString("").endsWith("duration") ? "duration" : "text";
        };
    }

    private String described(JsonNode place) {
        return place.path("description")
                .asString(target(place).path("description").asString(""));
    }

    /** Nothing of a group that is not enforced is. */
    private static String mark(JsonNode property) {
        JsonNode mark = property.path(SchemaPlace.NOT_ENFORCED);
        if (mark.isArray()) {
            String values = String.join(
                    ", ",
                    mark.valueStream()
                            .map(value -> "`" + value.asString() + "`")
                            .toList());
            return "**Not enforced yet, so a service refuses it: " + values + ".** ";
        }
        return mark.asBoolean(false) ? "**Not enforced yet: a service refuses a file that has it.** " : "";
    }

    private static String standard(JsonNode property) {
        JsonNode value = property.path("default");
        if (value.isMissingNode()) {
            return "";
        }
        return " Default: `"
                + (value.isValueNode() ? value.asString() : value.toString().replace("\"", "")) + "`.";
    }

    private String titled(JsonNode place) {
        return place.path("title").asString(target(place).path("title").asString(""));
    }

    private JsonNode target(JsonNode place) {
        String reference = place.path("$ref").asString("");
        return reference.isEmpty() ? place : schema.at(reference.substring(1));
    }
}
