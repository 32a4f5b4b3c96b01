package org.gatehouse.realm.keycloak;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.file.common.Durations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a realm of Keycloak has as a realm file would say it: the inverse of {@link KeycloakRealm}, as far as it goes. */
public final class FileOfRealm {

    private static final Pattern POLICY = Pattern.compile("([A-Za-z-]+)\\((.*)\\)", Pattern.DOTALL);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<ObjectName, ObjectNode> objects;
    private final ObjectNode realm;
    private final ObjectNode file = JSON.objectNode();

    private FileOfRealm(Map<ObjectName, ObjectNode> objects) {
        this.objects = new TreeMap<>(objects);
        this.realm = objects.getOrDefault(ObjectName.REALM, JSON.objectNode());
    }

    /**
     * The realm as a file says it. What no file can say is left out.
     *
     * @param objects of one realm, as its plan reads them
     * @throws RealmFileException when a file may not say what the realm has, with all that is wrong
     */
    public static RealmDefinition of(Map<ObjectName, ObjectNode> objects) {
        FileOfRealm written = new FileOfRealm(objects);
        written.write();
        return RealmFiles.fromJson(written.file).realm();
    }

    private void write() {
        file.put("realm", text(realm, "realm"));
        putUnlessEmpty(file, "displayName", text(realm, "displayName"));
        writeLanguages();
        writePasswords();
        if (realm.path("verifyEmail").asBoolean(false)) {
            file.put("verifiedEmail", "required");
        }
        SecondFactorsOfRealm.write(file, objects);
        AttestedTextsOfRealm.write(file, objects);
        writeTokens();
        ClientsOfRealm.write(file, objects);
        ConnectionsOfRealm.write(file, objects);
        writeRoles();
        AttributesOfRealm.write(file, objects);
        writeGroups();
        writeRetention();
    }

    private void writeRetention() {
        Map<String, String> own = RealmTrail.retention(text(realm.path("attributes"), RealmTrail.RETENTION));
        if (!own.isEmpty()) {
            ObjectNode retention = file.putObject("trail").putObject("retention");
            own.forEach(retention::put);
        }
    }

    private void writeLanguages() {
        ArrayNode languages = file.putArray("languages");
        String first = text(realm, "defaultLocale");
        languages.add(first.isEmpty() ? "en" : first);
        realm.path("supportedLocales")
                .valueStream()
                .map(JsonNode::asString)
                .filter(language -> !language.equals(first))
                .sorted()
                .forEach(languages::add);
    }

    private void writePasswords() {
        ObjectNode password = file.putObject("password");
        ArrayNode notContaining = JSON.arrayNode();
        for (String policy : PolicyValue.policies(text(realm, "passwordPolicy"))) {
            Matcher parts = POLICY.matcher(policy);
            if (parts.matches()) {
                writePolicy(password, notContaining, parts.group(1), parts.group(2));
            }
        }
        if (!notContaining.isEmpty()) {
            password.set("notContaining", notContaining);
        }
        if (password.isEmpty()) {
            file.remove("password");
        }
    }

    private static void writePolicy(ObjectNode password, ArrayNode notContaining, String id, String value) {
        switch (id) {
            case PolicyValue.PROVIDER_ID ->
                password.set("rules", JsonMapper.shared().readTree(value).at("/password/rules"));
            case "passwordHistory" ->
                putIf(Integer.parseInt(value) > 1, password, "history", Integer.parseInt(value) - 1);
            case "forceExpiredPasswordChange" -> password.put("maxAge", "P" + value + "D");
            case "notContainsUsername" -> notContaining.add("username");
            case "notEmail" -> notContaining.add("email");
            default -> {} // no realm file can say it
        }
    }

    private static void putIf(boolean said, ObjectNode node, String key, int value) {
        if (said) {
            node.put(key, value);
        }
    }

    private void writeTokens() {
        ObjectNode tokens = file.putObject("tokens");
        tokens.putObject("web")
                .put("access", duration(realm.path("accessTokenLifespan")))
                .put("idle", duration(realm.path("ssoSessionIdleTimeout")))
                .put("session", duration(realm.path("ssoSessionMaxLifespan")));
        ObjectNode mobile = tokens.putObject("mobile");
        if (realm.path("offlineSessionMaxLifespanEnabled").asBoolean(false)) {
            mobile.put("session", duration(realm.path("offlineSessionMaxLifespan")));
        }
        access("mobile").ifPresent(access -> mobile.put("access", access));
        access("service").ifPresent(access -> tokens.putObject("service").put("access", access));
    }

    private Optional<String> access(String kind) {
        return all(objects, ObjectKind.CLIENT)
                .map(client -> client.path("attributes"))
                .filter(attributes -> text(attributes, MobileSessions.KIND).equals(kind))
                .map(attributes -> duration(attributes.path("access.token.lifespan")))
                .findFirst();
    }

    private void writeRoles() {
        ArrayNode roles = file.putArray("roles");
        all(objects, ObjectKind.ROLE)
                .filter(role -> !RoleDefinition.BUILT_IN.contains(text(role, "name")))
                .forEach(role -> roles.addObject()
                        .put("name", text(role, "name"))
                        .put("description", text(role, "description")));
    }

    private void writeGroups() {
        Map<String, ObjectNode> known = new TreeMap<>();
        ArrayNode outermost = file.putArray("groups");
        objects.forEach((name, object) -> {
            if (name.kind() == ObjectKind.GROUP) {
                ObjectNode group = JSON.objectNode().put("name", text(object, "name"));
                putUnlessEmpty(group, "description", text(object, "description"));
                group.set("roles", object.path("realmRoles").isArray() ? object.path("realmRoles") : JSON.arrayNode());
                known.put(name.name(), group);
                ObjectNode above = known.get(name.owner());
                (above == null ? outermost : above.withArray("groups")).add(group);
            }
        });
    }

    static Stream<ObjectNode> all(Map<ObjectName, ObjectNode> objects, ObjectKind kind) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .map(Map.Entry::getValue);
    }

    static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    static void putUnlessEmpty(ObjectNode node, String key, String value) {
        if (!value.isEmpty()) {
            node.put(key, value);
        }
    }

    private static String duration(JsonNode seconds) {
        return Durations.text(Duration.ofSeconds(Long.parseLong(seconds.asString("0"))));
    }
}
