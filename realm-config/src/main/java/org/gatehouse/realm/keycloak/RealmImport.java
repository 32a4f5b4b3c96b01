package org.gatehouse.realm.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.gatehouse.realm.RealmDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A realm as one document Keycloak imports. Holds no secret: they are references to the environment Keycloak imports in. */
public final class RealmImport {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String PROFILE = "user-profile.json";

    /** How a reference to the environment begins; whatever else has it is written so that it is none. */
    private static final String REFERENCE = "${";

    private static final Pattern SECRET =
            Pattern.compile("(\"(?:secret|clientSecret)\" : \")\\\\u0024\\{([A-Za-z0-9_]+)}\"");

    private RealmImport() {}

    /**
     * The document, the secrets it needs in the environment being {@link #variables}.
     *
     * @throws NotRenderableException when Keycloak could not store the realm
     */
    public static String of(RealmDefinition realm, List<Gap> accepted) {
        KeycloakRealm rendered = KeycloakRealm.of(realm, new Placeholders()).withAcceptedGaps(accepted);
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document(rendered));
        return SECRET.matcher(text.replace(REFERENCE, "\\u0024{")).replaceAll("$1\\${$2}\"") + "\n";
    }

    /** The environment variables a document refers to. */
    public static List<String> variables(String document) {
        return Pattern.compile("\"\\$\\{([A-Za-z0-9_]+)}\"")
                .matcher(document)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    private static ObjectNode document(KeycloakRealm rendered) {
        ObjectNode document = rendered.realm().deepCopy();
        document.set("roles", JSON.createObjectNode().set("realm", array(rendered, ObjectKind.ROLE)));
        document.set("groups", groups(rendered));
        if (rendered.all(ObjectKind.REQUIRED_ACTION).findAny().isPresent()) {
            ArrayNode actions = RequiredActions.ofKeycloak();
            rendered.all(ObjectKind.REQUIRED_ACTION).forEach(actions::add);
            document.set("requiredActions", actions);
        }
        document.set("clientProfiles", wrapped("profiles", array(rendered, ObjectKind.CLIENT_PROFILE)));
        document.set("clientPolicies", wrapped("policies", array(rendered, ObjectKind.CLIENT_POLICY)));
        document.set("clients", clients(rendered));
        putConnections(document, rendered);
        document.set("localizationTexts", texts(rendered));
        document.set("components", components(rendered));
        if (rendered.all(ObjectKind.SCOPE).findAny().isPresent()) {
            document.set("clientScopes", array(rendered, ObjectKind.SCOPE));
            document.withObject("/attributes").put("CreateDefaultClientScopes", "true"); // else these are all there are
        }
        return document;
    }

    private static ObjectNode wrapped(String key, JsonNode value) {
        ObjectNode node = JSON.createObjectNode();
        node.set(key, value);
        return node;
    }

    private static ArrayNode array(KeycloakRealm rendered, ObjectKind kind) {
        ArrayNode array = JSON.createArrayNode();
        rendered.all(kind).forEach(array::add);
        return array;
    }

    private static ArrayNode clients(KeycloakRealm rendered) {
        ArrayNode clients = JSON.createArrayNode();
        rendered.all(ObjectKind.CLIENT).map(ObjectNode::deepCopy).forEach(clients::add);
        rendered.objects().forEach((name, object) -> {
            if (name.kind() == ObjectKind.CLIENT_MAPPER) {
                clients.valueStream()
                        .filter(client -> client.path("clientId").asString("").equals(name.owner()))
                        .forEach(client -> ((ObjectNode) client)
                                .withArray("protocolMappers")
                                .add(object));
            }
        });
        return clients;
    }

    /** Names are in order, so whatever a group is in comes before it. */
    private static ArrayNode groups(KeycloakRealm rendered) {
        ArrayNode outermost = JSON.createArrayNode();
        Map<String, ObjectNode> known = new HashMap<>();
        rendered.objects().forEach((name, object) -> {
            if (name.kind() == ObjectKind.GROUP) {
                ObjectNode group = object.deepCopy();
                known.put(name.name(), group);
                ObjectNode above = known.get(name.owner());
                (above == null ? outermost : above.withArray("subGroups")).add(group);
            }
        });
        return outermost;
    }

    /** Keycloak does not start with a provider to import whose addresses it does not know. */
    private static void putConnections(ObjectNode document, KeycloakRealm rendered) {
        ArrayNode providers = document.putArray("identityProviders");
        ArrayNode mappers = document.putArray("identityProviderMappers");
        rendered.all(ObjectKind.CONNECTION)
                .filter(provider -> provider.path("config").has("tokenUrl"))
                .forEach(provider -> {
                    providers.add(provider);
                    rendered.all(ObjectKind.CONNECTION_MAPPER)
                            .filter(mapper ->
                                    mapper.path("identityProviderAlias").equals(provider.path("alias")))
                            .forEach(mappers::add);
                });
    }

    private static ObjectNode texts(KeycloakRealm rendered) {
        ObjectNode languages = JSON.createObjectNode();
        rendered.objects().forEach((name, object) -> {
            if (name.kind() == ObjectKind.TEXT) {
                languages.withObject("/" + name.owner()).set(name.lastName(), object.path("text"));
            }
        });
        return languages;
    }

    private static ObjectNode components(KeycloakRealm rendered) {
        ObjectNode profile = profile();
        rendered.all(ObjectKind.ATTRIBUTE).forEach(profile.withArray("attributes")::add);
        ObjectNode component = JSON.createObjectNode().put("providerId", "declarative-user-profile");
        component.putObject("config").putArray("kc.user.profile.config").add(profile.toString());
        ObjectNode components = JSON.createObjectNode();
        components.putArray("org.keycloak.userprofile.UserProfileProvider").add(component);
        return components;
    }

    /** What Keycloak knows of everybody, which an import has to repeat to add to it. */
    private static ObjectNode profile() {
        try (InputStream in = Objects.requireNonNull(RealmImport.class.getResourceAsStream(PROFILE))) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
