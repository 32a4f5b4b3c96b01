package org.gatehouse.keycloak.password;

import java.util.Set;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.password.PasswordPolicy;
import org.keycloak.policy.PasswordPolicyConfigException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The policy's value: a small realm file in JSON, checked exactly as a realm file is. Keycloak separates policies by the
 * word " and " wherever it stands, so within the JSON that blank is written as its escape.
 */
public final class PolicyValue {

    private static final Set<String> ENFORCED = Set.of("realm", "displayName", "languages", "password");

    /** What the service enforces beside rules is not enforced here by that. */
    private static final Set<String> ENFORCED_OF_PASSWORD = Set.of("rules");

    private static final String SEPARATOR = " and ";

    private static final String ESCAPED_SEPARATOR = "\\u0020and ";

    private PolicyValue() {}

    /** The value that makes Keycloak enforce the realm's password rules. */
    public static String of(RealmDefinition realm) {
        ObjectNode root = (ObjectNode) JsonMapper.shared().readTree(RealmFiles.toJson(realm));
        root.retain("realm", "languages", "password");
        root.path("password").path("rules").forEach(rule -> dropEmptyExamples((ObjectNode) rule));
        return root.toString().replace(SEPARATOR, ESCAPED_SEPARATOR);
    }

    static String example() {
        return of(RealmFiles.fromJson("{\"realm\":\"example\",\"languages\":[\"en\",\"fr\"]}"));
    }

    /** @throws PasswordPolicyConfigException with everything that is wrong */
    static PasswordPolicy parse(String value) {
        checkIsEnforced(tree(value));
        try {
            return RealmFiles.fromJson(value).password();
        } catch (RealmFileException ex) {
            throw new PasswordPolicyConfigException(String.join(
                    " ", ex.findings().stream().map(Finding::toString).toList()));
        }
    }

    private static JsonNode tree(String value) {
        try {
            return JsonMapper.shared().readTree(value);
        } catch (JacksonException ex) {
            throw new PasswordPolicyConfigException("The password rules are not JSON. Keycloak cuts policies at \""
                    + SEPARATOR + "\": within the JSON write " + ESCAPED_SEPARATOR + "instead.");
        }
    }

    private static void checkIsEnforced(JsonNode root) {
        checkAre(ENFORCED, root);
        checkAre(ENFORCED_OF_PASSWORD, root.path("password"));
        if (!root.has("password")) {
            throw new PasswordPolicyConfigException("The key `password` is missing: there is no rule to enforce.");
        }
    }

    private static void checkAre(Set<String> enforced, JsonNode keys) {
        for (String key : keys.propertyNames()) {
            if (!enforced.contains(key)) {
                throw new PasswordPolicyConfigException(
                        "`" + key + "` is not enforced by the password rules, so it is refused rather than ignored.");
            }
        }
    }

    private static void dropEmptyExamples(ObjectNode rule) {
        JsonNode examples = rule.path("examples");
        if (examples.path("accept").isEmpty() && examples.path("refuse").isEmpty()) {
            rule.remove("examples");
        }
    }
}
