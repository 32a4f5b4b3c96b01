package org.gatehouse.server.password;

import java.util.Locale;
import org.gatehouse.realm.password.RuleFailure;

/**
 * A line of the list people read before they choose a password.
 *
 * @param live whether typing already tells if it is met; all else is looked at when the form is sent, because the answer
 *     costs a hash or would tell what others have chosen
 */
public record ListedRule(RuleFailure rule, boolean live) {

    public String id() {
        return rule.ruleId();
    }

    public String text(Locale locale) {
        return rule.text(locale);
    }
}
