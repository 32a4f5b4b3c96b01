package org.gatehouse.realm.file;

import org.gatehouse.realm.ActivityDefinition;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.AttributeType;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.ObjectKindDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.realm.TrailPolicy;
import org.gatehouse.realm.file.clients.ClientDocument;
import org.gatehouse.realm.file.clients.RegistrationSection;
import org.gatehouse.realm.file.common.Durations;
import org.gatehouse.realm.file.common.Nodes;
import org.gatehouse.realm.file.connections.ConnectionDocument;
import org.gatehouse.realm.file.data.DataDocument;
import org.gatehouse.realm.file.signin.SignInDocument;
import org.gatehouse.realm.password.BreachedPasswords;
import org.gatehouse.realm.password.PasswordAge;
import org.gatehouse.realm.password.PasswordPolicy;
import org.gatehouse.realm.password.PasswordRule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a realm in the shape of the file, every default spelled out where something is always enforced; where nothing
 * is asked, nothing is written. The inverse of {@link RealmReader}.
 */
final class RealmDocument {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RealmDocument() {}

    static ObjectNode of(RealmDefinition realm) {
        ObjectNode file = JSON.objectNode();
        file.put("realm", realm.realm()).put("displayName", realm.displayName());
        file.set("languages", Nodes.texts(realm.languages()));
        file.set("password", password(realm.password()));
        SignInDocument.write(file, realm.signIn().secondFactor());
        if (realm.signIn().verifiedEmail()) {
            file.put("verifiedEmail", "required");
        }
        SignInDocument.write(file, realm.signIn().network());
        file.set("tokens", tokens(realm.tokens()));
        file.set("clients", Nodes.list(realm.clients(), ClientDocument::of));
        RegistrationSection.write(file, realm.registration());
        ConnectionDocument.write(file, realm.signIn().connections());
        file.set("roles", Nodes.list(realm.roles(), RealmDocument::role));
        file.set("attributes", Nodes.list(realm.attributes(), RealmDocument::attribute));
        file.set("groups", Nodes.list(realm.groups(), RealmDocument::group));
        DataDocument.write(file, realm.dataProtection());
        file.set("trail", trail(realm.trail()));
        return file;
    }

    private static ObjectNode trail(TrailPolicy trail) {
        ObjectNode node = JSON.objectNode();
        node.set("retention", Nodes.textMap(trail.retention()));
        node.set("objectKinds", Nodes.list(trail.objectKinds(), RealmDocument::objectKind));
        node.set("activities", Nodes.list(trail.activities(), RealmDocument::activity));
        if (trail.approvalAbove() != null) {
            node.putObject("exports").put("approvalAbove", trail.approvalAbove());
        }
        return node;
    }

    private static ObjectNode objectKind(ObjectKindDefinition kind) {
        ObjectNode node = JSON.objectNode().put("id", kind.id());
        node.set("title", Nodes.textMap(kind.title()));
        return node;
    }

    private static ObjectNode activity(ActivityDefinition activity) {
        ObjectNode node = JSON.objectNode().put("id", activity.id()).put("category", activity.category());
        node.set("title", Nodes.textMap(activity.title()));
        return node;
    }

    private static ObjectNode password(PasswordPolicy policy) {
        ObjectNode node = JSON.objectNode();
        node.set("rules", Nodes.list(policy.rules(), RealmDocument::rule));
        Nodes.putUnlessEmpty(node, "notContaining", policy.notContaining());
        if (policy.breached() != BreachedPasswords.OFF) {
            node.put("breached", policy.breached().code());
        }
        if (policy.history() > 0) {
            node.put("history", policy.history());
        }
        PasswordAge age = policy.maxAge();
        Nodes.putIfPresent(node, "maxAge", age.everybody());
        if (!age.byRole().isEmpty()) {
            node.set("maxAge", Nodes.textMap(age.byRole()));
        }
        return node;
    }

    private static ObjectNode rule(PasswordRule rule) {
        ObjectNode node = JSON.objectNode().put("id", rule.id());
        node.put(rule.mustMatch() ? "pattern" : "mustNotMatch", rule.pattern());
        node.set("text", Nodes.textMap(rule.text()));
        ObjectNode examples = node.putObject("examples");
        examples.set("accept", Nodes.texts(rule.examples().accept()));
        examples.set("refuse", Nodes.texts(rule.examples().refuse()));
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
        if (!tokens.keys().equals(TokenLifetimes.Keys.DEFAULT)) {
            node.putObject("keys").put("rotation", Durations.text(tokens.keys().rotation()));
        }
        return node;
    }

    private static ObjectNode role(RoleDefinition role) {
        ObjectNode node = JSON.objectNode().put("name", role.name()).put("description", role.description());
        node.set(
                "permissions",
                Nodes.texts(role.permissions().stream().map(Permission::code).toList()));
        return node;
    }

    private static ObjectNode attribute(AttributeDefinition attribute) {
        ObjectNode node = JSON.objectNode()
                .put("name", attribute.name())
                .put("type", attribute.type().code())
                .put("unique", attribute.unique())
                .put("sensitive", attribute.sensitive());
        if (!attribute.displayName().isEmpty()) {
            node.set("displayName", Nodes.textMap(attribute.displayName()));
        }
        if (attribute.pattern() != null) {
            node.put("pattern", attribute.pattern().toString());
        }
        return attribute.type() == AttributeType.STRING ? node.put("maxLength", attribute.maxLength()) : node;
    }

    private static ObjectNode group(GroupDefinition group) {
        ObjectNode node = JSON.objectNode().put("name", group.name());
        if (group.description() != null) {
            node.put("description", group.description());
        }
        node.set("roles", Nodes.texts(group.roles()));
        if (!group.groups().isEmpty()) { // the innermost may be at the greatest depth, where the key is refused
            node.set("groups", Nodes.list(group.groups(), RealmDocument::group));
        }
        return node;
    }
}
