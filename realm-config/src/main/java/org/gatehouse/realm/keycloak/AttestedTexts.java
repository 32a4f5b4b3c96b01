package org.gatehouse.realm.keycloak;

import java.util.List;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.file.common.Nodes;
import org.gatehouse.realm.file.data.DataDocument;
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

    /** What an event of the action says of what was accepted. */
    public static final String EVENT_ID = "attestation";

    public static final String EVENT_VERSION = "attestation_version";

    /** After everything that shows who somebody is. */
    private static final int PRIORITY = 900;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AttestedTexts() {}

    static ObjectNode action(List<Attestation> attestations) {
        return RequiredActions.of(
                ACTION,
                "Texts to accept",
                PRIORITY,
                CONFIGURATION,
                Nodes.list(attestations, DataDocument::attestation));
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
