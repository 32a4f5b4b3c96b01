package org.gatehouse.keycloak.entra;

import java.util.List;
import java.util.Set;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.keycloak.EntraTokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whose tokens are taken.
 *
 * @param issuer of a tenant's tokens, {@code {tid}} standing for the tenant
 * @param any whether people of any tenant may come; never personal accounts
 * @param groups whether somebody's groups decide anything
 * @param acrs authentication contexts any of which shows a second factor
 * @param graph the address of Microsoft Graph in the tenants' cloud, which is asked for what a token does not list; null: nobody is
 */
record EntraPolicy(
        String issuer,
        boolean any,
        Set<String> tenants,
        boolean groups,
        Set<String> acrs,
        @Nullable String graph) {

    private static final Set<String> KEYS = Set.of("issuer", "any", "tenants", "groups", "acrs", "graph");

    /** Null when it is not complete and valid: then nobody comes. */
    static @Nullable EntraPolicy of(@Nullable String text) {
        try {
            JsonNode node = JsonMapper.shared().readTree(text == null ? "" : text);
            EntraPolicy policy = new EntraPolicy(
                    node.path("issuer").asString(""),
                    node.path("any").asBoolean(false),
                    Set.copyOf(texts(node.path("tenants"))),
                    node.path("groups").asBoolean(true),
                    Set.copyOf(texts(node.path("acrs"))),
                    node.has("graph") ? node.path("graph").asString("") : null);
            boolean known = node.isObject() && KEYS.containsAll(node.propertyNames());
            boolean whole = !policy.issuer.isBlank() && policy.any == policy.tenants.isEmpty();
            boolean safe = policy.graph == null || EntraTokens.isGraph(policy.graph);
            return known && whole && safe ? policy : null;
        } catch (JacksonException | IllegalArgumentException ex) {
            return null;
        }
    }

    boolean takes(String tenant) {
        return any ? !tenant.equals(EntraId.PERSONAL_ACCOUNTS) : tenants.contains(tenant);
    }

    /** Exactly: a tenant named in one place and another in the other are nobody's. */
    boolean isIssuer(String tenant, @Nullable String claimed) {
        return issuer.replace(EntraTokens.TENANT, tenant).equals(claimed);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
