package org.gatehouse.realm.password;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.pattern.SafePattern;
import org.gatehouse.realm.pattern.UnusablePatternException;

/**
 * A policy compiled for use; immutable, safe for use by several threads. Matching is linear in the candidate's length,
 * and the length is bounded before anything is matched, so no rule and no candidate can keep a thread busy.
 */
public final class PasswordCheck {

    /** In characters (code points) after normalisation. */
    public static final int LONGEST_CANDIDATE = 128;

    /** The id of the failure that reports a candidate over {@link #LONGEST_CANDIDATE}. */
    public static final String TOO_LONG = "too-long";

    /**
     * NFC shortens text by at most four code points to one, and a code point is at most two chars: beyond this many
     * chars a candidate is too long whatever normalisation makes of it, and normalising megabytes is not worth it.
     */
    private static final int HOPELESS_LENGTH = LONGEST_CANDIDATE * 4 * 2;

    private static final RuleFailure TOO_LONG_FAILURE = new RuleFailure(
            TOO_LONG,
            Map.of(
                    "en", "at most " + LONGEST_CANDIDATE + " characters",
                    "fr", "au plus " + LONGEST_CANDIDATE + " caractères"));

    /** The id of the failure that reports characters nobody types, NUL among them; programs cut texts at those. */
    public static final String CONTROL = "control-characters";

    private static final RuleFailure CONTROL_FAILURE =
            new RuleFailure(CONTROL, Map.of("en", "no control characters", "fr", "aucun caractère de contrôle"));

    private final List<CompiledRule> rules;

    private PasswordCheck(List<CompiledRule> rules) {
        this.rules = rules;
    }

    /** @throws IllegalArgumentException when a pattern is not an RE2 expression of bounded size */
    public static PasswordCheck of(PasswordPolicy policy) {
        return new PasswordCheck(
                policy.rules().stream().map(CompiledRule::compile).toList());
    }

    /** Every rule the candidate fails, in the policy's order; empty when it is acceptable. */
    public List<RuleFailure> check(String candidate) {
        if (isTooLong(candidate)) {
            return List.of(TOO_LONG_FAILURE);
        }
        String normalized = normalized(candidate);
        List<RuleFailure> failures = new ArrayList<>();
        if (normalized.chars().anyMatch(Character::isISOControl)) {
            failures.add(CONTROL_FAILURE);
        }
        for (CompiledRule rule : rules) {
            if (!rule.accepts(normalized)) {
                failures.add(new RuleFailure(rule.rule().id(), rule.rule().text()));
            }
        }
        return List.copyOf(failures);
    }

    /** The form in which a password is matched and must be hashed, so that every keyboard produces the same one. */
    public static String normalized(String candidate) {
        return Normalizer.normalize(candidate, Normalizer.Form.NFC);
    }

    /** Whether the candidate is over {@link #LONGEST_CANDIDATE}; to be asked before hashing, too. */
    public static boolean isTooLong(String candidate) {
        if (candidate.length() > HOPELESS_LENGTH) {
            return true;
        }
        String normalized = normalized(candidate);
        return normalized.codePointCount(0, normalized.length()) > LONGEST_CANDIDATE;
    }

    private record CompiledRule(PasswordRule rule, SafePattern pattern) {

        static CompiledRule compile(PasswordRule rule) {
            try {
                return new CompiledRule(rule, SafePattern.of(rule.pattern()));
            } catch (UnusablePatternException ex) {
                throw new IllegalArgumentException("Password rule '" + rule.id() + "': " + ex.getMessage(), ex);
            }
        }

        boolean accepts(String candidate) {
            return pattern.isFoundIn(candidate) == rule.mustMatch();
        }
    }
}
