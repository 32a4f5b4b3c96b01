package org.gatehouse.realm.keycloak.live;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gatehouse.realm.keycloak.KeycloakRealm;
import org.gatehouse.realm.keycloak.ObjectKind;
import org.gatehouse.realm.keycloak.ObjectName;
import org.gatehouse.realm.keycloak.RequiredActions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a realm file could ask for, and nothing that is Keycloak's own. */
final class ActualRealm {

    /** Clients every realm has, and those that stand for realms in the realm master. */
    private static final Set<String> OWN_CLIENTS = Set.of(
            "account",
            "account-console",
            "admin-cli",
            "admin-permissions",
            "broker",
            "realm-management",
            "security-admin-console");

    private static final Set<String> OWN_ROLES = Set.of("offline_access", "uma_authorization");

    private static final Set<String> OWN_ATTRIBUTES = Set.of("username", "email", "firstName", "lastName", "locale");

    /** More than any group has groups; unless asked, Keycloak lists ten. */
    private static final int MANY = 100_000;

    private final AdminApi api;
    private final String path;
    private final Map<ObjectName, ObjectNode> objects = new TreeMap<>();

    private ActualRealm(AdminApi api, String path) {
        this.api = api;
        this.path = path;
    }

    /** Empty when there is no such realm. */
    static Map<ObjectName, ObjectNode> read(AdminApi api, String path) {
        ActualRealm actual = new ActualRealm(api, path);
        Optional<JsonNode> realm = api.find(path);
        if (realm.isPresent()) {
            actual.objects.put(ObjectName.REALM, (ObjectNode) realm.get());
            actual.readTexts(realm.get().path("supportedLocales"));
            actual.readRoles();
            actual.readGroups("", api.get(path + "/groups?briefRepresentation=false&max=" + MANY));
            actual.readProfile();
            actual.readActions();
            actual.readPolicies();
            actual.readScopes();
            actual.readClients();
            actual.readConnections();
        }
        return actual.objects;
    }

    private void readTexts(JsonNode languages) {
        languages.forEach(language -> api.find(path + "/localization/" + language.asString())
                .ifPresent(texts -> texts.forEachEntry((key, text) -> {
                    if (key.startsWith(KeycloakRealm.MARK)) {
                        ObjectNode object =
                                JsonNodeFactory.instance.objectNode().put("text", text.asString());
                        put(ObjectKind.TEXT, language.asString() + "/" + key, object);
                    }
                })));
    }

    private void readRoles() {
        api.get(path + "/roles?max=" + MANY).forEach(role -> {
            String name = role.path("name").asString();
            if (!OWN_ROLES.contains(name) && !name.startsWith("default-roles-")) {
                put(ObjectKind.ROLE, name, role);
            }
        });
    }

    private void readGroups(String above, JsonNode groups) {
        for (JsonNode group : groups) {
            String name = above + group.path("name").asString();
            put(ObjectKind.GROUP, name, group);
            if (group.path("subGroupCount").asInt(0) > 0) {
                readGroups(
                        name + "/",
                        api.get(path + "/groups/" + group.path("id").asString()
                                + "/children?briefRepresentation=false&max=" + MANY));
            }
        }
    }

    private void readProfile() {
        api.get(path + "/users/profile").path("attributes").forEach(attribute -> {
            String name = attribute.path("name").asString();
            if (!OWN_ATTRIBUTES.contains(name)) {
                put(ObjectKind.ATTRIBUTE, name, attribute);
            }
        });
    }

    private void readActions() {
        for (JsonNode action : api.get(path + "/authentication/required-actions")) {
            String alias = action.path("alias").asString("");
            if (RequiredActions.OWN.contains(alias)) {
                put(ObjectKind.REQUIRED_ACTION, alias, action);
            }
        }
    }

    private void readPolicies() {
        readMarked(
                ObjectKind.CLIENT_PROFILE,
                api.get(path + "/client-policies/profiles").path("profiles"));
        readMarked(
                ObjectKind.CLIENT_POLICY,
                api.get(path + "/client-policies/policies").path("policies"));
    }

    private void readMarked(ObjectKind kind, JsonNode objects) {
        for (JsonNode object : objects) {
            String name = object.path("name").asString();
            if (name.startsWith(KeycloakRealm.MARK)) {
                put(kind, name, object);
            }
        }
    }

    private void readScopes() {
        for (JsonNode scope : api.get(path + "/client-scopes")) {
            if (scope.path("attributes").has(KeycloakRealm.MARK + "own")) {
                put(ObjectKind.SCOPE, scope.path("name").asString(), scope);
            }
        }
    }

    private void readClients() {
        for (JsonNode client : api.get(path + "/clients")) {
            String id = client.path("clientId").asString();
            if (OWN_CLIENTS.contains(id)) {
                continue;
            }
            put(ObjectKind.CLIENT, id, client);
            for (JsonNode mapper : client.path("protocolMappers")) {
                readMapper(ObjectKind.CLIENT_MAPPER, id, mapper);
            }
        }
    }

    private void readConnections() {
        for (JsonNode connection : api.get(path + "/identity-provider/instances")) {
            String alias = connection.path("alias").asString();
            put(ObjectKind.CONNECTION, alias, connection);
            api.get(path + "/identity-provider/instances/" + AdminApi.encoded(alias) + "/mappers")
                    .forEach(mapper -> readMapper(ObjectKind.CONNECTION_MAPPER, alias, mapper));
        }
    }

    private void readMapper(ObjectKind kind, String owner, JsonNode mapper) {
        String name = mapper.path("name").asString();
        if (name.startsWith(KeycloakRealm.MARK)) {
            put(kind, owner + "/" + name, mapper);
        }
    }

    private void put(ObjectKind kind, String name, JsonNode object) {
        objects.put(new ObjectName(kind, name), (ObjectNode) object);
    }
}
