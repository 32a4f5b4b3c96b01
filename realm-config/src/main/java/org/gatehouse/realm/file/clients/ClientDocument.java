package org.gatehouse.realm.file.clients;

import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.client.ClientFeatures;
import org.gatehouse.realm.client.GrantType;
import org.gatehouse.realm.client.SignalEvent;
import org.gatehouse.realm.client.SignalStream;
import org.gatehouse.realm.client.SubjectType;
import org.gatehouse.realm.file.common.Nodes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a client: every default of the core, and of what is beyond it only what is asked for. */
public final class ClientDocument {

    private ClientDocument() {}

    public static ObjectNode of(ClientDefinition client) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", client.id())
                .put("kind", client.kind().code());
        Nodes.putIfPresent(node, "displayName", client.displayName());
        node.set("redirectUris", Nodes.texts(client.redirectUris()));
        node.set("postLogoutRedirectUris", Nodes.texts(client.postLogoutRedirectUris()));
        Nodes.putIfPresent(node, "secret", client.secret());
        node.set("scopes", Nodes.texts(client.scopes()));
        node.put("consent", client.consent())
                .put("pkce", client.pkce().code())
                .put("authMethod", client.authMethod().code())
                .put("idTokenAlg", client.idTokenAlg().code());
        write(node, client.features());
        return node;
    }

    private static void write(ObjectNode node, ClientFeatures features) {
        Nodes.putIfPresent(node, "backchannelLogoutUri", features.logout().backchannel());
        Nodes.putIfPresent(node, "frontchannelLogoutUri", features.logout().frontchannel());
        if (features.keys().jwks() != null) {
            node.set("jwks", JsonMapper.shared().readTree(features.keys().jwks()));
        }
        Nodes.putIfPresent(node, "jwksUri", features.keys().jwksUri());
        Nodes.putUnlessEmpty(
                node, "grants", features.grants().stream().map(GrantType::code).toList());
        if (features.profile() != null) {
            node.put("profile", features.profile().code());
        }
        if (features.dpop()) {
            node.put("dpop", true);
        }
        if (features.subjectType() != SubjectType.PUBLIC) {
            node.put("subjectType", features.subjectType().code());
        }
        if (features.network() != null) {
            node.put("network", features.network().code());
        }
        if (features.signals() != null) {
            node.set("signals", signals(features.signals()));
        }
        if (features.introspectionAlg() != IdTokenAlg.RS256) {
            node.put("introspectionAlg", features.introspectionAlg().code());
        }
        Nodes.putUnlessEmpty(node, "resources", features.resources());
    }

    private static ObjectNode signals(SignalStream signals) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("delivery", signals.delivery().code());
        Nodes.putIfPresent(node, "endpoint", signals.endpoint());
        Nodes.putIfPresent(node, "authorization", signals.authorization());
        node.set(
                "events",
                Nodes.texts(signals.events().stream().map(SignalEvent::code).toList()));
        return node;
    }
}
