package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.realm.password.PasswordRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordSectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', textBlock = """
            pattern: '(?<=a)b'                        ~ Look-around is only understood as a conjunction at the start
            pattern: '^(?=.*a)b|c'                    ~ Look-around is only understood
            pattern: '(?=.*a).{8,}'                   ~ Look-around is only understood
            mustNotMatch: '^(?=.*a).{8,}'             ~ Look-around is only understood
            pattern: '(a)\\1'                         ~ Back-references cannot be matched in linear time
            pattern: 'a++'                            ~ matching is always linear
            pattern: '\\h'                            ~ See the RE2 syntax
            pattern: '['                              ~ This is not an RE2 expression: missing closing ]
            pattern: '((a{100}){100}){100}'           ~ The expression is too large
            pattern: 'a^'                             ~ No password seems able to meet this rule.
            pattern: '[^\\x00-\\x{10FFFF}]'           ~ No password seems able to meet this rule.
            pattern: '.{129,}'                        ~ No password seems able to meet this rule.
            mustNotMatch: ''                          ~ This must not be empty.
            mustNotMatch: 'a*'                        ~ No password seems able to meet this rule.
            pattern: '.{8,}', mustNotMatch: 'a'       ~ A rule has either `pattern` or `mustNotMatch`
            id: b                                     ~ A rule has either `pattern` or `mustNotMatch`
            pattern: '.{8,}', examples: {accept: [short]}      ~ The rule refuses this example.
            pattern: '.{8,}', examples: {refuse: [long enough]} ~ The rule accepts this example.""")
    void readWhenRuleMakesNoSenseThenSaysWhy(String rule, String refusal) {
        String id = rule.startsWith("id:") ? "" : "id: a, ";

        assertThat(Yaml.refusalsOf("password:\n  rules:\n  - {" + id + rule + ", text: {en: x}}"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:4:")
                .contains(refusal);
    }

    @Test
    void readWhenTextIsMissingInALanguageOfTheRealmThenNamesIt() {
        assertThat(Yaml.refusalsOf(
                        "languages: [en, fr]\npassword: {rules: [{id: a, pattern: '.{8,}', text: {en: eight}}]}"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:3:52: The text is missing in `fr`, a language of this realm.");
    }

    @Test
    void readWhenRuleIdIsUsedTwiceThenRefusesTheSecond() {
        assertThat(Yaml.refusalsOf("""
                        password:
                          rules:
                            - {id: a, pattern: '.{8,}', text: {en: x}}
                            - {id: a, pattern: '.{9,}', text: {en: y}}
                        """))
                .containsExactly("acme.yaml:5:12: The rule id `a` is used twice. Choose another.");
    }

    @Test
    void readWhenRulesContradictEachOtherThenAsksForAProof() {
        String contradiction = """
                password:
                  rules:
                    - {id: lower, pattern: '^[a-z]*$', text: {en: x}}
                    - {id: digit, pattern: '[0-9]', text: {en: y}}
                """;

        assertThat(Yaml.refusalsOf(contradiction))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:4:5: No password seems able to meet all rules together.");
    }

    @Test
    void readWhenAnExampleProvesAnUnusualRuleThenAcceptsIt() {
        String unusual = "password: {rules: [{id: a, pattern: '^zebra[0-9]{4}$', text: {en: x}%s}]}";

        assertThat(Yaml.refusalsOf(unusual.formatted(""))).hasSize(1);
        assertThat(Yaml.refusalsOf(unusual.formatted(", examples: {accept: [zebra2026]}")))
                .isEmpty();
    }

    @Test
    void readWhenLookAheadsArePastedThenSplitsThemIntoRules() {
        List<PasswordRule> rules = rules("'^(?=.*[A-Z])(?=.*\\d)(?!.*acme).{8,}$'");

        assertThat(rules).extracting(PasswordRule::id).containsExactly("uppercase", "digit", "pasted", "length");
        assertThat(rules).extracting(PasswordRule::mustMatch).containsExactly(true, true, false, true);
        assertThat(rules)
                .extracting(rule -> rule.text().get("en"))
                .containsExactly("an upper-case letter", "a digit", "as pasted", "at least 8 characters");
    }

    @Test
    void readWhenSplitNameIsTakenThenKeepsBoth() {
        String file = """
                realm: acme
                password:
                  rules:
                    - {id: length, pattern: '^.{8,}$', text: {en: x}}
                    - {id: pasted, pattern: '^(?=.*[A-Z]).{9,}$', text: {en: y}}
                """;

        assertThat(Yaml.read(file).password().rules())
                .extracting(PasswordRule::id)
                .containsExactly("length", "uppercase", "pasted-length");
    }

    private static List<PasswordRule> rules(String pattern) {
        return Yaml.read("realm: acme\npassword: {rules: [{id: pasted, pattern: " + pattern
                        + ", text: {en: as pasted}}]}")
                .password()
                .rules();
    }
}
