package org.gatehouse.keycloak.password;

import java.util.Set;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.keycloak.PolicyValue;
import org.gatehouse.realm.password.PasswordPolicy;
import org.keycloak.policy.PasswordPolicyConfigException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the policy's value, as {@link PolicyValue} writes it: a small realm file in JSON, checked exactly as a realm file is. */
final class PolicyReading {

    private static final Set<String> ENFORCED = Set.of("realm", "displayName", "languages", "password");

    /** What the service enforces beside rules is not enforced here by that. */
    private static final Set<String> ENFORCED_OF_PASSWORD = Set.of("rules");

    private PolicyReading() {}

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
            throw new PasswordPolicyConfigException(
                    "The password rules are not JSON. Keycloak cuts policies at \"" + PolicyValue.SEPARATOR
                            + "\": within the JSON write " + PolicyValue.ESCAPED_SEPARATOR + "instead.");
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
}
