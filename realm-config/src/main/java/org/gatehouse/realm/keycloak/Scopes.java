package org.gatehouse.realm.keycloak;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.ScimScope;
import org.gatehouse.realm.client.GrantType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Scopes of clients as Keycloak's client scopes. */
final class Scopes {

    /** Lets an app stay signed in beyond the browser's session. */
    static final String OFFLINE = "offline_access";

    /** Asks for an ID token; Keycloak has no object for it. */
    private static final String OPENID = "openid";

    /** Every realm of Keycloak has these. */
    private static final Set<String> BUILT_IN = Set.of("profile", "email", "address", "phone", OFFLINE);

    private Scopes() {}

    /** Whether it is a scope of the service's own API, which Keycloak does not have. */
    static boolean isOfTheService(String scope) {
        return scope.equals("audit.write")
                || scope.equals(ScimScope.NAME)
                || Arrays.stream(Permission.values())
                        .anyMatch(permission -> permission.code().equals(scope));
    }

    static Set<String> optional(ClientDefinition client, Set<GrantType> grants) {
        Set<String> scopes = new LinkedHashSet<>(client.scopes());
        scopes.removeIf(scope -> scope.equals(OPENID) || isOfTheService(scope));
        if (client.kind() == ClientKind.MOBILE && grants.contains(GrantType.REFRESH_TOKEN)) {
            scopes.add(OFFLINE);
        }
        return scopes;
    }

    /** Scopes of relying parties' own, which the realm needs objects for. */
    static List<String> own(RealmDefinition realm) {
        Set<String> scopes = new TreeSet<>();
        realm.clients().forEach(client -> scopes.addAll(client.scopes()));
        scopes.removeIf(scope -> scope.equals(OPENID) || isOfTheService(scope) || BUILT_IN.contains(scope));
        return List.copyOf(scopes);
    }

    static ObjectNode of(String scope) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("name", scope).put("protocol", "openid-connect");
        node.putObject("attributes")
                .put("include.in.token.scope", "true")
                .put("display.on.consent.screen", "true")
                .put(KeycloakRealm.MARK + "own", "true");
        return node;
    }
}
