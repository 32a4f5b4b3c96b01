package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.realm.document.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys: unknown, not enforced yet, missing, of the wrong shape. */
class RealmFilesKeysTest {

    @Test
    void readWhenKeyIsUnknownThenNamesTheNearest() {
        String file = """
                realm: acme
                clients:
                  - id: forms
                    kind: web
                    redirectUrls: [https://forms.example/cb]
                """;

        assertThat(Yaml.refusals(file))
                .containsExactly("acme.yaml:5:5: The key `redirectUrls` is unknown here. Did you mean `redirectUris`?");
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uris,redirectUris",
        "Redirect-URIs,redirectUris",
        "secrt,secret",
        "post_logout_redirect_uris,postLogoutRedirectUris"
    })
    void readWhenKeyIsSpeltOtherwiseThenStillFindsIt(String written, String meant) {
        assertThat(Yaml.refusalsOf("clients: [{id: a, kind: mobile, " + written + ": x}]"))
                .anyMatch(refusal -> refusal.endsWith("Did you mean `" + meant + "`?"));
    }

    @Test
    void readWhenKeyResemblesNothingThenListsWhatIsKnown() {
        assertThat(Yaml.refusalsOf("tokens: {mobile: {bluetooth: yes}}"))
                .containsExactly("acme.yaml:2:19: The key `bluetooth` is unknown here. Known are: access, session.");
    }

    @Test
    void readWhenSeveralThingsAreWrongThenReportsAllInOrder() {
        String file = """
                realm: Acme
                languages: [en, de]
                password:
                  rules:
                    - {id: length, pattern: '[', text: {en: long, fr: long}}
                tokens:
                  web: {access: soon}
                clients:
                  - {id: web, kind: robot}
                  - {id: phone, kind: mobile, redirectUris: [https://ok.example/cb], secret: hunter2}
                trail: {retention: {sign-in: P2M, cookies: P1M}}
                """;

        assertThat(Yaml.findings(file)).extracting(Finding::line).containsExactly(1, 2, 5, 7, 9, 10, 11, 11);
        assertThat(Yaml.findings(file)).extracting(Finding::value).contains("Acme", "de", "[", "soon", "robot", "P2M");
    }

    @Test
    void readWhenKeyIsMissingThenSaysWhatItIs() {
        assertThat(Yaml.refusals("displayName: Acme"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:1:1: The key `realm` is missing. The realm's name in URLs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            displayName: 2026|This must be text (in quotes if it looks like a number).
            displayName: true|This must be text
            displayName:|This must be text
            displayName: ''|This must not be empty.
            languages: []|This must not be empty.
            languages: [en, en]|An item is written twice.
            languages: [de]|This must be one of en, fr.
            clients: {id: a}|This must be a list.
            tokens: [a]|This must be a group of keys.
            roles: [{name: a b, description: c}]|This is not written as it must be.
            roles: [{name: admin, description: c}]|The role `admin` is built in
            roles: [{name: a, description: c}, {name: a, description: d}]|The role `a` is used twice.
            trail: {retention: {sign-in: P2M}}|This must be one of P1M, P3M, P6M, P13M, P2Y, P3Y, P5Y.
            trail: {retention: {sign-in: P10Y}}|This must be one of
            trail: {retention: {signin: P1M}}|Did you mean `sign-in`?""")
    void readWhenValueIsNotAcceptedThenSaysWhatIs(String section, String refusal) {
        assertThat(Yaml.refusalsOf(section)).singleElement().asString().contains(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"master", "system", "gatehouse", "api", "admin", "console", "all"})
    void readWhenRealmNameIsReservedThenRefuses(String name) {
        assertThat(Yaml.refusals("realm: " + name)).singleElement().asString().contains("is reserved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "1acme", "-acme", "ac_me", "acme/..", "'acme '", "ä", "''", "\"acme\\n\""})
    void readWhenRealmNameIsNotOneThenRefuses(String name) {
        assertThat(Yaml.refusals("realm: " + name)).singleElement().asString().contains("acme.yaml:1:8");
    }

    @Test
    void readWhenNothingButTheNameThenFillsInDefaults() {
        assertThat(Yaml.read("realm: acme"))
                .satisfies(realm -> assertThat(realm.displayName()).isEqualTo("acme"))
                .satisfies(realm -> assertThat(realm.languages()).isEqualTo(List.of("en")))
                .satisfies(realm -> assertThat(realm.tokens().web().session()).hasHours(10))
                .satisfies(realm -> assertThat(realm.password().rules()).hasSize(1))
                .satisfies(realm -> assertThat(realm.hasRole("auditor")).isTrue())
                .satisfies(realm -> assertThat(realm.hasRole("king")).isFalse());
    }
}
