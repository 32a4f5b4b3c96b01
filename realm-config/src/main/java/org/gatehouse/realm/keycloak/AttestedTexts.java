package org.gatehouse.realm.keycloak;

import java.util.List;
import java.util.Map;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.file.common.Nodes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What people accept before they get in, in Keycloak: the texts of the extension's required action, and where it keeps who did. */
public final class AttestedTexts {

    /** The extension's required action, by which Keycloak knows it. */
    public static final String ACTION = "gatehouse-attestations";

    /** The attribute of a person that lists what they accepted: id, version and time of each, separated by blanks. */
    public static final String ACCEPTED = KeycloakRealm.MARK + "attestations";

    /** What the action's configuration is under. */
    public static final String CONFIGURATION = "texts";

    /** After everything that shows who somebody is. */
    private static final int PRIORITY = 900;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AttestedTexts() {}

    static ObjectNode action(List<Attestation> attestations) {
        ArrayNode texts = JSON.arrayNode();
        attestations.forEach(attestation -> texts.add(text(attestation)));
        return RequiredActions.of(ACTION, "Texts to accept", PRIORITY, CONFIGURATION, texts);
    }

    private static ObjectNode text(Attestation attestation) {
        ObjectNode node = JSON.objectNode().put("id", attestation.id()).put("version", attestation.version());
        node.set("title", texts(attestation.title()));
        node.set("text", texts(attestation.text()));
        putUnlessEmpty(node, "roles", attestation.roles());
        putUnlessEmpty(node, "groups", attestation.groups());
        if (attestation.renewal() != null) {
            node.put("renewal", attestation.renewal().toString());
        }
        return node;
    }

    private static void putUnlessEmpty(ObjectNode node, String key, List<String> names) {
        if (!names.isEmpty()) {
            node.set(key, Nodes.texts(names));
        }
    }

    private static ObjectNode texts(Map<String, String> byLanguage) {
        ObjectNode node = JSON.objectNode();
        byLanguage.forEach(node::put);
        return node;
    }

    /** Administrators see it; nobody changes it by hand, the person least of all. */
    static ObjectNode accepted() {
        ObjectNode node = JSON.objectNode()
                .put("name", ACCEPTED)
                .put("displayName", "Accepted texts")
                .put("multivalued", true);
        ObjectNode permissions = node.putObject("permissions");
        permissions.set("view", Nodes.texts(List.of("admin")));
        permissions.set("edit", Nodes.texts(List.of()));
        node.putObject("validations");
        return node;
    }
}
