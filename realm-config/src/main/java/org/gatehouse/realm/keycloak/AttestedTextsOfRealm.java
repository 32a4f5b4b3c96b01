package org.gatehouse.realm.keycloak;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The texts of the extension as a realm file says them: they are written as it has them. */
final class AttestedTextsOfRealm {

    private AttestedTextsOfRealm() {}

    static void write(ObjectNode file, Map<ObjectName, ObjectNode> objects) {
        ObjectNode action = objects.get(new ObjectName(ObjectKind.REQUIRED_ACTION, AttestedTexts.ACTION));
        if (action != null && action.path("enabled").asBoolean(false)) {
            file.set(
                    "attestations",
                    JsonMapper.shared()
                            .readTree(action.path("config")
                                    .path(AttestedTexts.CONFIGURATION)
                                    .asString("[]")));
        }
    }
}
