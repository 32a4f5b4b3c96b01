package org.gatehouse.keycloak.password;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gatehouse.realm.password.RuleFailure;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PolicyError;

/** Checks one password against the realm's rules. */
final class PasswordRulesProvider implements PasswordPolicyProvider {

    /** In the message bundles; {0} is the list of rules. */
    static final String MESSAGE = "gatehousePasswordRulesMessage";

    private final KeycloakSession session;

    PasswordRulesProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public @Nullable PolicyError validate(RealmModel realm, @Nullable UserModel user, String password) {
        return check(realm, user, password);
    }

    /** Before there is an account, for example at registration. */
    @Override
    public @Nullable PolicyError validate(String user, String password) {
        return check(session.getContext().getRealm(), null, password);
    }

    /** Refuses at once what could not be enforced later: Keycloak parses a policy when an administrator saves it. */
    @Override
    public ConfiguredRules parseConfig(@Nullable String value) {
        return ConfiguredRules.parse(value);
    }

    @Override
    public void close() {}

    private @Nullable PolicyError check(RealmModel realm, @Nullable UserModel user, String password) {
        ConfiguredRules rules = realm.getPasswordPolicy().getPolicyConfig(PasswordRulesProviderFactory.PROVIDER_ID);
        if (rules == null) { // never without a policy: Keycloak asks only the providers a realm's policy names
            throw new IllegalStateException("The realm's password rules are not configured.");
        }
        List<RuleFailure> failures = rules.check(password);
        return failures.isEmpty()
                ? null
                : refusal(failures, session.getContext().resolveLocale(user));
    }

    static PolicyError refusal(List<RuleFailure> failures, Locale locale) {
        String texts = failures.stream().map(failure -> failure.text(locale)).collect(Collectors.joining("; "));
        return new PolicyError(MESSAGE, texts);
    }
}
