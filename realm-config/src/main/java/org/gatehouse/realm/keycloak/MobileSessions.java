package org.gatehouse.realm.keycloak;

import java.time.Duration;
import org.gatehouse.realm.ClientKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bound of sessions of apps as a client policy of Keycloak: for clients of that kind, by the extension's executor. */
public final class MobileSessions {

    /** The extension's executor; its configuration is {@code session}, in seconds. */
    public static final String EXECUTOR = "gatehouse-mobile-session";

    /** The extension's condition; its configuration is {@code kind}. */
    public static final String CONDITION = "gatehouse-client-kind";

    /** The attribute of a client that says of which kind it is. */
    public static final String KIND = KeycloakRealm.MARK + "kind";

    /** Of the profile and of the policy. */
    public static final String NAME = KeycloakRealm.MARK + "mobile";

    private MobileSessions() {}

    /** Whether a kind, as a client's attribute says it, is that of apps. */
    public static boolean is(@Nullable String kind) {
        return ClientKind.MOBILE.code().equals(kind);
    }

    static ObjectNode profile(Duration session) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", NAME)
                .put("description", "How long an app may go on after somebody signed in, as the realm file says");
        node.putArray("executors")
                .addObject()
                .put("executor", EXECUTOR)
                .putObject("configuration")
                .put("session", session.toSeconds());
        return node;
    }

    static ObjectNode policy() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", NAME)
                .put("description", "Apps of the realm file")
                .put("enabled", true);
        node.putArray("conditions")
                .addObject()
                .put("condition", CONDITION)
                .putObject("configuration")
                .put("kind", ClientKind.MOBILE.code())
                .put("is-negative-logic", false);
        node.putArray("profiles").add(NAME);
        return node;
    }
}
