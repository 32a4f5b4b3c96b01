package org.gatehouse.realm.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * An RE2 expression of bounded size, compiled; equal to another of the same text. RE2 matches in linear time, but linear in the size of the program, and
 * nested repetitions such as {@code ((a{100}){100}){100}} make programs of millions of steps out of a few letters.
 */
public final class SafePattern {

    private static final int LONGEST = 1_000;

    /** Checked before compiling: the product of all repetitions times the length bounds the program. */
    private static final long LARGEST_ESTIMATE = 1_000_000;

    private static final int LARGEST_PROGRAM = 10_000;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}");

    private final Pattern pattern;

    private SafePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws UnusablePatternException when the expression is not RE2 or would be too expensive */
    public static SafePattern of(String expression) {
        if (expression.length() > LONGEST || estimate(expression) > LARGEST_ESTIMATE) {
            throw tooLarge();
        }
        Pattern pattern = compileAnySize(expression);
        if (pattern.programSize() > LARGEST_PROGRAM) {
            throw tooLarge();
        }
        return new SafePattern(pattern);
    }

    /** Whether it is found anywhere in the text; takes time linear in the text's length. */
    public boolean isFoundIn(String text) {
        return pattern.matcher(text).find();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SafePattern that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** The expression. */
    @Override
    public String toString() {
        return pattern.pattern();
    }

    private static Pattern compileAnySize(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException ex) {
            throw new UnusablePatternException("This is not an RE2 expression: " + ex.getDescription() + ".", false);
        }
    }

    private static long estimate(String expression) {
        long steps = expression.length();
        Matcher repetition = REPETITION.matcher(expression);
        while (repetition.find() && steps <= LARGEST_ESTIMATE) {
            steps *= Math.max(1, Math.max(count(repetition.group(1)), count(repetition.group(2))));
        }
        return steps;
    }

    private static int count(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 1 : Integer.parseInt(digits);
    }

    private static UnusablePatternException tooLarge() {
        return new UnusablePatternException("The expression is too large: its repetitions multiply.", true);
    }
}
