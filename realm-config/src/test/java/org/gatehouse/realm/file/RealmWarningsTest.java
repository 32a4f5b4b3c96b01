package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.realm.document.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealmWarningsTest {

    private static final String EVERYTHING = "[users.read, users.write, users.delete, users.erase, users.export,"
            + " groups.read, groups.write, roles.grant, clients.read, clients.write, realm.read, realm.write, approvals.decide, audit.read,"
            + " audit.identify, audit.export, audit.retain]";

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', textBlock = """
            password: {rules: [{id: a, pattern: '.{8,}', text: {en: x}}]}               ~ password-short        ~ 2:19
            password: {rules: [{id: a, mustNotMatch: 'acme', text: {en: x}}]}           ~ password-short        ~ 2:19
            password: {rules: [{id: a, pattern: '^.{15,40}$', text: {en: x}}]}          ~ password-length-limit ~ 2:19
            password: {rules: [{id: a, pattern: '.{15,}[0-9]', text: {en: x}}]}         ~ password-composition  ~ 2:37
            password: {rules: [{id: a, pattern: '^(?=.*[A-Z]).{15,}$', text: {en: x}}]} ~ password-composition  ~ 2:37
            tokens: {web: {session: P2D}}                                               ~ web-session-long      ~ 2:25
            tokens: {web: {idle: PT2H}}                                                 ~ web-idle-long         ~ 2:22
            trail: {retention: {sign-in: P1M}}                                          ~ retention-short       ~ 2:30
            trail: {retention: {data-export: P3M}}                                      ~ retention-short       ~ 2:34
            trail: {retention: {data-access: P2Y}}                                      ~ retention-long        ~ 2:34
            clients: [{id: a, kind: web, redirectUris: ['https://a.example/'], secret: env:A, pkce: optional}] ~ pkce-optional ~ 2:89
            clients: [{id: a, kind: service, secret: env:A, authMethod: client_secret_post}] ~ secret-in-body ~ 2:61
            clients: [{id: a, kind: mobile, redirectUris: ['http://localhost/cb']}]     ~ redirect-localhost    ~ 2:48""")
    void inspectWhenAgainstGoodAdviceThenWarnsOnceWhereItIs(String section, String id, String place) {
        assertThat(warnings(section))
                .singleElement()
                .satisfies(warning -> assertThat(warning.id()).isEqualTo(id))
                .satisfies(warning ->
                        assertThat(warning.line() + ":" + warning.column()).isEqualTo(place))
                .satisfies(warning -> assertThat(warning.toString())
                        .startsWith("acme.yaml:" + place + ": warning: ")
                        .endsWith("[" + id + "]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', textBlock = """
            displayName: Acme
            password: {rules: [{id: a, pattern: '(?s).{15,}', text: {en: x}}]}
            password: {rules: [{id: a, pattern: '^.{15,}$', text: {en: x}}, {id: b, mustNotMatch: '(?i)acme', text: {en: x}}]}
            tokens: {web: {session: P1D, idle: PT1H}}
            trail: {retention: {sign-in: P6M, rights: P5Y, token: P1M, data-change: P13M}}
            clients: [{id: a, kind: web, redirectUris: ['http://localhost/cb'], secret: env:A}]
            roles: [{name: a, description: b, permissions: [users.read]}]""")
    void inspectWhenWithinGoodAdviceThenSaysNothing(String section) {
        assertThat(warnings(section)).isEmpty();
    }

    @Test
    void previewWhenASecondFactorIsAlwaysGivenThenShorterPasswordsWillDo() {
        String twelve = "realm: acme\npassword: {rules: [{id: a, pattern: '.{12,}', text: {en: x}}]}\n";

        assertThat(RealmFiles.preview("acme.yaml", twelve + "secondFactor: {required: always}")
                        .warnings())
                .isEmpty();
        assertThat(RealmFiles.preview("acme.yaml", twelve + "secondFactor: {required: when, when: [{role: admin}]}")
                        .warnings())
                .extracting(Warning::id)
                .containsExactly("password-short");
    }

    @Test
    void inspectWhenARoleOrAGroupMayDoEverythingThenWarns() {
        assertThat(warnings("roles: [{name: a, description: b, permissions: " + EVERYTHING + "}]"))
                .extracting(Warning::id)
                .containsExactly("role-with-everything");
        assertThat(warnings(
                        "roles: [{name: a, description: b, permissions: [users.erase, realm.read, realm.write, audit.retain]}]\n"
                                + "groups: [{name: g, roles: [a, user-admin, client-admin], groups: [{name: h, roles: [auditor],"
                                + " groups: [{name: i, roles: [a]}]}]}]"))
                .extracting(Warning::message)
                .containsExactly("The roles of the group `h` may together do everything but decide on requests.");
    }

    @Test
    void inspectWhenLookAheadsAreSplitThenSaysWhatTheyWereReadAs() {
        RealmInspection inspection = RealmFiles.inspect(
                "acme.yaml",
                "realm: acme\npassword:\n  rules:\n"
                        + "    - {id: strong, pattern: '^(?=.*[A-Z])(?=.*\\d).{15,}$', text: {en: x}}\n"
                        + "    - {id: other, mustNotMatch: 'acme', text: {en: x}}\n");

        assertThat(inspection.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.id()).isEqualTo("strong");
            assertThat(reading.line()).isEqualTo(4);
            assertThat(reading.rules()).extracting(rule -> rule.id()).containsExactly("uppercase", "digit", "length");
        });
    }

    private static List<Warning> warnings(String section) {
        return RealmFiles.inspect("acme.yaml", "realm: acme\n" + section).warnings();
    }
}
