package org.gatehouse.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts into the standard's form what Entra ID says in its own: truth values as text ("False"), and members taken out by
 * value instead of by path. The latter matters: read to the letter it would take out everybody.
 */
final class Dialect {

    private static final Set<String> FLAGS = Set.of("active", "primary");
    private static final Set<String> READ_ONLY = Set.of("id", "meta", "groups", "schemas");
    private static final String VALUE = "value";

    /** As RFC 7644 section 3.5.2 has it; what stands within the brackets is for the SDK to read. */
    private static final Pattern PATH = Pattern.compile(
            "(?:urn:[A-Za-z0-9:._-]{1,200}:)?[A-Za-z$][A-Za-z0-9$_-]{0,100}(?:\\[.{1,500}])?(?:\\.[A-Za-z$][A-Za-z0-9$_-]{0,100})?");

    private Dialect() {}

    /** Changes the document itself. */
    static void standardise(JsonNode document) {
        flags(document);
        if (document.get("Operations") instanceof ArrayNode operations) {
            ArrayNode plain = operations.arrayNode();
            operations.forEach(operation -> add(plain, operation));
            operations.removeAll();
            operations.addAll(plain);
        }
    }

    private static void add(ArrayNode plain, JsonNode operation) {
        if (operation instanceof ObjectNode change && change.has("op")) {
            change.put("op", text(change, "op").toLowerCase(Locale.ROOT));
            patch(plain, change);
        } else if (operation instanceof ObjectNode part && part.get("data") instanceof ObjectNode data) {
            standardise(data); // of a bulk
            plain.add(part);
        } else {
            plain.add(operation);
        }
    }

    private static void patch(ArrayNode plain, ObjectNode change) {
        requireWritable(text(change, "path"));
        if (!text(change, "op").equals("remove") && !change.has(VALUE)) {
            throw Refusal.invalid(Refusal.INVALID_VALUE, "An operation that adds or replaces has a value.");
        }
        if (FLAGS.contains(lastName(text(change, "path"))) && flag(change.get(VALUE)) != null) {
            change.set(VALUE, flag(change.get(VALUE)));
        }
        if (text(change, "op").equals("remove")
                && text(change, "path").equalsIgnoreCase("members")
                && change.has(VALUE)) {
            removals(plain, change);
        } else {
            plain.add(change);
        }
    }

    /** The SDK passes over what it cannot read or nobody can write, which RFC 7644 section 3.5.2 has refused. */
    private static void requireWritable(String path) {
        if (!path.isBlank() && !PATH.matcher(path).matches()) {
            throw Refusal.invalid(Refusal.INVALID_PATH, "The path of an operation is none.");
        }
        String attribute = path.substring(path.lastIndexOf(':') + 1).split("[.\\[]", 2)[0];
        if (READ_ONLY.contains(attribute)) {
            throw Refusal.invalid(Refusal.MUTABILITY, "'" + attribute + "' is not the client's to change.");
        }
    }

    private static void removals(ArrayNode plain, ObjectNode change) {
        JsonNode named = change.get(VALUE);
        Iterable<JsonNode> members = named.isArray() ? named : Set.of(named);
        for (JsonNode member : members) {
            String id = member.path(VALUE).textValue();
            if (id == null || Filters.id(id).isEmpty()) {
                throw Refusal.invalid(Refusal.INVALID_VALUE, "members: there is no such user.");
            }
            plain.addObject().put("op", "remove").put("path", "members[value eq \"" + id + "\"]");
        }
        if (named.isEmpty()) {
            throw Refusal.invalid(Refusal.INVALID_VALUE, "members: name those to be taken out.");
        }
    }

    private static void flags(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                BooleanNode flag = FLAGS.contains(entry.getKey()) ? flag(entry.getValue()) : null;
                if (flag != null) {
                    entry.setValue(flag);
                }
            }
        }
        node.forEach(Dialect::flags);
    }

    private static @Nullable BooleanNode flag(@Nullable JsonNode value) {
        String text = value == null ? null : value.textValue();
        if ("true".equalsIgnoreCase(text) || "false".equalsIgnoreCase(text)) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        return null;
    }

    private static String text(ObjectNode object, String name) {
        String text = object.path(name).textValue();
        return text == null ? "" : text;
    }

    private static String lastName(String path) {
        return path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf(':')) + 1);
    }
}
