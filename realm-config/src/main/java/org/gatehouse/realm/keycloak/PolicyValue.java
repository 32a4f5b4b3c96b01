package org.gatehouse.realm.keycloak;

import java.util.List;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.RealmFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The value of the password policy the extension enforces: a small realm file in JSON. Keycloak separates policies by the word
 * " and " wherever it stands, so within the JSON that blank is written as its escape.
 */
public final class PolicyValue {

    /** The policy's id, by which Keycloak knows the extension is there. */
    public static final String PROVIDER_ID = "gatehouse-password-rules";

    /** Keycloak keeps all policies of a realm in one column of 2,550 characters; some are left for other policies. */
    public static final int LONGEST = 2_400;

    /** What Keycloak separates policies by. */
    public static final String SEPARATOR = " and ";

    /** How the separator is written within JSON. */
    public static final String ESCAPED_SEPARATOR = "\\u0020and ";

    private PolicyValue() {}

    /** The value that makes Keycloak enforce the realm's password rules, and nothing else of its password policy. */
    public static String of(RealmDefinition realm) {
        ObjectNode root = (ObjectNode) JsonMapper.shared().readTree(RealmFiles.toJson(realm));
        root.retain("realm", "languages", "password");
        ((ObjectNode) root.path("password")).retain("rules");
        root.path("password").path("rules").forEach(rule -> dropEmptyExamples((ObjectNode) rule));
        return root.toString().replace(SEPARATOR, ESCAPED_SEPARATOR);
    }

    /** A value to start from. */
    public static String example() {
        return of(RealmFiles.fromJson("{\"realm\":\"example\",\"languages\":[\"en\",\"fr\"]}"));
    }

    /** The policies in what Keycloak keeps, in one order. */
    static List<String> policies(String kept) {
        return List.of(kept.split(SEPARATOR)).stream()
                .map(String::trim)
                .filter(policy -> !policy.isEmpty())
                .sorted()
                .toList();
    }

    private static void dropEmptyExamples(ObjectNode rule) {
        JsonNode examples = rule.path("examples");
        if (examples.path("accept").isEmpty() && examples.path("refuse").isEmpty()) {
            rule.remove("examples");
        }
    }
}
