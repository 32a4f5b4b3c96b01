package org.gatehouse.realm.keycloak;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The extension's policy of second factors as a realm file says it. */
final class SecondFactorsOfRealm {

    private SecondFactorsOfRealm() {}

    static void write(ObjectNode file, Map<ObjectName, ObjectNode> objects) {
        ObjectNode action = objects.get(new ObjectName(ObjectKind.REQUIRED_ACTION, SecondFactors.ACTION));
        if (action == null || !action.path("enabled").asBoolean(false)) {
            return;
        }
        JsonNode policy = JsonMapper.shared()
                .readTree(
                        action.path("config").path(SecondFactors.CONFIGURATION).asString("{}"));
        ObjectNode factor = file.putObject("secondFactor");
        factor.set("required", policy.path("required"));
        putUnlessEmpty(factor, "when", policy.path("when"));
        putUnlessEmpty(factor, "methods", policy.path("methods"));
        if (!policy.path("inside").isEmpty()) {
            file.putObject("network").set("inside", policy.path("inside"));
        }
    }

    private static void putUnlessEmpty(ObjectNode node, String key, JsonNode value) {
        if (!value.isEmpty()) {
            node.set(key, value);
        }
    }
}
