package org.gatehouse.realm.file.clients;

import org.gatehouse.realm.client.RegistrationPolicy;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Nodes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes {@code registration}. */
public final class RegistrationSection {

    private static final String KEY = "registration";
    private static final String OPTIONAL = "optional";

    private RegistrationSection() {}

    public static RegistrationPolicy read(Part file) {
        if (!file.has(KEY)) {
            return RegistrationPolicy.CLOSED;
        }
        Part part = file.child(KEY);
        part.items("scopes").forEach(RegistrationSection::checkScope);
        RegistrationPolicy closed = RegistrationPolicy.CLOSED;
        return new RegistrationPolicy(
                part.flag("enabled", false),
                !OPTIONAL.equals(part.text("initialAccessToken", "")),
                part.has("scopes") ? part.texts("scopes") : closed.scopes(),
                part.texts("redirectHosts"),
                part.has("maxClients") ? part.number("maxClients") : closed.maxClients());
    }

    /** Whoever registers decides where answers go: what reaches the administration API is never theirs to ask for. */
    private static void checkScope(Part scope) {
        Scopes.check(scope);
        if (Scopes.isOwn(scope.text())) {
            scope.refuse("A client that registers itself never has a scope of the service's own.", "Remove it.");
        }
    }

    public static void write(ObjectNode file, RegistrationPolicy policy) {
        if (policy.equals(RegistrationPolicy.CLOSED)) {
            return;
        }
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("enabled", policy.enabled())
                .put("initialAccessToken", policy.tokenRequired() ? "required" : OPTIONAL);
        node.set("scopes", Nodes.texts(policy.scopes()));
        Nodes.putUnlessEmpty(node, "redirectHosts", policy.redirectHosts());
        file.set(KEY, node.put("maxClients", policy.maxClients()));
    }
}
