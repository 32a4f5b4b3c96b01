package org.gatehouse.keycloak.entra;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.gatehouse.keycloak.secondfactor.TrustedFactors;
import org.gatehouse.realm.keycloak.EntraTokens;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.oidc.OIDCIdentityProviderFactory;
import org.keycloak.broker.provider.AbstractIdentityProviderMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.ErrorPageException;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a token of Entra ID before Keycloak looks for an account, and turns away who may not come. */
public final class EntraMapper extends AbstractIdentityProviderMapper {

    private static final Logger LOG = LoggerFactory.getLogger(EntraMapper.class);

    private static final Set<IdentityProviderSyncMode> ALWAYS = Set.of(IdentityProviderSyncMode.values());

    /** In place of Microsoft Graph in any cloud; null in most places. Only who runs Keycloak can name one. */
    private @Nullable String standIn;

    @Override
    public void init(Config.Scope config) {
        String graph = config.get("graph");
        if (graph != null) {
            standIn = Graph.checked(graph);
            LOG.warn("Microsoft Graph is asked at {}, by configuration of this server", standIn);
        }
    }

    @Override
    public String getId() {
        return EntraTokens.MAPPER;
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {OIDCIdentityProviderFactory.PROVIDER_ID};
    }

    @Override
    public String getDisplayCategory() {
        return "Gatehouse";
    }

    @Override
    public String getDisplayType() {
        return "Entra ID";
    }

    @Override
    public String getHelpText() {
        return "Takes tokens of some tenants of Microsoft Entra ID, knows people by tid and oid, and turns guests away.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(new ProviderConfigProperty(
                EntraTokens.CONFIGURATION,
                "Policy",
                "The realm file's connection, as `realm keycloak` renders it",
                ProviderConfigProperty.STRING_TYPE,
                null));
    }

    @Override
    public boolean supportsSyncMode(IdentityProviderSyncMode mode) {
        return ALWAYS.contains(mode);
    }

    @Override
    public void preprocessFederatedIdentity(
            KeycloakSession session,
            RealmModel realm,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext identity) {
        EntraPolicy policy = EntraPolicy.of(mapper.getConfig().get(EntraTokens.CONFIGURATION));
        JsonWebToken token = token(identity);
        if (policy == null || token == null) {
            throw refusal(session, realm, identity, Refusal.MISCONFIGURED);
        }
        EntraClaims claims = new EntraClaims(token);
        Refusal refusal = refusal(policy, claims);
        if (refusal == null && policy.groups() && !claims.listsGroups()) {
            refusal = askFor(claims, policy, session, identity);
        }
        if (refusal != null) {
            throw refusal(session, realm, identity, refusal);
        }
        know(identity, Objects.requireNonNull(claims.guid("tid")), Objects.requireNonNull(claims.guid("oid")), claims);
        TrustedFactors.countOfLinked(session, realm, identity, EntraTokens.trusted(policy.acrs()));
    }

    private static @Nullable Refusal refusal(EntraPolicy policy, EntraClaims claims) {
        String tenant = claims.guid("tid");
        if (!claims.isOfSecondVersion()) {
            return Refusal.VERSION;
        }
        if (tenant == null
                || claims.guid("oid") == null
                || !policy.isIssuer(tenant, claims.token().getIssuer())) {
            return Refusal.TOKEN;
        }
        if (!policy.takes(tenant)) {
            return Refusal.TENANT;
        }
        return claims.isMember() ? null : Refusal.GUEST;
    }

    /** Never fewer groups: somebody would come in with fewer rights, or with fewer duties. */
    private @Nullable Refusal askFor(
            EntraClaims claims, EntraPolicy policy, KeycloakSession session, BrokeredIdentityContext identity) {
        if (policy.graph() == null) {
            return Refusal.GROUPS;
        }
        String address = standIn == null ? policy.graph() : standIn;
        Graph graph = new Graph(session.getProvider(HttpClientProvider.class).getHttpClient(), address);
        try {
            claims.list(graph.groups(accessToken(identity)));
            return null;
        } catch (IOException ex) {
            LOG.warn(
                    "Groups of somebody of the connection {} are not known: {}",
                    identity.getIdpConfig().getAlias(),
                    ex.toString());
            return Refusal.GROUPS;
        }
    }

    private static @Nullable String accessToken(BrokeredIdentityContext identity) {
        Object answer = identity.getContextData().get(OIDCIdentityProvider.FEDERATED_ACCESS_TOKEN_RESPONSE);
        return answer instanceof AccessTokenResponse response ? response.getToken() : null;
    }

    /** By what stays theirs: {@code sub} is another for another client id, and an address can become somebody else's. */
    private static void know(BrokeredIdentityContext identity, String tenant, String object, EntraClaims claims) {
        identity.setLegacyId(null);
        identity.setId(tenant + "." + object);
        if (!claims.isAddressProven()) {
            identity.setEmail(null);
        }
    }

    @Override
    public void importNewUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel person,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext identity) {
        EntraPolicy policy = EntraPolicy.of(mapper.getConfig().get(EntraTokens.CONFIGURATION));
        if (policy != null) {
            TrustedFactors.count(identity, person, EntraTokens.trusted(policy.acrs()));
        }
    }

    private static @Nullable JsonWebToken token(BrokeredIdentityContext identity) {
        return identity.getContextData().get(OIDCIdentityProvider.VALIDATED_ID_TOKEN) instanceof JsonWebToken token
                ? token
                : null;
    }

    /** Keycloak tells of no such sign-in itself. */
    private static ErrorPageException refusal(
            KeycloakSession session, RealmModel realm, BrokeredIdentityContext identity, Refusal refusal) {
        AuthenticationSessionModel signIn = identity.getAuthenticationSession();
        new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.IDENTITY_PROVIDER_LOGIN)
                .client(signIn.getClient())
                .detail(Details.IDENTITY_PROVIDER, identity.getIdpConfig().getAlias())
                .error(refusal.code());
        return new ErrorPageException(session, signIn, refusal.status(), refusal.message());
    }
}
