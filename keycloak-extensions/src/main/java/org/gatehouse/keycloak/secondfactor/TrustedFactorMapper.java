package org.gatehouse.keycloak.secondfactor;

import java.util.List;
import java.util.Set;
import org.gatehouse.realm.keycloak.SecondFactors;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.oidc.OIDCIdentityProviderFactory;
import org.keycloak.broker.provider.AbstractIdentityProviderMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Has {@link TrustedFactors} look at the ID tokens of one provider. */
public final class TrustedFactorMapper extends AbstractIdentityProviderMapper {

    private static final Set<IdentityProviderSyncMode> ALWAYS = Set.of(IdentityProviderSyncMode.values());

    @Override
    public String getId() {
        return SecondFactors.MAPPER;
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
        return "Trusted second factor";
    }

    @Override
    public String getHelpText() {
        return "Counts a second factor shown to the provider, when its ID token says so in a claim listed here.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(new ProviderConfigProperty(
                SecondFactors.CONFIGURATION,
                "Trusted values",
                "By claim, for example {\"acrs\":[\"c1\"]}",
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
        TrustedFactors.countOfLinked(session, realm, identity, trusted(mapper));
    }

    @Override
    public void importNewUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel person,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext identity) {
        TrustedFactors.count(identity, person, trusted(mapper));
    }

    private static @Nullable String trusted(IdentityProviderMapperModel mapper) {
        return mapper.getConfig().get(SecondFactors.CONFIGURATION);
    }
}
