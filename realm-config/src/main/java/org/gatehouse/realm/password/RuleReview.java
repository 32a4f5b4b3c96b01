package org.gatehouse.realm.password;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gatehouse.realm.pattern.SafePattern;
import org.gatehouse.realm.pattern.UnusablePatternException;

/**
 * A rule as somebody wrote it, looked at before it is used: what it becomes, and what is wrong with it.
 *
 * @param rules the rule itself, or the rules a conjunction of look-aheads was split into; empty when it is unusable
 */
public record RuleReview(List<PasswordRule> rules, List<Remark> remarks) {

    /**
     * @param place the key of the rule the remark is about: {@code pattern}, {@code examples/accept/0}
     * @param hint what to write instead; may be empty
     */
    public record Remark(String place, String message, String hint) {}

    public RuleReview {
        rules = List.copyOf(rules);
        remarks = List.copyOf(remarks);
    }

    public static RuleReview of(PasswordRule written) {
        List<PasswordRule> rules = RuleSplit.split(written);
        return rules.stream()
                .map(rule -> unusable(rule.pattern()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(remark -> new RuleReview(List.of(), List.of(remark)))
                .orElseGet(() -> new RuleReview(rules, remarks(written, rules)));
    }

    private static Optional<Remark> unusable(String expression) {
        try {
            SafePattern.of(expression);
            return Optional.empty();
        } catch (UnusablePatternException ex) {
            String hint =
                    ex.isTooLarge() ? "Write several small rules instead of one." : SyntaxHint.forPattern(expression);
            return Optional.of(new Remark("pattern", String.valueOf(ex.getMessage()), hint));
        }
    }

    private static List<Remark> remarks(PasswordRule written, List<PasswordRule> rules) {
        Predicate<String> acceptable = acceptable(rules);
        List<Remark> remarks = new ArrayList<>();
        addWrongExamples(remarks, "accept", written.examples().accept(), acceptable);
        addWrongExamples(remarks, "refuse", written.examples().refuse(), acceptable.negate());
        if (Candidates.trying(rules).noneMatch(acceptable)) {
            remarks.add(new Remark(
                    "pattern",
                    "No password seems able to meet this rule.",
                    "If one can, prove it under examples: accept: (a password has at most "
                            + PasswordCheck.LONGEST_CANDIDATE + " characters)."));
        }
        return remarks;
    }

    private static void addWrongExamples(
            List<Remark> remarks, String list, List<String> examples, Predicate<String> right) {
        for (int index = 0; index < examples.size(); index++) {
            if (!right.test(examples.get(index))) {
                String found = list.equals("accept") ? "refuses" : "accepts";
                remarks.add(new Remark(
                        "examples/" + list + "/" + index,
                        "The rule " + found + " this example.",
                        "Correct the example or the pattern."));
            }
        }
    }

    static Predicate<String> acceptable(List<PasswordRule> rules) {
        record Compiled(SafePattern pattern, boolean mustMatch) {}
        List<Compiled> compiled = rules.stream()
                .map(rule -> new Compiled(SafePattern.of(rule.pattern()), rule.mustMatch()))
                .toList();
        return candidate -> !PasswordCheck.isTooLong(candidate)
                && compiled.stream()
                        .allMatch(rule ->
                                rule.pattern().isFoundIn(PasswordCheck.normalized(candidate)) == rule.mustMatch());
    }
}
