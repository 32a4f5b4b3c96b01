package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is owed to people: countries, attestations, support, lifecycles. */
class DataSectionTest {

    private static final String TEXTS = "title: {en: T}, text: {en: Yes}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            billingCountry: fr | 2:17 | two capital letters (ISO 3166-1), for example FR.
            billingCountry: France | 2:17 | This is not written as it must be.
            billingCountry: XX | 2:17 | There is no country `XX`.
            billingCountry: UK | 2:17 | There is no country `UK`. Write GB.
            support: {} | 2:10 | The key `access` is missing.
            support: {access: always} | 2:19 | This must be one of consent-required, never.
            lifecycle: {softDeleted: P7M} | 2:26 | This is too long: at most P6M.
            lifecycle: {softDeleted: P182D} | 2:26 | This is too long: at most P6M.
            lifecycle: {softDeleted: P0D} | 2:26 | This is too short: at least P1D.
            lifecycle: {softDeleted: PT24H} | 2:26 | This is not written as it must be.
            lifecycle: {softDeleted: P} | 2:26 | This is not a period.
            lifecycle: {afterContract: P2M} | 2:28 | This is too short: at least P3M.
            lifecycle: {afterContract: P2Y1D} | 2:28 | This is too long: at most P2Y.
            lifecycle: {mailLog: P4D} | 2:22 | This is too long: at most P3D.
            lifecycle: {mailLogs: P3D} | 2:13 | Did you mean `mailLog`?
            attestations: [{id: a, version: 0, %s}] | 2:33 | at least 1
            attestations: [{id: A b, version: 1, %s}] | 2:21 | Names it in reports and in the trail
            attestations: [{id: a, version: 1, title: {en: T}}] | 2:16 | The key `text` is missing.
            attestations: [{id: a, version: 1, title: {en: T}, text: {en: ''}}] | 2:63 | This must not be empty.
            attestations: [{id: a, version: 1, %s, roles: [amdin]}] | 2:77 | The realm has no role `amdin`.
            attestations: [{id: a, version: 1, %s, groups: [team]}] | 2:78 | The realm has no group `team`.
            attestations: [{id: a, version: 1, %s, roles: []}] | 2:76 | This must not be empty.
            attestations: [{id: a, version: 1, %s, renewal: P20D}] | 2:78 | This is too short: at least P1M.
            attestations: [{id: a, version: 1, %s, renewal: P6Y}] | 2:78 | This is too long: at most P5Y.
            attestations: [{id: a, version: 1, %s}, {id: a, version: 2, %s}] | 2:75 | The attestation `a` is used twice.""")
    void readWhenItMakesNoSenseThenSaysWhyAndWhere(String section, String place, String refusal) {
        assertThat(Yaml.faultsOf(section.replace("%s", TEXTS)))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:" + place + ": ")
                .contains(refusal);
    }

    @Test
    void readWhenATextIsMissingInALanguageThenSaysWhich() {
        assertThat(Yaml.faultsOf("languages: [en, fr]\n"
                        + "attestations: [{id: a, version: 1, title: {en: T}, text: {en: Yes, fr: Oui}}]"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:3:43: The text is missing in `fr`");
    }
}
