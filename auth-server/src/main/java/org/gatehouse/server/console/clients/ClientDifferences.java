package org.gatehouse.server.console.clients;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.file.ClientFiles;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is another thing in one form of a client than in the other: of a list, which members come and which go. */
final class ClientDifferences {

    private final List<Line> lines = new ArrayList<>();

    private ClientDifferences() {}

    /**
     * One difference.
     *
     * @param field as a definition names it
     * @param sign {@code added}, {@code removed} or {@code changed}
     * @param before null when it comes
     * @param after null when it goes
     */
    record Line(
            String field,
            String sign,
            @Nullable String before,
            @Nullable String after) {}

    /** In the order of the definition; empty exactly when the two are equal. A secret is its reference in both. */
    static List<Line> between(ClientDefinition before, ClientDefinition after) {
        ClientDifferences differences = new ClientDifferences();
        ObjectNode was = ClientFiles.toJson(before);
        ObjectNode will = ClientFiles.toJson(after);
        Set<String> fields = new LinkedHashSet<>(will.propertyNames());
        fields.addAll(was.propertyNames());
        fields.forEach(field -> differences.compare(field, was.get(field), will.get(field)));
        return List.copyOf(differences.lines);
    }

    private void compare(String field, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (after == null || before == null) {
            whole(field, before, after);
        } else if (before.isArray() && after.isArray()) {
            members(field, before, after);
        } else if (!before.equals(after)) {
            lines.add(new Line(field, "changed", text(before), text(after)));
        }
    }

    private void whole(String field, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before != null) {
            texts(before).forEach(gone -> lines.add(new Line(field, "removed", gone, null)));
        }
        if (after != null) {
            texts(after).forEach(come -> lines.add(new Line(field, "added", null, come)));
        }
    }

    private void members(String field, JsonNode before, JsonNode after) {
        List<String> was = texts(before);
        List<String> will = texts(after);
        was.stream()
                .filter(member -> !will.contains(member))
                .forEach(gone -> lines.add(new Line(field, "removed", gone, null)));
        will.stream()
                .filter(member -> !was.contains(member))
                .forEach(come -> lines.add(new Line(field, "added", null, come)));
        if (!was.equals(will) && Set.copyOf(was).equals(Set.copyOf(will))) {
            lines.add(new Line(field, "changed", String.join(" ", was), String.join(" ", will))); // only their order
        }
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray() ? node.valueStream().map(ClientDifferences::text).toList() : List.of(text(node));
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asString() : node.toString();
    }
}
