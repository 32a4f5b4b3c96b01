package org.gatehouse.realm.keycloak;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.password.PasswordPolicy;

/** The realm's password policy as Keycloak writes policies: the rules by the extension, the rest by what Keycloak has itself. */
final class PasswordPolicies {

    private static final int DAYS_OF_MONTH = 30; // sooner rather than later
    private static final int DAYS_OF_YEAR = 365;

    private PasswordPolicies() {}

    /** @throws NotRenderableException when the rules are longer than Keycloak stores */
    static String of(RealmDefinition realm) {
        PasswordPolicy password = realm.password();
        List<String> policies = new ArrayList<>();
        policies.add(PolicyValue.PROVIDER_ID + "(" + value(realm) + ")");
        policies.add("passwordHistory(" + (password.history() + 1) + ")"); // Keycloak counts the current one
        if (password.notContaining().contains("username")) {
            policies.add("notContainsUsername(undefined)");
        }
        if (password.notContaining().contains("email")) {
            policies.add("notEmail(undefined)");
        }
        Period age = password.maxAge().everybody();
        if (age != null) {
            policies.add("forceExpiredPasswordChange(" + days(age) + ")");
        }
        return String.join(PolicyValue.SEPARATOR, policies);
    }

    private static String value(RealmDefinition realm) {
        String value = PolicyValue.of(realm);
        if (value.length() > PolicyValue.LONGEST) {
            throw new NotRenderableException("The password rules take " + value.length()
                    + " characters, and Keycloak stores " + PolicyValue.LONGEST
                    + ". Shorten their texts and examples, or write fewer rules.");
        }
        return value;
    }

    private static int days(Period period) {
        return period.getYears() * DAYS_OF_YEAR + period.getMonths() * DAYS_OF_MONTH + period.getDays();
    }
}
