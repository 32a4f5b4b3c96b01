package org.gatehouse.keycloak.password;

import java.io.Serializable;
import java.util.List;
import org.gatehouse.realm.keycloak.PolicyValue;
import org.gatehouse.realm.password.PasswordCheck;
import org.gatehouse.realm.password.RuleFailure;
import org.jspecify.annotations.Nullable;
import org.keycloak.policy.PasswordPolicyConfigException;

/**
 * A realm's rules, compiled once and kept by Keycloak with the realm. Keycloak's policies are serializable, so what
 * travels is the value, which is parsed again on arrival.
 */
final class ConfiguredRules implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String value;
    private final transient PasswordCheck check;

    private ConfiguredRules(String value, PasswordCheck check) {
        this.value = value;
        this.check = check;
    }

    /** @throws PasswordPolicyConfigException when it is not complete and valid; the administrator reads why */
    static ConfiguredRules parse(@Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new PasswordPolicyConfigException(
                    "The password rules have no value. Start from " + PolicyValue.example());
        }
        if (value.length() > PolicyValue.LONGEST) {
            throw new PasswordPolicyConfigException("The password rules are longer than " + PolicyValue.LONGEST
                    + " characters, more than Keycloak stores.");
        }
        return new ConfiguredRules(value, PasswordCheck.of(PolicyReading.parse(value)));
    }

    List<RuleFailure> check(String password) {
        return check.check(password);
    }

    private Object readResolve() {
        return parse(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
