package org.gatehouse.realm.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookaheadSplitTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=.*a).{8,}", // not anchored
                "^(?=.*a)b|c", // alternatives at the top
                "^(?=.*a", // not closed
                "^(?=.*a)+b", // a look-ahead repeated
                "^.{8,}$", // nothing to split
                "^a(?=b)", // not at the start
                "^(?<=a)b", // look-behind
            })
    void piecesWhenNoConjunctionAtTheStartThenSplitsNothing(String expression) {
        assertThat(LookaheadSplit.pieces(expression)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^(?=.*[A-Z])(?=.*\\d).{8,}$",
                "^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[@$!%*?&])[A-Za-z\\d@$!%*?&]{8,}$",
                "^(?=.{8,})(?=.*[)(|])(?!.*(?:abc|123)).*$",
                "(?i)^(?=.*Q)(?!.*[\\]x]).+",
                "\\A(?=.*[[:digit:]a-c]){0}.*",
                "^(?=.*\\))(?=.*a|.*b)",
                "^(?=.*[]a])(?=.*[^]b])",
            })
    void splitThenAcceptsExactlyWhatTheWholeDid(String expression) {
        List<PasswordRule> rules = RuleSplit.split(rule(expression));
        if (expression.contains("{0}")) {
            assertThat(rules)
                    .hasSize(1)
                    .first()
                    .extracting(PasswordRule::pattern)
                    .isEqualTo(expression);
            return;
        }
        Pattern whole = Pattern.compile(expression.replace("[]a]", "[\\]a]").replace("[^]b]", "[^\\]b]"));

        for (String candidate : candidates()) {
            assertThat(RuleReview.acceptable(rules).test(candidate))
                    .as(candidate)
                    .isEqualTo(whole.matcher(candidate).find());
        }
    }

    @Test
    void splitThenNamesTheUsualDemands() {
        assertThat(RuleSplit.split(rule("^(?=.*?[a-z])(?=.*\\W)(?=.*[#?!@$%^&*-])(?=.*zebra)(?=.*zulu).{8,16}$")))
                .extracting(rule -> rule.id() + ": " + rule.text().get("fr"))
                .containsExactly(
                        "lowercase: une lettre minuscule",
                        "symbol: un symbole",
                        "pasted: tel quel",
                        "pasted-2: tel quel",
                        "pasted-3: tel quel",
                        "length: de 8 à 16 caractères");
    }

    /** Seeded, so that a failure repeats. */
    private static List<String> candidates() {
        Random random = new Random(7);
        String alphabet = "aAbBcqQ19@$!()|]x ";
        return random.ints(2_000, 0, 14)
                .mapToObj(length -> random.ints(length, 0, alphabet.length())
                        .mapToObj(index -> String.valueOf(alphabet.charAt(index)))
                        .reduce("", String::concat))
                .toList();
    }

    private static PasswordRule rule(String expression) {
        return new PasswordRule("pasted", expression, true, Map.of("en", "as is", "fr", "tel quel"), Examples.NONE);
    }
}
