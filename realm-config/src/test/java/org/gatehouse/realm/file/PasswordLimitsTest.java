package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a realm asks of passwords beside its rules. */
class PasswordLimitsTest {

    private static final String SECTION = "password: {rules: [{id: a, pattern: '(?s).{15,}', text: {en: x}}], %s}\n"
            + "attributes: [{name: badgeNo, type: string}]\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            breached: block | 2:78 | This must be one of refuse, warn, off.
            history: 25 | 2:77 | at most 24
            history: -1 | 2:77 | at least 0
            history: many | 2:77 | This must be a whole number.
            notContaining: [username, mail] | 2:94 | The realm has no attribute `mail`. Did you mean `email`?
            notContaining: [badge] | 2:84 | no attribute `badge`. Did you mean `badgeNo`?
            notContaining: [email, email] | 2:83 | An item is written twice.
            maxAge: P29D | 2:76 | This is too short: at least P30D.
            maxAge: P3Y | 2:76 | This is too long: at most P2Y.
            maxAge: always | 2:76 | This is not written as it must be.
            maxAge: 90 | 2:76 | This must be text (in quotes if it looks like a number), or a group of keys.
            maxAge: {amdin: P1Y} | 2:77 | The realm has no role `amdin`. Did you mean `admin`?
            maxAge: {admin: P1W} | 2:84 | This is not written as it must be. P30D to P2Y, or `never`.
            maxAge: {admin: P1D} | 2:84 | This is too short: at least P30D.
            maxAge: {} | 2:76 | This must not be empty.""")
    void readWhenItMakesNoSenseThenSaysWhyAndWhere(String section, String place, String refusal) {
        assertThat(Yaml.faultsOf(SECTION.formatted(section)))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:" + place + ": ")
                .contains(refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            P90D            | 1
            {admin: P1Y}    | 1
            never           | 0
            {admin: never}  | 0""")
    void previewWhenPasswordsMustBeChangedThenWarns(String maxAge, int warnings) {
        assertThat(RealmFiles.preview("acme.yaml", "realm: acme\n" + SECTION.formatted("maxAge: " + maxAge))
                        .warnings())
                .hasSize(warnings)
                .allMatch(warning -> warning.id().equals("password-max-age"));
    }

    @Test
    void previewWhenALimitIsAskedForThenTheRulesStay() {
        assertThat(Yaml.preview(SECTION.formatted("history: 3, notContaining: [badgeNo]"))
                        .password())
                .satisfies(policy -> assertThat(policy.history()).isEqualTo(3))
                .satisfies(policy -> assertThat(policy.rules()).hasSize(1));
    }
}
