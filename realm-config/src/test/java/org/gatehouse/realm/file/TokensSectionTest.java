package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.realm.TokenLifetimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensSectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mobile: {session: P2D}                | This is too long: at most P1D.
            mobile: {session: PT24H1S}            | This is too long: at most P1D.
            mobile: {access: PT2H}                | This is too long: at most PT1H.
            mobile: {access: PT59S}               | This is too short: at least PT1M.
            mobile: {session: PT5M}               | `access` (PT10M) is longer than `session` (PT5M).
            web: {access: PT61M}                  | This is too long: at most PT1H.
            web: {session: P31D}                  | This is too long: at most P30D.
            web: {idle: PT0S}                     | This is too short: at least PT1M.
            web: {idle: PT11H}                    | `idle` (PT11H) is longer than `session` (PT10H).
            web: {access: PT30M, session: PT20M, idle: PT5M} | `access` (PT30M) is longer than `session` (PT20M).
            service: {access: P1D}                | This is too long: at most PT1H.
            service: {session: P1D}               | The key `session` is unknown here.
            service: {access: P}                  | This is not a duration.
            service: {access: PT}                 | This is not a duration.
            service: {access: P1DT}               | This is not a duration.
            service: {access: P1M}                | This is not written as it must be.
            service: {access: PT-1M}              | This is not written as it must be.
            service: {access: 600}                | This must be text
            """)
    void readWhenLifetimeIsOutOfBoundsThenNamesTheBound(String tokens, String refusal) {
        assertThat(Yaml.refusalsOf("tokens:\n  " + tokens))
                .singleElement()
                .asString()
                .contains(refusal);
    }

    @Test
    void readWhenLifetimeIsGivenThenOnlyThatOneChanges() {
        assertThat(Yaml.read("realm: acme\ntokens: {mobile: {session: PT12H}}").tokens())
                .satisfies(tokens -> assertThat(tokens.mobile().session()).hasHours(12))
                .satisfies(tokens -> assertThat(tokens.mobile().access()).hasMinutes(10))
                .satisfies(tokens -> assertThat(tokens.web()).isEqualTo(TokenLifetimes.Web.DEFAULT));
    }
}
