package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Second factors: what cannot be meant is refused, although nothing enforces them yet. */
class SecondFactorSectionTest {

    /** With a client people sign in to, and one nobody does. */
    private static final String SECTION = "secondFactor: {%s}\n"
            + "clients: [{id: payroll, kind: web, secret: env:S, redirectUris: ['https://a.example/']},"
            + " {id: nightly, kind: service, secret: env:N}]\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            required: sometimes | 2:26 | This must be one of always, never, when.
            methods: [totp] | 2:15 | The key `required` is missing.
            required: when | 2:26 | `required: when` says that there are conditions, and there are none. Add `when`.
            required: always, when: [{role: admin}] | 2:40 | Nobody would look at the conditions: `required` is `always`.
            required: never, when: [{role: admin}] | 2:39 | Nobody would look at the conditions: `required` is `never`.
            required: when, when: [] | 2:38 | This must not be empty.
            required: when, when: [{}] | 2:39 | A condition has exactly one of `role`, `client` and `network`.
            required: when, when: [{role: admin, network: inside}] | 2:39 | A condition has exactly one of
            required: when, when: [{role: amdin}] | 2:46 | The realm has no role `amdin`. Did you mean `admin`?
            required: when, when: [{client: payrol}] | 2:48 | The realm has no client `payrol`. Did you mean `payroll`?
            required: when, when: [{client: nightly}] | 2:48 | Nobody signs in to the service `nightly`, so nobody can be asked.
            required: when, when: [{network: outside}] | 2:49 | The realm does not say which networks are inside. Add `network: inside:`.
            required: when, when: [{network: office}] | 2:49 | This must be one of inside, outside.
            required: when, when: [{group: a}] | 2:40 | The key `group` is unknown here.
            required: when, when: [{role: admin}, {role: admin}] | 2:38 | An item is written twice.
            required: always, methods: [] | 2:43 | This must not be empty.
            required: always, methods: [sms] | 2:44 | This must be one of passkey, totp, recovery-code, email-code.
            required: always, methods: [topt] | 2:44 | Did you mean `totp`?
            required: always, methods: [recovery-code] | 2:43 | Nobody could give a second factor: a recovery code only stands in
            required: always, rememberDevice: PT59M | 2:50 | This is too short: at least PT1H.
            required: always, rememberDevice: P31D | 2:50 | This is too long: at most P30D.
            required: always, rememberDevice: month | 2:50 | This is not written as it must be.
            required: always, rememberDevice: P | 2:50 | This is not a duration.
            required: when, when: [{role: admin}, {role: auditor}], rememberDevice: P1D | 2:88 | Only people who administer are asked""")
    void readWhenItMakesNoSenseThenSaysWhyAndWhere(String section, String place, String refusal) {
        assertThat(Yaml.faultsOf(SECTION.formatted(section)))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:" + place + ": ")
                .contains(refusal);
    }

    @Test
    void readWhenOtherPeopleAreAskedTooThenTheirDevicesAreRemembered() {
        assertThat(Yaml.faultsOf(SECTION.formatted(
                        "required: when, when: [{role: admin}, {client: payroll}], rememberDevice: P1D")))
                .isEmpty();
        assertThat(Yaml.faultsOf(SECTION.formatted("required: when, when: [{role: user}], rememberDevice: P1D")))
                .isEmpty();
    }
}
