package org.gatehouse.server.password;

import java.util.List;

/**
 * What a page where somebody chooses a password shows around the field; for {@code templates/password/choose.html}.
 *
 * @param leastLength in characters, for password managers; 0 when the rules name none
 * @param checkAt the path that tells, while somebody types, which rules are met
 */
public record PasswordList(List<ListedRule> rules, int leastLength, String checkAt) {

    public PasswordList {
        rules = List.copyOf(rules);
    }

    /** As Apple and others read it from the attribute {@code passwordrules}. */
    public String forManagers() {
        return (leastLength > 0 ? "minlength: " + leastLength + "; " : "") + "maxlength: " + PasswordHashing.MAX_LENGTH
                + ";";
    }
}
