package org.gatehouse.realm.keycloak;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.realm.federation.Provisioning;
import org.gatehouse.realm.federation.Tenants;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Connections as Keycloak's identity providers, with mappers for roles and groups. */
final class Connections {

    /** In an issuer, for the tenant a token names. */
    private static final String ANY_BUT_PERSONAL = "(?!" + EntraId.PERSONAL_ACCOUNTS + ").+";

    /** Stands where a secret is kept of whom the provider knows by a certificate; no place is called so. */
    static final String CERTIFICATE = "certificate";

    private static final String SCOPES = "openid profile email";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Connections() {}

    static ObjectNode of(Connection connection, Secrets secrets) {
        ObjectNode node = JSON.objectNode()
                .put("alias", connection.alias())
                .put("providerId", "oidc")
                .put("displayName", connection.displayName() == null ? "" : connection.displayName())
                .put("enabled", true)
                .put("trustEmail", false)
                .put("storeToken", false)
                .put("linkOnly", connection.provisioning() == Provisioning.NEVER);
        ObjectNode config = node.putObject("config");
        config.put("clientId", connection.clientId())
                .put("clientAuthMethod", connection.clientSecret() == null ? "private_key_jwt" : "client_secret_post")
                .put("defaultScope", SCOPES)
                .put("syncMode", "FORCE")
                .put("validateSignature", "true")
                .put("useJwksUrl", "true")
                .put("pkceEnabled", "true")
                .put("pkceMethod", "S256")
                .put("passMaxAge", "true") // else a session there, however old, counts as having signed in just now
                .put(KeycloakRealm.MARK + "secret", credential(connection));
        if (connection.provider() instanceof EntraId entra) {
            putEntra(config, entra);
            if (EntraTokens.asksGraph(connection, entra)) {
                config.put("defaultScope", SCOPES + " " + EntraTokens.permission(entra));
            }
        } else if (connection.provider() instanceof OidcProvider oidc) {
            config.put("issuer", oidc.issuer()).put("filteredByClaim", "false");
        }
        if (connection.credential() == Credential.CERTIFICATE) {
            config.put("jwtX509HeadersEnabled", "true");
        }
        secrets.of(connection).ifPresent(secret -> config.put("clientSecret", secret));
        return node;
    }

    /** Whether only discovery knows the provider's addresses. */
    static boolean needsDiscovery(Connection connection) {
        return connection.provider() instanceof OidcProvider;
    }

    /**
     * Keycloak never shows a provider's secret again, so whether it is another cannot be seen. Where it is kept and until when
     * it is good can: when either changes, the secret is sent anew.
     */
    private static String credential(Connection connection) {
        if (connection.clientSecret() == null) {
            return connection.credential() == Credential.CERTIFICATE ? CERTIFICATE : "";
        }
        String kept = connection.clientSecret().toString();
        return connection.clientSecretExpires() == null ? kept : kept + " until " + connection.clientSecretExpires();
    }

    private static void putEntra(ObjectNode config, EntraId entra) {
        Tenants tenants = entra.tenants();
        boolean one = !tenants.any() && tenants.ids().size() == 1;
        String base = "https://" + entra.host() + "/" + (one ? tenants.ids().get(0) : "organizations");
        config.put("authorizationUrl", base + "/oauth2/v2.0/authorize")
                .put("tokenUrl", base + "/oauth2/v2.0/token")
                .put("jwksUrl", base + "/discovery/v2.0/keys")
                .put("logoutUrl", base + "/oauth2/v2.0/logout")
                .put("issuer", issuers(entra))
                .put("disableUserInfo", "true") // its answer is Microsoft Graph's, and says less than the token
                .put("filteredByClaim", "true")
                .put("claimFilterName", "tid")
                .put("claimFilterValue", tenants.any() ? ANY_BUT_PERSONAL : String.join("|", tenants.ids()));
    }

    /** Keycloak accepts each of a list; of none it checks no issuer, and then the claim {@code tid} alone decides. */
    private static String issuers(EntraId entra) {
        return entra.tenants().ids().stream()
                .map(tenant -> "https://" + entra.host() + "/" + tenant + "/v2.0")
                .collect(Collectors.joining(","));
    }

    /** By name. */
    static Map<String, ObjectNode> mappers(Connection connection) {
        Map<String, ObjectNode> mappers = new TreeMap<>();
        String rolesClaim = connection.provider() instanceof OidcProvider oidc ? oidc.rolesClaim() : "roles";
        String groupsClaim = connection.provider() instanceof OidcProvider oidc ? oidc.groupsClaim() : "groups";
        connection.roles().forEach((value, role) -> {
            ObjectNode mapper = mapper(connection, "role." + value, "oidc-advanced-role-idp-mapper", rolesClaim, value);
            ((ObjectNode) mapper.path("config")).put("role", role);
            mappers.put(mapper.path("name").asString(), mapper);
        });
        connection.groups().forEach((value, group) -> {
            ObjectNode mapper =
                    mapper(connection, "group." + value, "oidc-advanced-group-idp-mapper", groupsClaim, value);
            ((ObjectNode) mapper.path("config")).put("group", "/" + group);
            mappers.put(mapper.path("name").asString(), mapper);
        });
        ownMapper(connection)
                .ifPresent(mapper -> mappers.put(mapper.path("name").asString(), mapper));
        return mappers;
    }

    private static ObjectNode mapper(Connection connection, String name, String kind, String claim, String value) {
        ObjectNode mapper = mapper(connection, name, kind);
        ObjectNode pair = JSON.objectNode().put("key", claim).put("value", value);
        ((ObjectNode) mapper.path("config"))
                .put("are.claim.values.regex", "false")
                .put("claims", JSON.arrayNode().add(pair).toString());
        return mapper;
    }

    /** The extension's: what its tokens of Entra ID have to be, or which factors shown to another provider count. */
    private static Optional<ObjectNode> ownMapper(Connection connection) {
        if (connection.provider() instanceof EntraId entra) {
            ObjectNode mapper = mapper(connection, "entra-id", EntraTokens.MAPPER);
            String policy = EntraTokens.policy(connection, entra).toString();
            ((ObjectNode) mapper.path("config")).put(EntraTokens.CONFIGURATION, policy);
            return Optional.of(mapper);
        }
        ObjectNode trusted = SecondFactors.trusted(connection);
        if (trusted.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode mapper = mapper(connection, "trusted-factor", SecondFactors.MAPPER);
        ((ObjectNode) mapper.path("config")).put(SecondFactors.CONFIGURATION, trusted.toString());
        return Optional.of(mapper);
    }

    private static ObjectNode mapper(Connection connection, String name, String kind) {
        ObjectNode mapper = JSON.objectNode()
                .put("name", KeycloakRealm.MARK + name.replace('/', '_'))
                .put("identityProviderAlias", connection.alias())
                .put("identityProviderMapper", kind);
        mapper.putObject("config").put("syncMode", "FORCE");
        return mapper;
    }
}
