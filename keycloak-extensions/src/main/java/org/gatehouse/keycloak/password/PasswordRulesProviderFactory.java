package org.gatehouse.keycloak.password;

import org.gatehouse.realm.keycloak.PolicyValue;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PasswordPolicyProviderFactory;

/**
 * Offers {@code gatehouse-password-rules(…)} as a password policy. The value is a realm file's {@code realm},
 * {@code languages} and {@code password} as JSON, as {@link PolicyValue} writes it.
 */
public final class PasswordRulesProviderFactory implements PasswordPolicyProviderFactory {

    public static final String PROVIDER_ID = PolicyValue.PROVIDER_ID;

    @Override
    public PasswordPolicyProvider create(KeycloakSession session) {
        return new PasswordRulesProvider(session);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayName() {
        return "Gatehouse password rules";
    }

    @Override
    public String getConfigType() {
        return PasswordPolicyProvider.STRING_CONFIG_TYPE;
    }

    /** What the admin console starts from: complete, so that it may be saved as it is. */
    @Override
    public String getDefaultConfigValue() {
        return PolicyValue.example();
    }

    /** Several rules are one value; two values could contradict each other unseen. */
    @Override
    public boolean isMultiplSupported() {
        return false;
    }

    @Override
    public void init(Config.Scope config) {} // nothing is configured outside of the realm

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
