package org.gatehouse.realm.keycloak;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.realm.file.Difference.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares one object with what it is to be, key by key. Only what is asked for is looked at. Keycloak leaves out what is
 * empty and keeps lists in no order, so neither makes a difference.
 */
final class Comparison {

    static final String MASK = "(secret)";

    private static final Set<String> SECRETS = Set.of("secret", "clientSecret", "pairwiseSubAlgorithmSalt");

    /** Of these, what is there and not asked for is a difference, too. */
    private static final Set<String> WHOLE = Set.of("validations", "permissions", "executors", "conditions");

    private static final List<String> INTERNAL = List.of("id", "internalId", "containerId", "parentId", "access");

    private static final String PASSWORDS = "passwordPolicy";

    private final List<Difference> found = new ArrayList<>();

    private Comparison() {}

    static List<Difference> between(ObjectName name, JsonNode actual, ObjectNode desired) {
        Comparison comparison = new Comparison();
        desired.forEachEntry((key, value) -> comparison.compare(name.path() + "." + key, key, actual.path(key), value));
        return comparison.found;
    }

    private void compare(String path, String key, JsonNode actual, JsonNode desired) {
        if (key.equals("clientSecret")) {
            return; // Keycloak never shows it; see Connections
        }
        if (desired.isObject() && !WHOLE.contains(key)) {
            desired.forEachEntry((inner, value) -> compare(path + "." + inner, inner, actual.path(inner), value));
        } else if (!same(key, actual, desired)) {
            found.add(difference(path, key, actual, desired));
        }
    }

    private static boolean same(String key, JsonNode actual, JsonNode desired) {
        if (key.equals(PASSWORDS)) {
            return PolicyValue.policies(actual.asString("")).equals(PolicyValue.policies(desired.asString("")));
        }
        return normal(actual).equals(normal(desired));
    }

    /** One text for all that means the same. */
    static String normal(JsonNode value) {
        if (isNothing(value)) {
            return "";
        }
        if (value.isArray()) {
            return value.valueStream().map(Comparison::normal).sorted().toList().toString();
        }
        if (value.isObject()) {
            return value.propertyStream()
                    .filter(entry ->
                            !isNothing(entry.getValue()) || entry.getValue().isObject())
                    .map(entry -> entry.getKey() + "=" + normal(entry.getValue()))
                    .sorted()
                    .toList()
                    .toString();
        }
        return value.asString();
    }

    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.isContainer() && value.isEmpty()
                || value.isString() && value.asString().isEmpty();
    }

    private static Difference difference(String path, String key, JsonNode actual, JsonNode desired) {
        if (isNothing(actual)) {
            return new Difference(path, Kind.ADD, "", text(key, desired));
        }
        return isNothing(desired)
                ? new Difference(path, Kind.REMOVE, text(key, actual), "")
                : new Difference(path, Kind.CHANGE, text(key, actual), text(key, desired));
    }

    private static String text(String key, JsonNode value) {
        if (SECRETS.contains(key)) {
            return MASK;
        }
        return value.isValueNode() ? value.asString() : value.toString();
    }

    /** An object as a plan shows it, without its secrets and what only Keycloak needs to know. */
    static String masked(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove(INTERNAL);
        mask(copy);
        if (copy.path("config").isObject()) {
            mask((ObjectNode) copy.path("config"));
        }
        return copy.toString();
    }

    private static void mask(ObjectNode node) {
        SECRETS.stream().filter(node::has).forEach(key -> node.put(key, MASK));
    }
}
