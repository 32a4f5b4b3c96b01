package org.gatehouse.realm.keycloak.live;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Has Keycloak discover a provider's addresses, where the realm file names none: when it is new, or another. */
final class Discovery {

    private static final List<String> ADDRESSES =
            List.of("authorizationUrl", "tokenUrl", "jwksUrl", "logoutUrl", "userInfoUrl");

    private Discovery() {}

    /** @throws KeycloakException when nothing can be discovered, or the provider calls itself something else */
    static ObjectNode addresses(AdminApi api, String path, @Nullable ObjectNode actual, ObjectNode desired) {
        String issuer = desired.path("config").path("issuer").asString("");
        boolean known = actual != null
                && actual.path("config").path("issuer").asString("").equals(issuer)
                && actual.path("config").has("tokenUrl");
        if (desired.path("config").has("authorizationUrl") || known) {
            return desired;
        }
        JsonNode found = api.ask(
                path + "/identity-provider/import-config",
                JsonMapper.shared()
                        .createObjectNode()
                        .put("providerId", "oidc")
                        .put("fromUrl", issuer + "/.well-known/openid-configuration"));
        if (!found.path("issuer").asString("").equals(issuer)) { // OpenID Connect Discovery, section 4.3
            throw new KeycloakException("The provider at " + issuer + " calls itself something else.");
        }
        ObjectNode complete = desired.deepCopy();
        ObjectNode config = (ObjectNode) complete.path("config");
        ADDRESSES.stream().filter(found::has).forEach(key -> config.set(key, found.path(key)));
        return complete;
    }
}
