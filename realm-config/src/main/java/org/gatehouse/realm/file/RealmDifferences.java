package org.gatehouse.realm.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.Difference.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What has to be done to one realm to make it the other. Empty exactly when they are equal. */
public final class RealmDifferences {

    /** Keys by which entries of a list are known, one in each kind of list. */
    private static final List<String> NAMES = List.of("id", "name", "alias", "for");

    private final List<Difference> found = new ArrayList<>();

    private RealmDifferences() {}

    public static List<Difference> between(RealmDefinition actual, RealmDefinition desired) {
        RealmDifferences differences = new RealmDifferences();
        differences.compare("", document(actual), document(desired));
        return List.copyOf(differences.found);
    }

    /** Connections are named one by one, also the first and the last of them: each is an entry of its own in the trail. */
    private static JsonNode document(RealmDefinition realm) {
        ObjectNode document = RealmDocument.of(realm);
        if (!document.has("connections")) {
            document.putArray("connections");
        }
        return document;
    }

    private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null || after == null) {
            addWhole(path, before, after);
        } else if (before.equals(after)) {
            return;
        } else if (before.isObject() && after.isObject()) {
            compareEach(path, fields(path, before), fields(path, after));
        } else if (before.isArray() && after.isArray()) {
            compareLists(path, entries(path, before), entries(path, after));
        } else {
            found.add(new Difference(path, Kind.CHANGE, text(before), text(after)));
        }
    }

    private void addWhole(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (after != null) {
            found.add(new Difference(path, Kind.ADD, "", text(after)));
        } else if (before != null) {
            found.add(new Difference(path, Kind.REMOVE, text(before), ""));
        }
    }

    private void compareEach(String path, Map<String, JsonNode> before, Map<String, JsonNode> after) {
        Set<String> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        all.forEach(key -> compare(key, before.get(key), after.get(key)));
    }

    /** Entries are matched by name; where only their order differs, the order is the change. */
    private void compareLists(String path, Map<String, JsonNode> before, Map<String, JsonNode> after) {
        int known = found.size();
        compareEach(path, before, after);
        if (found.size() == known || !sameOrder(before.keySet(), after.keySet())) {
            found.add(new Difference(
                    path + " (order)", Kind.CHANGE, names(path, before.keySet()), names(path, after.keySet())));
        }
    }

    private static boolean sameOrder(Set<String> before, Set<String> after) {
        List<String> kept = before.stream().filter(after::contains).toList();
        return kept.equals(after.stream().filter(before::contains).toList());
    }

    private static Map<String, JsonNode> fields(String path, JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.forEachEntry((key, value) -> fields.put(path.isEmpty() ? key : path + "." + key, value));
        return fields;
    }

    private static Map<String, JsonNode> entries(String path, JsonNode array) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        array.forEach(entry -> entries.put(path + "[" + name(entry) + "]", entry));
        return entries;
    }

    private static String name(JsonNode entry) {
        if (!entry.isObject()) {
            return entry.asString();
        }
        return NAMES.stream()
                .filter(entry::has)
                .findFirst()
                .map(key -> entry.path(key).asString())
                .orElseGet(entry::toString); // a condition is its own name
    }

    private static String names(String path, Set<String> keys) {
        return keys.stream().map(key -> key.substring(path.length())).reduce("", String::concat);
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
