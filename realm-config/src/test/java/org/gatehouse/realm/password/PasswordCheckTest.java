package org.gatehouse.realm.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PasswordCheckTest {

    private static final PasswordCheck CHECK = PasswordCheck.of(new PasswordPolicy(List.of(
            rule("length", "^.{12,}$", true, Map.of("en", "at least 12", "fr", "au moins 12")),
            rule("digit", "[0-9]", true, Map.of("en", "a digit", "fr", "un chiffre")),
            rule("no-company", "(?i)acme", false, Map.of("fr", "pas le nom")))));

    @Test
    void checkWhenSeveralRulesFailThenNamesAllAtOnce() {
        assertThat(CHECK.check("Acme"))
                .extracting(RuleFailure::ruleId)
                .containsExactly("length", "digit", "no-company");
    }

    @Test
    void checkWhenAllRulesAreMetThenIsEmpty() {
        assertThat(CHECK.check("Correct-horse-7-battery")).isEmpty();
    }

    @Test
    void textThenIsInTheLanguageAskedForElseEnglishElseAny() {
        List<RuleFailure> failures = CHECK.check("Acme");

        assertThat(failures)
                .extracting(failure -> failure.text(Locale.CANADA_FRENCH))
                .containsExactly("au moins 12", "un chiffre", "pas le nom");
        assertThat(failures)
                .extracting(failure -> failure.text(Locale.GERMAN))
                .containsExactly("at least 12", "a digit", "pas le nom");
    }

    @Test
    void checkWhenLongerThan128CharactersThenRefusesBeforeMatching() {
        assertThat(CHECK.check("1".repeat(128))).isEmpty();
        assertThat(CHECK.check("1".repeat(129))).extracting(RuleFailure::ruleId).containsExactly("too-long");
        assertThat(CHECK.check("1".repeat(10_000_000)))
                .extracting(RuleFailure::ruleId)
                .containsExactly("too-long");
    }

    @Test
    void checkThenCountsCharactersAsComposed() {
        assertThat(PasswordCheck.isTooLong("e\u0301".repeat(128))).isFalse();
        assertThat(PasswordCheck.isTooLong("e\u0301".repeat(129))).isTrue();
        assertThat(PasswordCheck.isTooLong("\u03b1\u0313\u0300\u0345".repeat(128)))
                .isFalse(); // four become one
        assertThat(PasswordCheck.isTooLong("😀".repeat(128))).isFalse();
        assertThat(PasswordCheck.isTooLong("😀".repeat(129))).isTrue();
    }

    @Test
    void checkThenTakesEitherFormOfALetterForTheSame() {
        PasswordCheck check =
                PasswordCheck.of(new PasswordPolicy(List.of(rule("accent", "^é$", true, Map.of("en", "an accent")))));

        assertThat(check.check("e\u0301")).isEmpty();
        assertThat(check.check("\u00e9")).isEmpty();
    }

    @Test
    @Timeout(10)
    void checkWhenPatternAndCandidateAreHostileThenIsStillQuick() {
        PasswordCheck check = PasswordCheck.of(
                new PasswordPolicy(List.of(rule("hostile", "^(.*[a-z]){12}$", true, Map.of("en", "x")))));
        String hostile = "a".repeat(127) + "!";
        assertThat(check.check(hostile)).hasSize(1);

        assertThat(cost(() -> check.check(hostile))).isLessThan(Duration.ofMillis(5));
    }

    /** Of this thread's processor alone, since others use the machine too; the median once the code is compiled. */
    private static Duration cost(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] nanos = new long[201];
        for (int run = 0; run < 2 * nanos.length; run++) {
            long start = threads.getCurrentThreadCpuTime();
            work.run();
            nanos[run % nanos.length] = threads.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(nanos);
        return Duration.ofNanos(nanos[nanos.length / 2]);
    }

    @Test
    void ofWhenPatternIsNotRe2ThenNamesTheRule() {
        PasswordPolicy backReference = new PasswordPolicy(List.of(rule("repeat", "(a)\\1", true, Map.of("en", "x"))));

        assertThatThrownBy(() -> PasswordCheck.of(backReference))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("repeat");
    }

    @Test
    void toStringOfFailuresThenNeverHoldsTheCandidate() {
        assertThat(CHECK.check("hunter2").toString()).doesNotContain("hunter2");
    }

    private static PasswordRule rule(String id, String pattern, boolean mustMatch, Map<String, String> text) {
        return new PasswordRule(id, pattern, mustMatch, text, Examples.NONE);
    }
}
