package org.gatehouse.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Locale;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.keycloak.PolicyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.policy.PasswordPolicyConfigException;
import org.keycloak.policy.PolicyError;

class ConfiguredRulesTest {

    private static final RealmDefinition REALM = RealmFiles.fromJson("""
            {"realm":"acme","languages":["en","fr"],"password":{"rules":[
              {"id":"length","pattern":".{12,}","text":{"en":"12 characters and more","fr":"12 caractères et plus"}},
              {"id":"name","mustNotMatch":"(?i)acme","text":{"en":"not our name","fr":"pas notre nom"},
               "examples":{"refuse":["Acme"]}}]}}""");

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void parseWhenThereIsNoValueThenRefusesAndShowsOne(String value) {
        assertThatThrownBy(() -> ConfiguredRules.parse(value))
                .isInstanceOf(PasswordPolicyConfigException.class)
                .hasMessageContaining(PolicyValue.example());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            length                                             | are not JSON
            {"realm":"acme","password":{"rules":[{"id":"a      | within the JSON write \\u0020and instead
            {"realm":"acme"}                                   | The key `password` is missing
            {"realm":"acme","password":{"rules":[]}}           | must not be empty
            {"realm":"acme","password":{"breached":"refuse"}}  | `breached` is not enforced by the password rules
            {"realm":"acme","clients":[],"password":{}}        | `clients` is not enforced by the password rules
            {"realm":"acme","password":{"rules":[{"id":"a","pattern":"(a)\\\\1","text":{"en":"x"}}]}} | Back-references
            {"realm":"acme","password":{"rules":[{"id":"a","pattern":".{8,}"}]}} | The key `text` is missing""")
    void parseWhenHalfConfiguredThenSaysWhatIsWrong(String value, String refusal) {
        assertThatThrownBy(() -> ConfiguredRules.parse(value))
                .isInstanceOf(PasswordPolicyConfigException.class)
                .hasMessageContaining(refusal);
    }

    @Test
    void parseWhenLongerThanKeycloakStoresThenRefuses() {
        assertThatThrownBy(() -> ConfiguredRules.parse(" ".repeat(2_399) + "{}"))
                .hasMessageContaining("longer than 2400 characters");
    }

    @Test
    void refusalThenNamesAllFailuresInTheLanguage() {
        ConfiguredRules rules = ConfiguredRules.parse(PolicyValue.of(REALM));

        PolicyError refusal = PasswordRulesProvider.refusal(rules.check("Acme"), Locale.FRENCH);

        assertThat(refusal.getMessage()).isEqualTo("gatehousePasswordRulesMessage");
        assertThat(refusal.getParameters()).containsExactly("12 caractères et plus; pas notre nom");
        assertThat(rules.check("correct horse battery")).isEmpty();
    }

    @Test
    void policyValueThenSurvivesTheWayKeycloakCutsPolicies() {
        String value = PolicyValue.of(REALM);

        assertThat(value).doesNotContain(" and ").contains("12 characters\\u0020and more");
        assertThat(PolicyReading.parse(value)).isEqualTo(REALM.password());
    }

    @Test
    void exampleThenIsAccepted() {
        assertThat(ConfiguredRules.parse(PolicyValue.example()).check("short")).hasSize(1);
    }

    @Test
    void serializationThenKeepsTheRules() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(ConfiguredRules.parse(PolicyValue.of(REALM)));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((ConfiguredRules) in.readObject()).check("Acme")).hasSize(2);
        }
    }
}
