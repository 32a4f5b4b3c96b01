package org.gatehouse.realm.password;

import java.util.List;
import java.util.Map;

/** The password rules of a realm, in the order people read them. */
public record PasswordPolicy(List<PasswordRule> rules) {

    /** Fifteen characters where the password is the only factor: NIST SP 800-63B-4, section 3.1.1.2. */
    public static final PasswordPolicy DEFAULT = new PasswordPolicy(List.of(new PasswordRule(
            "length",
            "(?s).{15,}",
            true,
            Map.of("en", "at least 15 characters", "fr", "au moins 15 caractères"),
            Examples.NONE)));

    public PasswordPolicy {
        rules = List.copyOf(rules);
    }
}
