package org.gatehouse.realm.password;

import java.util.List;

/** Looks at the rules together: each may be sensible and still leave no password at all. */
public final class PolicyReview {

    private PolicyReview() {}

    /** Whether some candidate meets all rules: a tried one, or an accepted example of one of the rules. */
    public static boolean isSatisfiable(List<PasswordRule> rules) {
        return Candidates.trying(rules).anyMatch(RuleReview.acceptable(rules));
    }
}
