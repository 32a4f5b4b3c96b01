package org.gatehouse.realm.password;

import java.util.List;
import java.util.Map;

/**
 * What a realm asks of passwords.
 *
 * @param rules in the order people read them
 * @param notContaining fields of the account, and attributes of the realm, a password must not contain
 * @param history how many earlier passwords cannot be chosen again, 0 to 24
 */
public record PasswordPolicy(
        List<PasswordRule> rules,
        List<String> notContaining,
        BreachedPasswords breached,
        int history,
        PasswordAge maxAge) {

    /** Fields every account has that a password may be kept free of. */
    public static final List<String> FIELDS = List.of("username", "email", "displayName");

    /** Fifteen characters where the password is the only factor: NIST SP 800-63B-4, section 3.1.1.2. */
    public static final PasswordPolicy DEFAULT = new PasswordPolicy(List.of(new PasswordRule(
            "length",
            "(?s).{15,}",
            true,
            Map.of("en", "at least 15 characters", "fr", "au moins 15 caractères"),
            Examples.NONE)));

    public PasswordPolicy {
        rules = List.copyOf(rules);
        notContaining = List.copyOf(notContaining);
    }

    /** Asks for nothing but the rules. */
    public PasswordPolicy(List<PasswordRule> rules) {
        this(rules, List.of(), BreachedPasswords.OFF, 0, PasswordAge.NEVER);
    }
}
