package org.gatehouse.realm.keycloak.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.realm.keycloak.ObjectKind;
import org.gatehouse.realm.keycloak.ObjectName;
import org.gatehouse.realm.keycloak.Step;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Does the steps of a plan, each by the one request or two it takes. */
final class Changes {

    private static final String POST = "POST";
    private static final String PUT = "PUT";
    private static final String DELETE = "DELETE";

    private final AdminApi api;
    private final String path;
    private final Map<ObjectName, String> ids = new HashMap<>();

    /** By name; read when the first is needed. */
    private final Map<String, String> scopes = new HashMap<>();

    Changes(AdminApi api, String path, Map<ObjectName, ObjectNode> actual) {
        this.api = api;
        this.path = path;
        actual.forEach((name, object) -> ids.put(name, object.path("id").asString("")));
    }

    void make(Step step) {
        switch (step.object().kind()) {
            case REALM -> makeRealm(step);
            case TEXT -> makeText(step);
            case REQUIRED_ACTION -> makeAction(step);
            case ATTRIBUTE -> makeListed(step, "/users/profile", "attributes");
            case CLIENT_PROFILE -> makeListed(step, "/client-policies/profiles", "profiles");
            case CLIENT_POLICY -> makeListed(step, "/client-policies/policies", "policies");
            case ROLE -> make(step, path + "/roles", path + "/roles-by-id/" + id(step));
            case SCOPE -> make(step, path + "/client-scopes", path + "/client-scopes/" + id(step));
            case GROUP -> makeGroup(step);
            case CLIENT -> makeClient(step);
            case CLIENT_MAPPER -> {
                String mappers = path + "/clients/" + owner(step, ObjectKind.CLIENT) + "/protocol-mappers/models";
                make(step, mappers, mappers + "/" + id(step));
            }
            case CONNECTION -> makeConnection(step);
            case CONNECTION_MAPPER -> {
                String mappers =
                        connections() + "/" + AdminApi.encoded(step.object().owner()) + "/mappers";
                make(step, mappers, mappers + "/" + id(step));
            }
        }
    }

    private void make(Step step, String all, String one) {
        ObjectNode desired = step.desired();
        if (desired == null) {
            api.send(DELETE, one, null);
        } else if (step.actual() == null) {
            ids.put(step.object(), api.send(POST, all, desired));
        } else {
            api.send(PUT, one, Overlay.of(step.actual(), desired));
        }
    }

    private void makeRealm(Step step) {
        ObjectNode desired = Objects.requireNonNull(step.desired()); // no plan deletes a realm
        ObjectNode actual = step.actual();
        if (actual == null) {
            api.send(POST, path.substring(0, path.lastIndexOf('/')), desired);
            return;
        }
        ObjectNode change = desired.deepCopy();
        change.set("attributes", Overlay.of(actual.withObject("/attributes"), desired.withObject("/attributes")));
        api.send(PUT, path, change);
    }

    private void makeText(Step step) {
        String one = path + "/localization/" + step.object().owner() + "/"
                + AdminApi.encoded(step.object().lastName());
        if (step.desired() == null) {
            api.send(DELETE, one, null);
        } else {
            api.sendText(one, step.desired().path("text").asString());
        }
    }

    /** An action's configuration is sent by itself, before the action is on: Keycloak refuses half of one. */
    private void makeAction(Step step) {
        String one = path + "/authentication/required-actions/" + step.object().name();
        ObjectNode desired = step.desired();
        if (desired == null) {
            api.send(DELETE, one, null);
            return;
        }
        if (step.actual() == null) {
            ObjectNode registered = desired.deepCopy().retain("providerId", "name");
            api.send(POST, path + "/authentication/register-required-action", registered);
        }
        ObjectNode config = JsonMapper.shared().createObjectNode();
        config.set("config", desired.path("config"));
        api.send(PUT, one + "/config", config);
        api.send(PUT, one, desired);
    }

    /** What Keycloak keeps as one list is read, changed and sent as one. */
    private void makeListed(Step step, String where, String key) {
        ObjectNode all = (ObjectNode) api.get(path + where);
        all.remove("globalProfiles");
        ArrayNode kept = JsonMapper.shared().createArrayNode();
        for (JsonNode entry : all.path(key)) {
            boolean meant = entry.path("name").asString("").equals(step.object().name());
            if (!meant) {
                kept.add(entry);
            } else if (step.desired() != null) {
                kept.add(Overlay.of((ObjectNode) entry, step.desired()));
            }
        }
        if (step.actual() == null && step.desired() != null) {
            kept.add(step.desired());
        }
        all.set(key, kept);
        api.send(PUT, path + where, all);
    }

    private void makeGroup(Step step) {
        String above = step.object().owner();
        String all = above.isEmpty()
                ? path + "/groups"
                : path + "/groups/" + ids.get(new ObjectName(ObjectKind.GROUP, above)) + "/children";
        make(step, all, path + "/groups/" + id(step));
        if (step.desired() != null) {
            mapRoles(
                    path + "/groups/" + id(step) + "/role-mappings/realm",
                    step.actual() == null ? Set.of() : texts(step.actual().path("realmRoles")),
                    texts(step.desired().path("realmRoles")));
        }
    }

    private void mapRoles(String where, Set<String> before, Set<String> after) {
        sendRoles(POST, where, minus(after, before));
        sendRoles(DELETE, where, minus(before, after));
    }

    private void sendRoles(String method, String where, Set<String> names) {
        if (!names.isEmpty()) {
            ArrayNode roles = JsonMapper.shared().createArrayNode();
            names.forEach(name -> roles.add(api.get(path + "/roles/" + AdminApi.encoded(name))));
            api.send(method, where, roles);
        }
    }

    private void makeClient(Step step) {
        make(step, path + "/clients", path + "/clients/" + id(step));
        if (step.desired() != null && step.actual() != null) { // a new client is made with its scopes
            assignScopes(step, "defaultClientScopes", "default-client-scopes");
            assignScopes(step, "optionalClientScopes", "optional-client-scopes");
        }
    }

    private void assignScopes(Step step, String key, String where) {
        Set<String> before = texts(Objects.requireNonNull(step.actual()).path(key));
        Set<String> after = texts(Objects.requireNonNull(step.desired()).path(key));
        String all = path + "/clients/" + id(step) + "/" + where + "/";
        minus(before, after).forEach(scope -> api.send(DELETE, all + scopeId(scope), null));
        minus(after, before).forEach(scope -> api.send(PUT, all + scopeId(scope), null));
    }

    private String scopeId(String name) {
        if (!scopes.containsKey(name)) {
            api.get(path + "/client-scopes")
                    .forEach(scope -> scopes.put(
                            scope.path("name").asString(), scope.path("id").asString()));
        }
        return scopes.getOrDefault(name, name);
    }

    private void makeConnection(Step step) {
        ObjectNode desired = step.desired();
        Step discovered = step;
        if (desired != null) {
            discovered = new Step(step.object(), step.actual(), Discovery.addresses(api, path, step.actual(), desired));
        }
        make(
                discovered,
                connections(),
                connections() + "/" + AdminApi.encoded(step.object().name()));
    }

    private String connections() {
        return path + "/identity-provider/instances";
    }

    private String id(Step step) {
        return ids.getOrDefault(step.object(), "");
    }

    private String owner(Step step, ObjectKind kind) {
        return Objects.requireNonNull(ids.get(new ObjectName(kind, step.object().owner())));
    }

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> minus(Set<String> from, Set<String> other) {
        List<String> left = new ArrayList<>(from);
        left.removeAll(other);
        return new TreeSet<>(left);
    }
}
