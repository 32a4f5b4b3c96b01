package org.gatehouse.realm.keycloak;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.client.SubjectType;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.federation.Connection;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A realm as objects of Keycloak, each as its admin API represents it. What is not in a representation is not managed:
 * Keycloak's own value stays.
 */
public final class KeycloakRealm {

    /** How the names of what is ours alone begin. */
    public static final String MARK = "gatehouse.";

    /** Which gaps somebody accepted; written by {@link #withAcceptedGaps}, so that the trail tells of it. */
    public static final String ACCEPTED_GAPS = MARK + "accepted-gaps";

    private final Map<ObjectName, ObjectNode> objects = new TreeMap<>();

    private KeycloakRealm() {}

    /**
     * Renders what Keycloak can express; {@link Gaps} says what it cannot.
     *
     * @throws NotRenderableException when Keycloak could not store it
     */
    public static KeycloakRealm of(RealmDefinition realm, Secrets secrets) {
        KeycloakRealm rendered = new KeycloakRealm();
        rendered.objects.put(ObjectName.REALM, RealmSettings.of(realm));
        rendered.addPeople(realm);
        rendered.addClients(realm, secrets);
        realm.signIn().connections().forEach(connection -> rendered.add(connection, secrets));
        rendered.addActions(realm);
        return rendered;
    }

    /** The same, saying in Keycloak which gaps were accepted. */
    public KeycloakRealm withAcceptedGaps(List<Gap> gaps) {
        List<String> keys = gaps.stream().map(Gap::key).distinct().sorted().toList();
        ((ObjectNode) realm().path("attributes")).put(ACCEPTED_GAPS, String.join(" ", keys));
        return this;
    }

    /** By name, in the order in which one may need another. */
    public Map<ObjectName, ObjectNode> objects() {
        return Collections.unmodifiableMap(objects);
    }

    Stream<ObjectNode> all(ObjectKind kind) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .map(Map.Entry::getValue);
    }

    ObjectNode realm() {
        return objects.getOrDefault(ObjectName.REALM, JsonNodeFactory.instance.objectNode());
    }

    private void addPeople(RealmDefinition realm) {
        RoleDefinition.BUILT_IN.forEach(
                role -> put(ObjectKind.ROLE, role, People.role(role, "Every realm of Gatehouse has this role")));
        realm.roles().forEach(role -> put(ObjectKind.ROLE, role.name(), People.role(role.name(), role.description())));
        realm.attributes().forEach(attribute -> {
            put(ObjectKind.ATTRIBUTE, attribute.name(), People.attribute(attribute));
            attribute.displayName().forEach((language, text) -> addLabel(language, attribute.name(), text));
        });
        addGroups("", realm.groups());
    }

    private void addLabel(String language, String attribute, String text) {
        put(
                ObjectKind.TEXT,
                language + "/" + People.LABEL + attribute,
                JsonNodeFactory.instance.objectNode().put("text", text));
    }

    private void addGroups(String above, List<GroupDefinition> groups) {
        for (GroupDefinition group : groups) {
            put(ObjectKind.GROUP, above + group.name(), People.group(group));
            addGroups(above + group.name() + "/", group.groups());
        }
    }

    private void addClients(RealmDefinition realm, Secrets secrets) {
        Scopes.own(realm).forEach(scope -> put(ObjectKind.SCOPE, scope, Scopes.of(scope)));
        if (realm.clients().stream().anyMatch(client -> client.kind() == ClientKind.MOBILE)) {
            ObjectNode profile = MobileSessions.profile(realm.tokens().mobile().session());
            put(ObjectKind.CLIENT_PROFILE, MobileSessions.NAME, profile);
            put(ObjectKind.CLIENT_POLICY, MobileSessions.NAME, MobileSessions.policy());
        }
        for (ClientDefinition client : realm.clients()) {
            put(ObjectKind.CLIENT, client.id(), Clients.of(realm, client, secrets));
            if (client.features().subjectType() == SubjectType.PAIRWISE) {
                ObjectNode mapper = pairwise();
                put(
                        ObjectKind.CLIENT_MAPPER,
                        client.id() + "/" + mapper.path("name").asString(),
                        mapper);
            }
            String profile = ClientPolicies.of(client);
            if (!profile.isEmpty()) {
                put(ObjectKind.CLIENT_PROFILE, ClientPolicies.name(profile), ClientPolicies.profile(profile));
                put(ObjectKind.CLIENT_POLICY, ClientPolicies.name(profile), ClientPolicies.policy(profile));
            }
        }
    }

    /** Keycloak makes the salt itself and keeps it. */
    private static ObjectNode pairwise() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", MARK + "pairwise")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-sha256-pairwise-sub-mapper");
    }

    private void addActions(RealmDefinition realm) {
        if (SecondFactors.areDemanded(realm)) {
            put(ObjectKind.REQUIRED_ACTION, SecondFactors.ACTION, SecondFactors.action(realm));
        }
        List<Attestation> attestations = realm.dataProtection().attestations();
        if (!attestations.isEmpty()) {
            put(ObjectKind.REQUIRED_ACTION, AttestedTexts.ACTION, AttestedTexts.action(attestations));
            put(ObjectKind.ATTRIBUTE, AttestedTexts.ACCEPTED, AttestedTexts.accepted());
        }
    }

    private void add(Connection connection, Secrets secrets) {
        put(ObjectKind.CONNECTION, connection.alias(), Connections.of(connection, secrets));
        Connections.mappers(connection)
                .forEach((name, mapper) -> put(ObjectKind.CONNECTION_MAPPER, connection.alias() + "/" + name, mapper));
    }

    private void put(ObjectKind kind, String name, ObjectNode object) {
        objects.put(new ObjectName(kind, name), object);
    }
}
