package org.gatehouse.realm.keycloak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.Pkce;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.realm.client.ClientFeatures;
import org.gatehouse.realm.client.ClientKeys;
import org.gatehouse.realm.client.GrantType;
import org.gatehouse.realm.file.common.Nodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One client as Keycloak keeps it. Every key that is managed is written, so that what is asked for no longer is seen to go. */
final class Clients {

    private static final String NONE = "";

    private final RealmDefinition realm;
    private final ClientDefinition client;
    private final Set<GrantType> grants;
    private final ObjectNode attributes = JsonNodeFactory.instance.objectNode();

    private Clients(RealmDefinition realm, ClientDefinition client) {
        this.realm = realm;
        this.client = client;
        this.grants = grants(client);
    }

    static ObjectNode of(RealmDefinition realm, ClientDefinition client, Secrets secrets) {
        ObjectNode node = new Clients(realm, client).node();
        if (client.authMethod().usesSecret()) {
            secrets.of(client).ifPresent(secret -> node.put("secret", secret));
        }
        return node;
    }

    private ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("clientId", client.id())
                .put("name", client.displayName() == null ? NONE : client.displayName())
                .put("enabled", true)
                .put("protocol", "openid-connect")
                .put("publicClient", client.isPublic())
                .put("clientAuthenticatorType", authenticator(client.authMethod()))
                .put("consentRequired", client.consent())
                .put("fullScopeAllowed", true);
        putGrants(node);
        putAddresses(node);
        node.set("defaultClientScopes", Nodes.texts(defaultScopes()));
        node.set("optionalClientScopes", Nodes.texts(Scopes.optional(client, grants)));
        putOwnMarks();
        putTokens();
        putKeys(client.features().keys());
        putFeatures(client.features());
        node.set("attributes", attributes);
        return node;
    }

    /** The grants the client has, those of its kind when it names none. */
    static Set<GrantType> grants(ClientDefinition client) {
        if (!client.features().grants().isEmpty()) {
            return EnumSet.copyOf(client.features().grants());
        }
        return client.kind() == ClientKind.SERVICE
                ? EnumSet.of(GrantType.CLIENT_CREDENTIALS)
                : EnumSet.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);
    }

    private void putGrants(ObjectNode node) {
        node.put("standardFlowEnabled", grants.contains(GrantType.AUTHORIZATION_CODE))
                .put("serviceAccountsEnabled", grants.contains(GrantType.CLIENT_CREDENTIALS))
                .put("implicitFlowEnabled", false)
                .put("directAccessGrantsEnabled", false);
        attributes
                .put("use.refresh.tokens", text(grants.contains(GrantType.REFRESH_TOKEN)))
                .put("oauth2.device.authorization.grant.enabled", text(grants.contains(GrantType.DEVICE_CODE)))
                .put("standard.token.exchange.enabled", text(grants.contains(GrantType.TOKEN_EXCHANGE)));
    }

    private void putAddresses(ObjectNode node) {
        String frontchannel = client.features().logout().frontchannel();
        String backchannel = client.features().logout().backchannel();
        node.set("redirectUris", Nodes.texts(client.redirectUris()));
        node.set("webOrigins", Nodes.texts(runsInBrowser() ? List.of("+") : List.of())); // "+": those of redirect URIs
        node.put("frontchannelLogout", frontchannel != null);
        attributes
                .put("post.logout.redirect.uris", joined(client.postLogoutRedirectUris()))
                .put("frontchannel.logout.url", frontchannel == null ? NONE : frontchannel)
                .put("frontchannel.logout.session.required", text(frontchannel != null))
                .put("backchannel.logout.url", backchannel == null ? NONE : backchannel)
                .put("backchannel.logout.session.required", text(backchannel != null));
    }

    private boolean runsInBrowser() {
        return client.kind() == ClientKind.WEB && client.isPublic();
    }

    /** Keycloak takes a single minus for none at all. */
    private static String joined(List<String> uris) {
        return uris.isEmpty() ? "-" : String.join("##", uris);
    }

    private static String authenticator(AuthMethod method) {
        return switch (method) {
            case PRIVATE_KEY_JWT -> "client-jwt";
            case SELF_SIGNED_TLS_CLIENT_AUTH -> "client-x509";
            case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, NONE -> "client-secret";
        };
    }

    /** Those every token needs to say who it is about; what the client may ask for is optional, so that it has to ask. */
    private List<String> defaultScopes() {
        List<String> scopes = new ArrayList<>(List.of("basic", "acr", "roles"));
        if (runsInBrowser()) {
            scopes.add("web-origins");
        }
        if (grants.contains(GrantType.CLIENT_CREDENTIALS)) {
            scopes.add("service_account"); // Keycloak adds it by itself
        }
        return scopes;
    }

    /** By which a realm file can be written from the client again. */
    private void putOwnMarks() {
        attributes
                .put(MobileSessions.KIND, client.kind().code())
                .put(
                        KeycloakRealm.MARK + "secret",
                        client.secret() == null ? NONE : client.secret().toString())
                .put(KeycloakRealm.MARK + "profile", ClientPolicies.of(client));
    }

    private void putTokens() {
        TokenLifetimes tokens = realm.tokens();
        boolean mobile = client.kind() == ClientKind.MOBILE;
        Duration day = tokens.mobile().session();
        Duration browser = tokens.web().session(); // a client's bound may not be above the realm's
        String offline = mobile ? seconds(day) : NONE;
        attributes
                .put("access.token.lifespan", seconds(access(tokens)))
                .put("client.session.max.lifespan", mobile ? seconds(day.compareTo(browser) < 0 ? day : browser) : NONE)
                .put("client.offline.session.max.lifespan", offline)
                .put("client.offline.session.idle.timeout", offline)
                .put("id.token.signed.response.alg", client.idTokenAlg().code())
                .put("pkce.code.challenge.method", client.isPublic() || client.pkce() == Pkce.REQUIRED ? "S256" : NONE);
    }

    private Duration access(TokenLifetimes tokens) {
        return switch (client.kind()) {
            case WEB -> tokens.web().access();
            case MOBILE -> tokens.mobile().access();
            case SERVICE -> tokens.service().access();
        };
    }

    private void putKeys(ClientKeys keys) {
        attributes
                .put("use.jwks.string", text(keys.jwks() != null))
                .put("jwks.string", orNone(keys.jwks()))
                .put("use.jwks.url", text(keys.jwksUri() != null))
                .put("jwks.url", orNone(keys.jwksUri()))
                .put("client.secret.authentication.allowed.method", allowedMethod());
    }

    private String allowedMethod() {
        return client.authMethod().usesSecret() ? client.authMethod().code() : NONE;
    }

    private void putFeatures(ClientFeatures features) {
        boolean fapi = features.profile() != null;
        attributes
                .put("dpop.bound.access.tokens", text(features.dpop()))
                .put("tls.client.certificate.bound.access.tokens", text(fapi && !features.dpop()))
                .put("require.pushed.authorization.requests", text(fapi));
    }

    private static String orNone(@Nullable String text) {
        return text == null ? NONE : text;
    }

    private static String seconds(Duration duration) {
        return String.valueOf(duration.toSeconds());
    }

    private static String text(boolean value) {
        return String.valueOf(value);
    }
}
