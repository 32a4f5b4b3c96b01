package org.gatehouse.realm.keycloak;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.file.common.Nodes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Roles, groups and attributes of people as Keycloak keeps them. */
final class People {

    /** What an attribute's label is kept under, before its name. */
    static final String LABEL = KeycloakRealm.MARK + "attribute.";

    private static final String BEFORE = "(?s).*(?:(?-s)";
    private static final String BEHIND = ").*";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private People() {}

    static ObjectNode role(String name, String description) {
        return JSON.objectNode().put("name", name).put("description", description);
    }

    static ObjectNode group(GroupDefinition group) {
        ObjectNode node = JSON.objectNode()
                .put("name", group.name())
                .put("description", group.description() == null ? "" : group.description());
        node.set("realmRoles", Nodes.texts(group.roles()));
        return node;
    }

    static ObjectNode attribute(AttributeDefinition attribute) {
        ObjectNode node = JSON.objectNode()
                .put("name", attribute.name())
                .put(
                        "displayName",
                        attribute.displayName().isEmpty() ? attribute.name() : "${" + LABEL + attribute.name() + "}")
                .put("multivalued", false);
        ObjectNode permissions = node.putObject("permissions");
        permissions.set("view", Nodes.texts(attribute.sensitive() ? List.of("admin") : List.of("admin", "user")));
        permissions.set("edit", Nodes.texts(List.of("admin")));
        node.set("validations", validations(attribute));
        return node;
    }

    private static ObjectNode validations(AttributeDefinition attribute) {
        ObjectNode validations = JSON.objectNode();
        switch (attribute.type()) {
            case INTEGER -> validations.putObject("integer");
            case DATE -> validations.putObject("iso-date");
            case BOOLEAN -> validations.putObject("options").set("options", Nodes.texts(List.of("true", "false")));
            case STRING -> validations.putObject("length").put("min", 0).put("max", attribute.maxLength());
        }
        if (attribute.pattern() != null && isPatternUsable(attribute)) {
            validations
                    .putObject("pattern")
                    .put("pattern", anywhere(attribute.pattern().toString()));
        }
        return validations;
    }

    /** The realm file's expressions are RE2's, Keycloak's are Java's: nearly the same, but not quite. */
    static boolean isPatternUsable(AttributeDefinition attribute) {
        try {
            return attribute.pattern() == null
                    || !Pattern.compile(anywhere(attribute.pattern().toString()))
                            .pattern()
                            .isEmpty();
        } catch (PatternSyntaxException ex) {
            return false;
        }
    }

    /** What has to be found in a value here has to be the whole of it there. */
    static String anywhere(String pattern) {
        return BEFORE + pattern + BEHIND;
    }

    /** The inverse. */
    static Optional<String> found(String anywhere) {
        boolean ours = anywhere.startsWith(BEFORE) && anywhere.endsWith(BEHIND);
        return ours
                ? Optional.of(anywhere.substring(BEFORE.length(), anywhere.length() - BEHIND.length()))
                : Optional.empty();
    }
}
