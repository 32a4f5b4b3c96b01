package org.gatehouse.realm.password;

import java.util.regex.Pattern;

/** Says how to write what other regular expression languages have and RE2, to stay linear, has not. */
final class SyntaxHint {

    private static final Pattern LOOK_AROUND = Pattern.compile("\\(\\?<?[=!]");
    private static final Pattern BACK_REFERENCE = Pattern.compile("\\\\[1-9]|\\\\k<");
    private static final Pattern POSSESSIVE = Pattern.compile("[*+?}]\\+|\\(\\?>");

    private SyntaxHint() {}

    static String forPattern(String expression) {
        if (LOOK_AROUND.matcher(expression).find()) {
            return "Look-around is only understood as a conjunction at the start, ^(?=.*[A-Z])(?=.*[0-9]).{8,}$; write"
                    + " anything else as rules of their own, for example pattern: '[A-Z]' and mustNotMatch: 'acme'.";
        }
        if (BACK_REFERENCE.matcher(expression).find()) {
            return "Back-references cannot be matched in linear time; write out what must not repeat, for example"
                    + " mustNotMatch: 'aaa|bbb|111'.";
        }
        if (POSSESSIVE.matcher(expression).find()) {
            return "Possessive quantifiers and atomic groups are not needed: matching is always linear. Write x+, not x++.";
        }
        return "See the RE2 syntax; for example [[:alpha:]] or \\p{L} for letters, [[:blank:]] for \\h.";
    }
}
