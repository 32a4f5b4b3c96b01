package org.gatehouse.realm.password;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Compiles RE2 expressions of bounded size. RE2 matches in linear time, but linear in the size of the program, and
 * nested repetitions such as {@code ((a{100}){100}){100}} make programs of millions of steps out of a few letters.
 */
final class SafePattern {

    static final int LONGEST = 1_000;

    /** Checked before compiling: the product of all repetitions times the length bounds the program. */
    private static final long LARGEST_ESTIMATE = 1_000_000;

    private static final int LARGEST_PROGRAM = 10_000;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}");

    private SafePattern() {}

    /** @throws UnusablePatternException when the expression is not RE2 or would be too expensive */
    static Pattern compile(String expression) {
        if (expression.length() > LONGEST || estimate(expression) > LARGEST_ESTIMATE) {
            throw tooLarge();
        }
        Pattern pattern = compileAnySize(expression);
        if (pattern.programSize() > LARGEST_PROGRAM) {
            throw tooLarge();
        }
        return pattern;
    }

    private static Pattern compileAnySize(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException ex) {
            throw new UnusablePatternException(
                    "This is not an RE2 expression: " + ex.getDescription() + ".", SyntaxHint.forPattern(expression));
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
        return new UnusablePatternException(
                "The expression is too large: its repetitions multiply.", "Write several small rules instead of one.");
    }
}
