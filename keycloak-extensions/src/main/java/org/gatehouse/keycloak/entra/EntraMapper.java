package org.gatehouse.keycloak.entra;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.gatehouse.keycloak.secondfactor.TrustedFactors;
import org.gatehouse.realm.keycloak.EntraTokens;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.oidc.OIDCIdentityProviderFactory;
import org.keycloak.broker.provider.AbstractIdentityProviderMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.ErrorPageException;

/** Looks at a token of Entra ID before Keycloak looks for an account, and turns away who may not come. */
public final class EntraMapper extends AbstractIdentityProviderMapper {

    private static final Set<IdentityProviderSyncMode> ALWAYS = Set.of(IdentityProviderSyncMode.values());

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
            throw refusal(session, identity, "gatehouseEntraNotConfigured", Response.Status.SERVICE_UNAVAILABLE);
        }
        EntraClaims claims = new EntraClaims(token);
        String tenant = claims.guid("tid");
        String object = claims.guid("oid");
        if (tenant == null
                || object == null
                || !claims.isOfSecondVersion()
                || !policy.isIssuer(tenant, token.getIssuer())) {
            throw refusal(session, identity, "gatehouseEntraToken", Response.Status.FORBIDDEN);
        }
        if (!policy.takes(tenant) || !claims.isMember()) {
            throw refusal(session, identity, "gatehouseEntraNotAllowed", Response.Status.FORBIDDEN);
        }
        if (policy.groups() && !claims.listsGroups()) {
            throw refusal(session, identity, "gatehouseEntraGroups", Response.Status.FORBIDDEN);
        }
        know(identity, tenant, object, claims);
        TrustedFactors.countOfLinked(session, realm, identity, EntraTokens.trusted(policy.acrs()));
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

    private static ErrorPageException refusal(
            KeycloakSession session, BrokeredIdentityContext identity, String message, Response.Status status) {
        return new ErrorPageException(session, identity.getAuthenticationSession(), status, message);
    }
}
