package org.gatehouse.realm.file;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.AttributeType;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.realm.TrailPolicy;
import org.gatehouse.realm.password.PasswordRule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a realm in the shape of the file, every default spelled out. The inverse of {@link RealmReader}. */
final class RealmDocument {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RealmDocument() {}

    static ObjectNode of(RealmDefinition realm) {
        ObjectNode file = JSON.objectNode();
        file.put("realm", realm.realm()).put("displayName", realm.displayName());
        file.set("languages", texts(realm.languages()));
        ArrayNode rules = file.putObject("password").putArray("rules");
        realm.password().rules().forEach(rule -> rules.add(rule(rule)));
        file.set("tokens", tokens(realm.tokens()));
        ArrayNode clients = file.putArray("clients");
        realm.clients().forEach(client -> clients.add(client(client)));
        ArrayNode roles = file.putArray("roles");
        realm.roles().forEach(role -> roles.add(role(role)));
        ArrayNode attributes = file.putArray("attributes");
        realm.attributes().forEach(attribute -> attributes.add(attribute(attribute)));
        file.set("groups", groups(realm.groups()));
        file.set("trail", trail(realm.trail()));
        return file;
    }

    private static ObjectNode trail(TrailPolicy trail) {
        ObjectNode node = JSON.objectNode();
        node.set("retention", textMap(trail.retention()));
        ArrayNode kinds = node.putArray("objectKinds");
        trail.objectKinds()
                .forEach(kind -> kinds.addObject().put("id", kind.id()).set("title", textMap(kind.title())));
        ArrayNode activities = node.putArray("activities");
        trail.activities()
                .forEach(activity -> activities
                        .addObject()
                        .put("id", activity.id())
                        .put("category", activity.category())
                        .set("title", textMap(activity.title())));
        return node;
    }

    private static ObjectNode rule(PasswordRule rule) {
        ObjectNode node = JSON.objectNode().put("id", rule.id());
        node.put(rule.mustMatch() ? "pattern" : "mustNotMatch", rule.pattern());
        node.set("text", textMap(rule.text()));
        ObjectNode examples = node.putObject("examples");
        examples.set("accept", texts(rule.examples().accept()));
        examples.set("refuse", texts(rule.examples().refuse()));
        return node;
    }

    private static ObjectNode tokens(TokenLifetimes tokens) {
        ObjectNode node = JSON.objectNode();
        node.putObject("web")
                .put("access", Durations.text(tokens.web().access()))
                .put("idle", Durations.text(tokens.web().idle()))
                .put("session", Durations.text(tokens.web().session()));
        node.putObject("mobile")
                .put("access", Durations.text(tokens.mobile().access()))
                .put("session", Durations.text(tokens.mobile().session()));
        node.putObject("service").put("access", Durations.text(tokens.service().access()));
        return node;
    }

    private static ObjectNode client(ClientDefinition client) {
        ObjectNode node = JSON.objectNode()
                .put("id", client.id())
                .put("kind", client.kind().code());
        if (client.displayName() != null) {
            node.put("displayName", client.displayName());
        }
        node.set("redirectUris", texts(client.redirectUris()));
        node.set("postLogoutRedirectUris", texts(client.postLogoutRedirectUris()));
        if (client.secret() != null) {
            node.put("secret", client.secret().toString());
        }
        node.set("scopes", texts(client.scopes()));
        return node.put("consent", client.consent())
                .put("pkce", client.pkce().code())
                .put("authMethod", client.authMethod().code())
                .put("idTokenAlg", client.idTokenAlg().code());
    }

    private static ObjectNode role(RoleDefinition role) {
        ObjectNode node = JSON.objectNode().put("name", role.name()).put("description", role.description());
        node.set(
                "permissions",
                texts(role.permissions().stream().map(Permission::code).toList()));
        return node;
    }

    private static ObjectNode attribute(AttributeDefinition attribute) {
        ObjectNode node = JSON.objectNode()
                .put("name", attribute.name())
                .put("type", attribute.type().code())
                .put("unique", attribute.unique())
                .put("sensitive", attribute.sensitive());
        if (!attribute.displayName().isEmpty()) {
            node.set("displayName", textMap(attribute.displayName()));
        }
        if (attribute.pattern() != null) {
            node.put("pattern", attribute.pattern().toString());
        }
        return attribute.type() == AttributeType.STRING ? node.put("maxLength", attribute.maxLength()) : node;
    }

    private static ArrayNode groups(List<GroupDefinition> groups) {
        ArrayNode array = JSON.arrayNode();
        groups.forEach(group -> array.add(group(group)));
        return array;
    }

    private static ObjectNode group(GroupDefinition group) {
        ObjectNode node = JSON.objectNode().put("name", group.name());
        if (group.description() != null) {
            node.put("description", group.description());
        }
        node.set("roles", texts(group.roles()));
        if (!group.groups().isEmpty()) { // the innermost may be at the greatest depth, where the key is refused
            node.set("groups", groups(group.groups()));
        }
        return node;
    }

    private static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static ObjectNode textMap(Map<String, String> texts) {
        ObjectNode object = JSON.objectNode();
        texts.forEach(object::put);
        return object;
    }
}
