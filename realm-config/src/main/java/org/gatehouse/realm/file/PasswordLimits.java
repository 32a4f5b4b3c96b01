package org.gatehouse.realm.file;

import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Choice;
import org.gatehouse.realm.file.common.Names;
import org.gatehouse.realm.file.common.Periods;
import org.gatehouse.realm.password.BreachedPasswords;
import org.gatehouse.realm.password.PasswordAge;
import org.gatehouse.realm.password.PasswordPolicy;
import org.gatehouse.realm.password.PasswordRule;
import org.jspecify.annotations.Nullable;

/** Reads what {@code password} says beside its rules. */
final class PasswordLimits {

    private static final String NEVER = "never";

    private PasswordLimits() {}

    static PasswordPolicy read(Part password, List<PasswordRule> rules, Names names) {
        password.items("notContaining").forEach(field -> names.checkAttribute(field, PasswordPolicy.FIELDS));
        return new PasswordPolicy(
                rules,
                password.texts("notContaining"),
                Choice.of(
                        password,
                        "breached",
                        BreachedPasswords.values(),
                        BreachedPasswords::code,
                        BreachedPasswords.OFF),
                password.number("history"),
                age(password.child("maxAge"), names));
    }

    private static PasswordAge age(Part written, Names names) {
        Map<String, Period> byRole = new HashMap<>();
        written.entries().forEach((role, age) -> {
            names.checkRoleKey(role, age);
            Period period = period(age);
            if (period != null) {
                byRole.put(role, period);
            }
        });
        return new PasswordAge(period(written), byRole);
    }

    private static @Nullable Period period(Part written) {
        if (written.text().isEmpty() || written.text().equals(NEVER)) {
            return null;
        }
        Period age = Periods.read(written).orElse(PasswordAge.LONGEST);
        Periods.check(written, age, PasswordAge.SHORTEST, PasswordAge.LONGEST);
        return age;
    }
}
